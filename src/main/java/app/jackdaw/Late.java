package app.jackdaw;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A service that opens on a virtual thread of its own while the window is put together: whoever
 * needs it waits for it. Any thread.
 *
 * @param <T> the service
 */
final class Late<T> {

    private final CompletableFuture<T> opening;

    private Late(CompletableFuture<T> opening) {
        this.opening = opening;
    }

    /**
     * @param name of the thread
     */
    static <T> Late<T> open(String name, Supplier<T> open) {
        return new Late<>(
                CompletableFuture.supplyAsync(
                        open, opener -> Thread.ofVirtual().name(name).start(opener)));
    }

    /** One that is open already. */
    static <T> Late<T> of(T service) {
        return new Late<>(CompletableFuture.completedFuture(service));
    }

    /**
     * Waits for it.
     *
     * @throws java.util.concurrent.CompletionException when it could not be opened
     */
    T opened() {
        return opening.join();
    }

    /** Null before it is open; does not wait. */
    @Nullable T now() {
        return opening.isCompletedExceptionally() ? null : opening.getNow(null);
    }

    /**
     * @param action done, on any thread, as soon as it is open or nobody can open it
     */
    void whenThrough(Runnable action) {
        opening.whenComplete((_, _) -> action.run());
    }

    /**
     * Ends it, if it was ever opened. One that a dead disk keeps from opening is left alone.
     *
     * @param patience for both, in the time of the machine
     * @param nanos a clock in that time
     */
    void close(BiConsumer<T, Duration> end, Duration patience, LongSupplier nanos) {
        long begun = nanos.getAsLong();
        T service;
        try {
            service = opening.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hangs) {
            LoggerFactory.getLogger(Late.class).warn("Not opened before the end");
            return;
        } catch (ExecutionException neverOpened) {
            return; // whoever waited for it heard why
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return;
        }
        Duration left = patience.minusNanos(nanos.getAsLong() - begun);
        end.accept(service, left.isNegative() ? Duration.ZERO : left);
    }
}
