package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.ProblemException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the ledger is told of jobs. How a running one stands is for its worker to tell, who may be
 * about to do what he tells; what the user says of it meanwhile is added to what he told last, so
 * that neither takes back the word of the other, whoever comes later. Any thread.
 */
final class Records {

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
    }

    Records(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Somebody gets the job in his hands. Needs the scheduler's lock. */
    void begin(Job job) {
        running.put(job, new Last(Remembered.entry(job)));
    }

    /** Nobody has the job in his hands any more. Needs the scheduler's lock. */
    void end(Job job) {
        running.remove(job);
    }

    /** Remembers how the job stands, unless it is off the list. For who has it in his hands. */
    void record(Job job) {
        if (job.removed) {
            return;
        }
        Last last = running.get(job);
        if (last == null) {
            ledger.record(Remembered.entry(job));
            return;
        }
        last.lock.lock();
        try {
            last.entry = Remembered.entry(job);
            ledger.record(last.entry);
        } finally {
            last.lock.unlock();
        }
    }

    /**
     * Remembers how the job stands before it returns. For who has it in his hands; what is said of
     * it while he waits for the disk is not kept waiting.
     *
     * @throws InterruptedException when it is off the list, too, or was taken off meanwhile: what
     *     the ledger must know first is not to be done any more
     */
    void recordNow(Job job) throws ProblemException, InterruptedException {
        refuseRemoved(job);
        Last last = running.get(job);
        if (last == null) {
            ledger.recordNow(Remembered.entry(job));
        } else {
            recordNow(job, last);
        }
        refuseRemoved(
                job); // what was forgotten meanwhile has come back, until its worker leaves it
    }

    private static void refuseRemoved(Job job) throws InterruptedException {
        if (job.removed) {
            throw new InterruptedException();
        }
    }

    private void recordNow(Job job, Last last) throws ProblemException, InterruptedException {
        LedgerEntry entry;
        last.lock.lock();
        try {
            entry = Remembered.entry(job);
            last.entry = entry;
        } finally {
            last.lock.unlock();
        }
        ledger.recordNow(entry);
        last.lock.lock();
        try {
            if (!last.entry.equals(entry) && !job.removed) {
                ledger.record(last.entry); // may have come before the one without it
            }
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

    /** Forgets items soon. */
    void forget(Collection<String> itemIds) {
        ledger.forget(itemIds);
    }
}
