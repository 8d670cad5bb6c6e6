package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.TransferState;

/** Makes jobs of what the ledger remembers. Stateless; does not look at the disk. */
final class Restored {

    private Restored() {}

    static Job job(LedgerEntry entry, Places places) {
        Job job = new Job(entry.item(), entry.rank());
        Plan plan = entry.plan();
        if (plan != null) {
            job.destination = plan.destination();
            job.mount = Mount.parse(plan.volume());
            job.batch = plan.destination(); // nobody knows any more what was started together
            job.total = plan.total();
            job.replaces = plan.replaces();
            job.adjusted = plan.adjusted();
            job.target(plan.target());
            if (plan.target() != null) {
                places.keep(plan.target(), job.id());
            }
            job.reserves = plan.reserves();
        }
        if (entry.state() instanceof TransferState.Saved) {
            job.leftover = entry.part();
        } else {
            job.part = entry.part();
        }
        job.sha256 = entry.sha256();
        job.linkRefusal = entry.linkRefusal();
        if (entry.sha256() != null) {
            job.transfer.facts(
                    job.transfer
                            .facts()
                            .withResult(entry.sha256(), Finish.rememberedSize(job.total)));
        }
        restore(job, entry.told());
        job.interruptedByExit = entry.state().isUnderWay();
        job.transfer.state(state(entry.state(), job));
        return job;
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
