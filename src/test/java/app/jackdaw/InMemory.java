package app.jackdaw;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Every test's folder unless it says otherwise: a file system in memory where the machine has a
 * large one, as else most of the time is spent waiting for the disk's word that all is written.
 * Tests of processes that are killed stay on the disk. Called on the test's thread.
 */
final class InMemory implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");

    /** Several times as much as any test writes; containers often have some megabytes there. */
    private static final long ENOUGH = 2L << 30;

    @Override
    public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test)
            throws IOException {
        return isLarge()
                ? Files.createTempDirectory(MEMORY, "jackdaw-")
                : Files.createTempDirectory("jackdaw-");
    }

    private static boolean isLarge() throws IOException {
        if (!Files.isWritable(MEMORY)) {
            return false;
        }
        FileStore store = Files.getFileStore(MEMORY);
        return store.type().equals("tmpfs") && store.getUsableSpace() >= ENOUGH;
    }
}
