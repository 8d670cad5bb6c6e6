package app.jackdaw;

import app.jackdaw.platform.AppFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a self-test lives: folders of its own, so that the user's settings and files are never
 * touched. Before anything else is started, on the thread that starts it.
 */
@Waiver(
        rule = "only Main prints",
        value = "Its last words come when nothing else of the application is left to say them")
final class SelfTestFolders {

    private SelfTestFolders() {}

    /**
     * Before anything else looks: no screen, and folders of its own, which are gone afterwards, so
     * that the user's settings and files are never touched. What the command line set stays.
     */
    static void standApart() throws IOException {
        setUnlessSet("glass.platform", "Headless");
        setUnlessSet("prism.order", "sw");
        if (System.getProperty(AppFolders.HOME_SWITCH) == null) {
            Path home = Files.createTempDirectory("jackdaw-self-test");
            System.setProperty(AppFolders.HOME_SWITCH, home.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home), "self-test-end"));
        }
        setUnlessSet(
                AppFolders.DOWNLOADS_SWITCH,
                Path.of(System.getProperty(AppFolders.HOME_SWITCH), "files").toString());
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException inUse) {
            System.out.println("self-test: left behind " + folder + ", " + inUse.getMessage());
        }
    }
}
