package app.jackdaw.download;

import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folders whose disk took no more, though it looked as if there were room, as with a quota. Where
 * the user tells another folder for a file that met this, those that would only meet it, too, go
 * along; what is there of others stays where it is, as they go on from it. Of other troubles of a
 * disk there is nothing to learn for others: they are of one file, or end all at once, or show to
 * each that looks ahead, and smaller ones may fit. Needs the scheduler's lock.
 */
final class FullFolders {

    private final JobQueue jobs;
    private final Rows rows;

    /** As the user chose them; nothing was saved there since. */
    private final Set<Path> full = new HashSet<>();

    /**
     * Those that somebody works on, and with whom they go along: not before he puts them down, as
     * they may come to their end after all.
     */
    private final Map<Job, Start> behind = new HashMap<>();

    FullFolders(JobQueue jobs, Rows rows) {
        this.jobs = jobs;
        this.rows = rows;
    }

    /** What was to be written for the job, or for another one meanwhile, was not taken. */
    void met(Job job) {
        Path folder = job.destination;
        if (folder != null) {
            full.add(folder);
            job.metFull = true;
        }
    }

    /** The job is saved. */
    void took(Job job) {
        full.remove(job.destination);
    }

    /** Whether the job was kept from going on where it goes, and would be again. */
    boolean isMetBy(Job job) {
        return job.metFull && full.contains(job.destination);
    }

    /** The folder of the start is there: all that go along are told. */
    void leave(Start start) {
        if (start.isGivenUp()) {
            return;
        }
        for (Path folder : start.fullOnes()) {
            for (Job job : jobs.running()) {
                if (folder.equals(job.destination) && job.wanted == null) {
                    behind.put(job, start);
                }
            }
            List<Job> others = jobs.notRunning(job -> folder.equals(job.destination));
            others.forEach(job -> goAlong(job, start));
        }
    }

    /** Whether nobody need wait because of the job: who would meet the same goes elsewhere. */
    boolean isLeftBy(Job job) {
        return behind.containsKey(job);
    }

    /** Something was said of the job itself. */
    void told(Job job) {
        behind.remove(job);
    }

    /** Nobody works on the job any more. */
    void left(Job job) {
        Start start = behind.remove(job);
        boolean goesOn = job.transfer.state().isUnderWay();
        if (start != null && goesOn && full.contains(job.destination)) {
            goAlong(job, start);
        }
    }

    private void goAlong(Job job, Start start) {
        boolean begun = job.done() > 0 || job.transfer.state().isFinished();
        if (begun || job.removed || job.wanted != null) {
            return;
        }
        job.batch = start.batch; // what was answered for all was said of another folder
        rows.goAlong(job, start, !waitsForSomethingElse(job));
    }

    /** For a host, mostly, which is nearer in no folder. */
    private static boolean waitsForSomethingElse(Job job) {
        return job.transfer.state() instanceof TransferState.Waiting waiting
                && waiting.why().cause() != Cause.DISK_FULL;
    }
}
