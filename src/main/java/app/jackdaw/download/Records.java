package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.ProblemException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What the ledger is told of jobs. How a running one stands is for its worker to tell, who may be
 * about to do what he tells; what the user says of it meanwhile is added to what he told last, so
 * that neither takes back the word of the other, whoever comes later. Any thread.
 */
final class Records {

    private static final Ledger.Commit DONE = () -> {};

    private final Ledger ledger;

    /** Of those alone that somebody has in his hands. */
    private final Map<Job, Last> running = new ConcurrentHashMap<>();

    /** What was told last of a running job; the ledger is told in the order of its changes. */
    private static final class Last {
        private final ReentrantLock lock = new ReentrantLock();
        private LedgerEntry entry;

        Last(LedgerEntry entry) {
            this.entry = entry;
        }

        /** Whoever is about to tell the ledger something has told it when this returns. */
        private void passes() {
            lock.lock();
            try {
                // nobody else is in here
            } finally {
                lock.unlock();
            }
        }
    }

    Records(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Somebody gets the job in his hands. Needs the scheduler's lock. */
    void begin(Job job) {
        running.put(job, new Last(Remembered.entry(job)));
    }

    /** What was told last of a job that somebody has in his hands. */
    Optional<LedgerEntry> last(Job job) {
        Last last = running.get(job);
        if (last == null) {
            return Optional.empty();
        }
        last.lock.lock();
        try {
            return Optional.of(last.entry);
        } finally {
            last.lock.unlock();
        }
    }

    /** Nobody has the job in his hands any more. Needs the scheduler's lock. */
    void end(Job job) {
        running.remove(job);
    }

    /** Remembers how the job stands, unless it is off the list. For who has it in his hands. */
    void record(Job job) {
        tell(
                job,
                entry -> {
                    ledger.record(entry);
                    return DONE;
                });
    }

    /**
     * Remembers how the job stands before it returns. For who has it in his hands; what is said of
     * it while he waits for the disk is not kept waiting.
     *
     * @throws InterruptedException when it is off the list, too, or was taken off meanwhile: what
     *     the ledger must know first is not to be done any more
     */
    void recordNow(Job job) throws ProblemException, InterruptedException {
        tell(job, ledger::commit).await();
        if (job.removed) {
            throw new InterruptedException();
        }
    }

    /** A job off the list is not told of: whoever takes it off forgets it after that. */
    private Ledger.Commit tell(Job job, Function<LedgerEntry, Ledger.Commit> ledger) {
        Last last = running.get(job);
        if (last == null) {
            return job.removed ? DONE : ledger.apply(Remembered.entry(job));
        }
        last.lock.lock();
        try {
            if (job.removed) {
                return DONE;
            }
            last.entry = Remembered.entry(job);
            return ledger.apply(last.entry);
        } finally {
            last.lock.unlock();
        }
    }

    /**
     * Remembers what was said of a job that somebody may have in his hands: item, place and why
     * there is no link, and nothing of how it stands. Needs the scheduler's lock.
     */
    void amend(Job job) {
        Last last = running.get(job);
        if (last == null || job.removed) {
            record(job);
            return;
        }
        last.lock.lock();
        try {
            LedgerEntry told = last.entry;
            last.entry =
                    new LedgerEntry(
                            job.known(),
                            job.rank,
                            told.state(),
                            told.plan(),
                            told.part(),
                            told.sha256(),
                            told.told(),
                            job.linkRefusal);
            ledger.record(last.entry);
        } finally {
            last.lock.unlock();
        }
    }

    /**
     * Forgets items soon. What is told of a job that is off the list by now was told before, or is
     * not told at all: nobody who is killed finds it on the list again.
     */
    void forget(Collection<String> itemIds) {
        running.values().forEach(Last::passes);
        ledger.forget(itemIds);
    }
}
