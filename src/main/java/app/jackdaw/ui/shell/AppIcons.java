package app.jackdaw.ui.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.image.Image;

/** The application's own icon in the sizes that systems ask for. Any thread. */
final class AppIcons {

    private static final List<Integer> SIZES = List.of(16, 32, 48, 64, 128, 256);

    private AppIcons() {}

    static List<Image> all() {
        return SIZES.stream().map(AppIcons::load).toList();
    }

    private static Image load(int size) {
        String name = "icons/jackdaw-" + size + ".png";
        try (InputStream in = AppIcons.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return new Image(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
