package app.jackdaw.ui.model;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts rows, one after another. FX thread. */
final class Tally {

    private static final Duration EXPIRING = Duration.ofHours(1);

    private final Instant now;
    private final Predicate<MediaItem> ofPresent;
    private final Predicate<MediaItem> broughtAlong;
    private int all;
    private int ready;
    private int expiring;
    private int underWay;
    private int running;
    private Counts.@Nullable Delay delay;
    private int paused;
    private int saved;
    private int alreadyHere;
    private int skipped;
    private int failed;
    private long bytesDone;
    private long bytesTotal;
    private boolean allSizesKnown = true;
    private int problems;
    private @Nullable Instant newestLink;
    private @Nullable Problem identityProblem;

    /**
     * @param ofPresent whether an item says something of the identity that is in use
     * @param broughtAlong whether an item's link came from the user
     */
    Tally(Instant now, Predicate<MediaItem> ofPresent, Predicate<MediaItem> broughtAlong) {
        this.broughtAlong = broughtAlong;
        this.now = now;
        this.ofPresent = ofPresent;
    }

    void add(ItemRow row) {
        all++;
        TemporaryLink link = row.state().link().present();
        if (link != null) {
            boolean given = !broughtAlong.test(row.item()) && ofPresent.test(row.item());
            newestLink = given ? later(newestLink, link.given()) : newestLink;
            if (!link.isExpired(now)) {
                ready++;
                expiring += link.remaining(now).compareTo(EXPIRING) < 0 ? 1 : 0;
            }
        }
        problems = 31 * problems + row.reason().hashCode();
        row.problem()
                .filter(problem -> problem.cause().concernsIdentity() && ofPresent.test(row.item()))
                .ifPresent(this::take);
        switch (row.state().transfer()) {
            case TransferState.Idle() -> failed += row.problem().isPresent() ? 1 : 0;
            case TransferState.Queued() -> wanted(0, knownSize(row));
            case TransferState.Waiting(Instant until, Problem why) -> {
                delay(until, why);
                wanted(0, knownSize(row));
            }
            case TransferState.Running(long done, long total) -> {
                running++;
                wanted(done, total);
            }
            case TransferState.Paused(long done, long total) -> {
                paused++;
                bytes(done, total);
            }
            case TransferState.Saved(_, long size) -> {
                saved++;
                bytes(size, size);
            }
            case TransferState.Skipped there when there.hasFile() -> alreadyHere++;
            case TransferState.Skipped _ -> skipped++;
            case TransferState.Failed(_, _) -> failed++;
        }
    }

    private void delay(Instant until, Problem why) {
        Counts.Delay sooner = delay;
        int rows = sooner == null ? 1 : sooner.rows() + 1;
        delay =
                sooner == null || until.isBefore(sooner.until())
                        ? new Counts.Delay(rows, until, why)
                        : new Counts.Delay(rows, sooner.until(), sooner.why());
    }

    private void take(Problem problem) {
        Instant at = problem.at();
        Problem known = identityProblem;
        if (at != null && (known == null || at.equals(later(known.at(), at)))) {
            identityProblem = problem;
        }
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    Counts counts() {
        int asked = underWay + paused + saved + alreadyHere + skipped + failed;
        return new Counts(
                all,
                ready,
                expiring,
                new BatchSummary(
                        asked,
                        underWay,
                        paused,
                        saved,
                        alreadyHere,
                        skipped,
                        failed,
                        bytesDone,
                        bytesTotal,
                        allSizesKnown),
                newestLink,
                identityProblem,
                problems,
                running,
                delay);
    }

    private void wanted(long done, long total) {
        underWay++;
        bytes(done, total);
    }

    private void bytes(long done, long total) {
        bytesDone += done;
        if (total == TransferState.UNKNOWN) {
            allSizesKnown = false;
            bytesTotal += done;
        } else {
            bytesTotal += total;
        }
    }

    private static long knownSize(ItemRow row) {
        Long size = row.item().size();
        return size == null ? TransferState.UNKNOWN : size;
    }
}
