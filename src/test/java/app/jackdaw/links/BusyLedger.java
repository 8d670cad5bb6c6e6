package app.jackdaw.links;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.KeptLedger;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.UnwantedParts;
import app.jackdaw.model.LedgerEntry;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * The real ledger, which has a thread and a lock that virtual time does not know: whoever waits for
 * either would look idle, and hours would pass while a row is written. So another thread calls it,
 * and who waits for that one is busy.
 */
final class BusyLedger implements Ledger, AutoCloseable {
    private final KeptLedger kept;
    private final Queue<FutureTask<?>> calls = new ConcurrentLinkedQueue<>();
    private final Thread caller = Thread.ofPlatform().daemon().start(this::work);
    private volatile boolean closed;

    BusyLedger(KeptLedger kept) {
        this.kept = kept;
    }

    private void work() {
        while (true) {
            boolean last = closed;
            FutureTask<?> next = calls.poll();
            if (next != null) {
                next.run();
            } else if (last) {
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }

    private FutureTask<?> call(Callable<?> action) {
        FutureTask<?> call = new FutureTask<>(action);
        calls.add(call);
        LockSupport.unpark(caller);
        return call;
    }

    @Override
    public List<LedgerEntry> entries() {
        return kept.entries();
    }

    @Override
    public void record(LedgerEntry entry) {
        call(() -> {
            kept.record(entry);
            return entry;
        });
    }

    @Override
    public Commit commit(LedgerEntry entry) {
        FutureTask<?> call =
                call(() -> {
                    kept.commit(entry).await();
                    return entry;
                });
        return () -> {
            while (!call.isDone()) {
                Thread.yield();
            }
            assertThat(call.state()).isEqualTo(Future.State.SUCCESS);
        };
    }

    @Override
    public void forget(Collection<String> itemIds) {
        call(() -> {
            kept.forget(itemIds);
            return itemIds;
        });
    }

    @Override
    public UnwantedParts unwantedParts() {
        return kept.unwantedParts();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(caller);
        caller.join();
        kept.close();
    }
}
