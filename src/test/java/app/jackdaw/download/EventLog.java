package app.jackdaw.download;

import static org.awaitility.Awaitility.await;

import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pulls transfers all the time, as the window does now and then, and writes down what was seen of
 * each, in order. Looks on a thread of its own.
 */
final class EventLog implements AutoCloseable {

    /** Those who are watched need the processor, too. */
    private static final long PAUSE_NANOS = 100_000;

    private final Supplier<? extends Collection<Transfer>> transfers;
    private final Map<String, List<Transfer.Shown>> seen = new HashMap<>();
    private final List<String> unannounced = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long looks;

    /** Of all rows together: bytes that are there. */
    private long total;

    private long lost;
    private @Nullable String fallen;

    EventLog(Supplier<? extends Collection<Transfer>> transfers) {
        this.transfers = transfers;
        thread = Thread.ofPlatform().daemon().name("event-log").start(this::watch);
    }

    private void watch() {
        while (!closed) {
            look();
            looks = looks + 1;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look() {
        long done = 0;
        long given = 0;
        for (Transfer transfer : transfers.get()) {
            Transfer.Shown shown = transfer.shown();
            note(transfer.itemId(), shown);
            done += shown.state().done();
            given += shown.lost();
        }
        if (done < total && given == lost) {
            fallen = total + " bytes of all were there, then " + done;
        }
        total = done;
        lost = given;
    }

    private void note(String id, Transfer.Shown shown) {
        List<Transfer.Shown> events = seen.computeIfAbsent(id, _ -> new ArrayList<>());
        Transfer.Shown before = events.isEmpty() ? shown : events.getLast();
        if (events.isEmpty() || !before.equals(shown)) {
            events.add(shown);
        }
        boolean fell = shown.state().done() < before.state().done();
        if (fell && shown.lost() <= before.lost()) {
            unannounced.add(id + ": " + before + ", then " + shown);
        }
    }

    /** Returns when all that has happened so far has been looked at. */
    void awaitLook() {
        long before = looks;
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(90))
                .until(() -> looks > before + 1);
    }

    /** What was seen, after the last look. */
    Map<String, List<Transfer.Shown>> end() throws InterruptedException {
        awaitLook();
        close();
        return seen;
    }

    /** Events in which less was there than before, and nothing said so; after the end. */
    List<String> unannounced() {
        return unannounced;
    }

    /** Whether the sum of all fell without any row saying so; after the end. */
    @Nullable String fallen() {
        return fallen;
    }

    static boolean falls(List<Transfer.Shown> events) {
        long most = 0;
        for (Transfer.Shown event : events) {
            TransferState state = event.state();
            if (state.done() < most) {
                return true;
            }
            most = state.done();
        }
        return false;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
