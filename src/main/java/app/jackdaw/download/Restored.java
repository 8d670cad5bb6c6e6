package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes jobs of what the ledger remembers. Stateless; does not look at the disk. */
final class Restored {

    private Restored() {}

    static Job job(LedgerEntry entry) {
        Job job = new Job(entry.item(), entry.rank());
        Plan plan = entry.plan();
        if (plan != null) {
            job.destination = plan.destination();
            job.mount = Mount.parse(plan.volume());
            job.batch = plan.destination(); // nobody knows any more what was started together
            job.total = plan.total();
            job.adjusted = plan.adjusted();
            job.target(plan.target());
            job.replaces = plan.replaces();
            job.reserves = plan.reserves();
        }
        job.found = found(entry);
        if (entry.state().isFinished()) {
            job.leftover = entry.part();
        } else {
            job.part = entry.part();
        }
        job.sha256 = entry.sha256();
        job.linkRefusal = entry.linkRefusal();
        if (entry.sha256() != null) {
            boolean saved = entry.state() instanceof TransferState.Saved; // else of another time
            Transfer.Size size =
                    saved ? Finish.rememberedSize(job.total) : Transfer.Size.NOT_CHECKED;
            job.transfer.facts(job.transfer.facts().withResult(entry.sha256(), size));
        }
        restore(job, entry.told());
        job.interruptedByExit = entry.state().isUnderWay();
        job.transfer.state(state(entry.state(), job));
        return job;
    }

    /** What it has on disk, and what it found there, is nobody else's. */
    static void keep(Job job, Places places) {
        if (job.target != null) {
            places.keep(job.target, job.id());
        }
        if (job.found != null) {
            places.keepFound(job.found, job.id());
        }
    }

    /** Older entries tell it by their state alone. */
    private static @Nullable Path found(LedgerEntry entry) {
        Plan plan = entry.plan();
        return entry.state() instanceof TransferState.Skipped there && there.hasFile()
                ? there.path()
                : plan == null ? null : plan.found();
    }

    /** What of the file is there is told by what is remembered of its part. */
    private static TransferState state(TransferState remembered, Job job) {
        if (remembered instanceof TransferState.Failed failed) {
            return new TransferState.Failed(failed.problem(), job.done(), job.expected());
        }
        return remembered.isUnderWay()
                ? new TransferState.Paused(job.done(), job.expected())
                : remembered;
    }

    private static void restore(Job job, LedgerEntry.Told told) {
        job.attemptsBefore = told.attempts();
        Transfer.Facts facts = job.transfer.facts().withAttempts(told.attempts());
        job.transfer.facts(told.changed() ? facts.withVersion(Transfer.Version.CHANGED) : facts);
    }
}
