package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.LedgerEntry.Told;
import app.jackdaw.model.TransferState;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger is told of a job, of which {@link Restored} makes it again. Stateless; for who
 * has the job in his hands.
 */
final class Remembered {

    private Remembered() {}

    static LedgerEntry entry(Job job) {
        TransferState state = job.transfer.state();
        TransferState remembered = state.isUnderWay() ? new TransferState.Queued() : state;
        PartRecord there = state.isFinished() ? job.leftover : job.part;
        Transfer.Facts facts = job.transfer.facts();
        Told told = new Told(facts.attempts(), facts.version() == Transfer.Version.CHANGED);
        return new LedgerEntry(
                job.known(),
                job.rank,
                remembered,
                plan(job),
                there,
                job.sha256,
                told,
                job.linkRefusal);
    }

    private static @Nullable Plan plan(Job job) {
        Wanted later = job.wanted;
        if (later != null && later.isShown() && job.done() == 0) {
            boolean here = later.folder().equals(job.destination);
            return new Plan(
                    later.folder(),
                    null,
                    TransferState.UNKNOWN,
                    null,
                    false,
                    false,
                    volume(here ? job.mount : later.start.mount()),
                    here ? job.found : null);
        }
        return job.destination == null
                ? null
                : new Plan(
                        job.destination,
                        job.target,
                        total(job),
                        job.replaces,
                        job.adjusted,
                        job.reserves,
                        volume(job.mount),
                        job.found);
    }

    /** No later run takes a part for the file because it happens to be that long. */
    private static long total(Job job) {
        PartRecord part = job.part;
        return job.endUnseen && part != null && part.bytes() == job.total
                ? TransferState.UNKNOWN
                : job.total;
    }

    private static @Nullable String volume(@Nullable Mount mount) {
        return mount == null ? null : mount.text();
    }
}
