package app.jackdaw;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Optional;
import javafx.stage.Window;

/**
 * The part of JavaFX that a run without a screen never touches: that the classes of this system's
 * windows and of its drawing are in the image and load. The training run of the AOT cache meets
 * them here, so that a start on a screen finds them there. Any thread.
 */
final class WindowSystem {

    private static final List<String> PACKAGES =
            List.of(
                    "com/sun/glass/ui/",
                    "com/sun/prism/d3d/",
                    "com/sun/prism/es2/",
                    "com/sun/prism/impl/ps/",
                    "com/sun/prism/ps/",
                    "com/sun/javafx/application/preferences/");

    private static final String CLASS = ".class";

    private WindowSystem() {}

    /** Loads them, initialises none. Returns how many there are. */
    static String load() throws IOException {
        Module toolkit = Window.class.getModule();
        Optional<ModuleReference> image =
                toolkit.isNamed()
                        ? ModuleFinder.ofSystem().find(toolkit.getName())
                        : Optional.empty();
        if (image.isEmpty()) {
            return "JavaFX is not part of the image here";
        }
        try (ModuleReader reader = image.get().open()) {
            List<String> names = reader.list().filter(WindowSystem::belongs).toList();
            for (String name : names) {
                String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
                if (Class.forName(toolkit, type) == null) {
                    throw new IllegalStateException(type + " does not load");
                }
            }
            return names.size() + " classes";
        }
    }

    private static boolean belongs(String name) {
        return name.endsWith(CLASS) && PACKAGES.stream().anyMatch(name::startsWith);
    }
}
