package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the folder that the user chose: on a thread of its own, because a drive that went away may
 * never answer, and whoever asks has other commands to carry out. Stateless; any thread.
 */
final class Destination {

    private Destination() {}

    /**
     * @param patience in the time of the machine, as disks have no other
     * @return the volume it is on; null where the system does not tell
     * @throws ProblemException {@code FOLDER_NOT_WRITABLE}, or {@code FOLDER_GONE} also when the
     *     disk does not answer
     */
    static @Nullable Mount make(Path folder, ThreadFactory threads, Duration patience)
            throws ProblemException {
        CompletableFuture<Optional<Mount>> made = new CompletableFuture<>();
        threads.newThread(() -> make(folder, made)).start();
        try {
            return made.get(patience.toNanos(), TimeUnit.NANOSECONDS).orElse(null);
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case ProblemException problem -> throw problem;
                case RuntimeException mistake -> throw mistake;
                case null, default -> throw new IllegalStateException(failure);
            }
        } catch (TimeoutException noAnswer) {
            throw new ProblemException(gone(folder), noAnswer);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new ProblemException(gone(folder), hurried);
        }
    }

    private static Optional<Mount> mount(Path folder) {
        try {
            return Optional.ofNullable(Mount.of(folder));
        } catch (IOException untold) {
            return Optional
                    .empty(); // some network drives do not tell, and are written to all the same
        }
    }

    private static void make(Path folder, CompletableFuture<Optional<Mount>> made) {
        try {
            Files.createDirectories(folder);
            made.complete(mount(folder));
        } catch (IOException failure) {
            Path parent = folder.toAbsolutePath().getParent();
            boolean gone = parent == null || !Files.isDirectory(parent);
            Problem problem =
                    gone ? gone(folder) : Problem.of(Cause.FOLDER_NOT_WRITABLE, folder.toString());
            made.completeExceptionally(new ProblemException(problem, failure));
        } catch (RuntimeException | Error mistake) {
            made.completeExceptionally(mistake);
        }
    }

    private static Problem gone(Path folder) {
        return Problem.of(Cause.FOLDER_GONE, folder.toString());
    }
}
