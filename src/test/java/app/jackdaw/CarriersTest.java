package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.jackdaw.download.Requirement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own, since carriers are made once: dead drives leave threads for the others. */
class CarriersTest {

    private static final int PATIENCE_SECONDS = 60;

    @TempDir Path folder;

    @Test
    @Requirement(41)
    void whoAsksADeadDriveKeepsNobodyElseWaiting() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(isMade(pipe), "no pipes with names here: a dead drive cannot be imitated");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DeadDrive.class.getName(),
                                pipe.toString())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor()).isZero();
    }

    /** Whoever opens a pipe that nobody writes to waits in the system, as on a dead drive. */
    private static boolean isMade(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0
                    && Files.exists(pipe);
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /**
     * Ends with 0 when a virtual thread comes to run beside as many as transfers can leave there.
     */
    static final class DeadDrive {

        private DeadDrive() {}

        public static void main(String[] arguments) throws InterruptedException {
            Carriers.provide();
            Path pipe = Path.of(arguments[0]);
            int stuck = Carriers.ENOUGH - 1;
            CountDownLatch running = new CountDownLatch(stuck + 1);
            for (int i = 0; i < stuck; i++) {
                Thread.ofVirtual()
                        .start(() -> {
                            running.countDown();
                            open(pipe);
                        });
            }
            Thread.ofVirtual().start(running::countDown);
            boolean allRan = running.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(allRan ? 0 : 1);
        }

        private static void open(Path pipe) {
            try (FileChannel channel = FileChannel.open(pipe, StandardOpenOption.READ)) {
                throw new IllegalStateException("somebody wrote to " + channel);
            } catch (IOException noPipe) {
                throw new IllegalStateException(noPipe);
            }
        }
    }
}
