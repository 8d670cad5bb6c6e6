package app.jackdaw.download;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;

/**
 * What was written of a part up to some moment, on its way to the disk, while its worker goes on
 * writing behind it. The disk is waited for on a thread of its own; everything here is called by
 * the worker.
 */
final class Stretch {

    private final PartFile.Durable soFar;
    private final CompletableFuture<PartFile.Durable> end = new CompletableFuture<>();

    private Stretch(PartFile.Durable soFar) {
        this.soFar = soFar;
    }

    /** All that was written so far; nobody closes the part before its end was awaited. */
    static Stretch begin(PartFile part, ThreadFactory threads) {
        Stretch stretch = new Stretch(part.soFar());
        threads.newThread(() -> stretch.force(part)).start();
        return stretch;
    }

    private void force(PartFile part) {
        try {
            part.sync();
            end.complete(soFar);
        } catch (IOException | RuntimeException | Error failure) {
            end.completeExceptionally(failure);
        }
    }

    /** How long the part was when it began. */
    long bytes() {
        return soFar.bytes();
    }

    /** Whether the disk took it, or refused it. */
    boolean isOver() {
        return end.isDone();
    }

    /**
     * Waits for the disk, as whoever forces a file himself does: an interrupt is noticed only
     * afterwards.
     *
     * @throws IOException as the disk refused it
     */
    PartFile.Durable await() throws IOException {
        try {
            return end.join();
        } catch (CompletionException refused) {
            switch (refused.getCause()) {
                case IOException failure -> throw failure;
                case Error failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw refused;
            }
        }
    }
}
