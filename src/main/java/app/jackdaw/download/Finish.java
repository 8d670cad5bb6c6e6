package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Gives a whole part its final name. What is about to happen is in the ledger before it happens, so
 * that a crash at any point between is finished, not repeated, at the next start. Lives on the
 * worker's thread.
 */
final class Finish {

    private final Services services;
    private final Job job;

    Finish(Services services, Job job) {
        this.services = services;
        this.job = job;
    }

    /** The part is whole, on the disk, and still open. */
    Outcome now(PartFile part, Validator version, Transfer.Size size)
            throws IOException, ProblemException, InterruptedException {
        String sha256 = part.sha256Hex();
        long bytes = part.length();
        part.close();
        job.mark = null;
        job.endUnseen = false; // whoever says that this is all of it has shown its end
        job.total = size == Transfer.Size.UNVERIFIED ? TransferState.UNKNOWN : bytes;
        PartRecord whole =
                new PartRecord(bytes, sha256, Stage.WHOLE, version.etag(), version.lastModified());
        job.part = whole;
        Path target = Objects.requireNonNull(job.target, "a whole part has a target");
        return publish(job.partPath(target), whole, size);
    }

    /** Whether the item was saved before and its file is there, byte for byte. */
    Optional<Outcome> stillThere() throws IOException, InterruptedException {
        Path target = job.target;
        String sha256 = job.sha256;
        if (sha256 == null || target == null || job.part != null || !Files.isRegularFile(target)) {
            return Optional.empty();
        }
        long bytes = job.total == TransferState.UNKNOWN ? Files.size(target) : job.total;
        return Sha256.isOf(target, bytes, sha256)
                ? Optional.of(saved(target, sha256, bytes, rememberedSize(job.total)))
                : Optional.empty();
    }

    /** A file whose length nobody told is remembered without one. */
    static Transfer.Size rememberedSize(long total) {
        return total == TransferState.UNKNOWN ? Transfer.Size.UNVERIFIED : Transfer.Size.CHECKED;
    }

    /**
     * Goes on where a crash or a pause came between.
     *
     * @return empty when there is nothing whole after all: the part was forgotten
     */
    Optional<Outcome> again() throws IOException, ProblemException, InterruptedException {
        PartRecord whole = Objects.requireNonNull(job.part, "only called with one");
        Path target = Objects.requireNonNull(job.target, "a whole part has a target");
        Transfer.Size size = rememberedSize(job.total);
        Optional<Path> part = OwnPart.find(target, job.item().shortDigest(), whole);
        if (part.isPresent() && Publisher.isSame(part.get(), target)) {
            // It had its name before, and what the user did to the file since then is his.
            return Optional.of(named(part.get(), target, whole, size));
        }
        if (part.isPresent() && job.replaces == null && OwnPart.isEqual(target, whole)) {
            // Some systems do not tell that two names are of one file; and whosever it is, its
            // bytes are just the ones that were wanted.
            return Optional.of(named(part.get(), target, whole, size));
        }
        if (part.isPresent() && holds(part.get(), whole)) {
            return Optional.of(publish(part.get(), whole, size));
        }
        if (part.isEmpty() && Files.isRegularFile(target) && holds(target, whole)) {
            return Optional.of(saved(target, whole.sha256(), whole.bytes(), size));
        }
        Optional<Path> equal =
                part.isPresent()
                        ? Optional.empty()
                        : services.places().findEqual(job, target, whole);
        if (equal.isPresent()) {
            return Optional.of(isThere(job.partPath(target), target, equal.get(), whole));
        }
        job.forgetPart();
        if (part.isEmpty()) {
            // The one that was to be replaced may have been, and what is there now be the user's.
            job.replaces = null;
            if (!job.reserves && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                services.places().chooseAnother(job, target); // no setting is about that
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path path, PartRecord whole)
            throws IOException, InterruptedException {
        return Sha256.isOf(path, whole.bytes(), whole.sha256());
    }

    /**
     * No file gets a name that is not in the ledger, and no part goes whose content is not: where
     * that takes nothing, nothing is published, however often it is tried.
     *
     * @param part stays where it is, whatever name the file gets in the end: each step that a crash
     *     may fall behind is one that the next start recognises
     */
    private Outcome publish(Path part, PartRecord whole, Transfer.Size size)
            throws IOException, ProblemException, InterruptedException {
        services.dates().date(part, whole.lastModified());
        WholePart file = new WholePart(part, whole);
        while (true) {
            Path target = Objects.requireNonNull(job.target, "a whole part has a target");
            Optional<Path> equal = services.places().findEqual(job, target, whole);
            services.records().recordNow(job);
            if (equal.isPresent()) {
                return isThere(part, target, equal.get(), whole);
            }
            try {
                name(file, target);
                return named(part, target, whole, size);
            } catch (FileAlreadyExistsException taken) {
                if (OwnPart.isEqual(target, whole)) {
                    // Most likely ours: a loss of power can take the last rows of the ledger along
                    // and leave the name that was given after them.
                    return named(part, target, whole, size);
                }
                services.places().chooseAnother(job, target);
            }
        }
    }

    /**
     * The part goes before its row says so: torn off between, it is missed, and the file found once
     * more. The content is remembered: wanted again, it is found without being fetched.
     */
    private Outcome isThere(Path part, Path target, Path equal, PartRecord whole)
            throws IOException {
        if (job.reserves) {
            Publisher.deleteReservation(target);
        }
        services.leftovers().clear(job, equal, part, whole);
        services.places().giveUp(job);
        job.part = null;
        job.sha256 = whole.sha256();
        job.transfer.facts(
                job.transfer.facts().withResult(whole.sha256(), Transfer.Size.NOT_CHECKED));
        return new Outcome.Done(new TransferState.Skipped(equal));
    }

    /**
     * An empty file that reserves a name is announced in the ledger before it is made, so that the
     * next start knows whose it is.
     */
    private void name(WholePart file, Path target)
            throws IOException, ProblemException, InterruptedException {
        Publisher publisher = services.publisher();
        Replaced other = job.replaces;
        Path part = file.path();
        file.mustStillBe();
        if (other != null && Replacing.isUnchanged(other, target)) {
            publisher.replace(part, target);
            return;
        }
        job.replaces = null; // it is gone, or what is there is not what he wanted replaced
        if (job.reserves || !publisher.link(part, target)) {
            reserve(file, target);
            try {
                publisher.move(part, target);
            } catch (IOException failure) {
                job.reserves = !publisher.withdraw(target, failure);
                throw failure;
            }
        }
    }

    /** Where it did not come to that, an empty file that is there by the next try is not ours. */
    private void reserve(WholePart file, Path target)
            throws IOException, ProblemException, InterruptedException {
        boolean before = job.reserves;
        boolean reserved = before;
        try {
            if (!before) {
                job.reserves = true;
                services.records().recordNow(job);
            }
            file.mustStillBe();
            services.publisher().reserve(target, before);
            reserved = true;
        } finally {
            job.reserves = reserved;
        }
    }

    /** The file has its name, whatever becomes of the part's. */
    private Outcome named(Path part, Path target, PartRecord whole, Transfer.Size size) {
        services.leftovers().clear(job, target, part, whole);
        return saved(target, whole.sha256(), whole.bytes(), size);
    }

    private Outcome saved(Path target, String sha256, long bytes, Transfer.Size size) {
        job.part = null;
        job.replaces = null;
        job.reserves = false;
        job.sha256 = sha256;
        job.transfer.facts(job.transfer.facts().withResult(sha256, size));
        return new Outcome.Done(new TransferState.Saved(target, bytes));
    }
}
