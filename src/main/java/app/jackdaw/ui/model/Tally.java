package app.jackdaw.ui.model;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
    private int toPaste;
    private int failures;
    private int underWay;
    private int running;
    private int asking;
    private Counts.@Nullable Delay delay;

    /** How many wait so. */
    private final Map<Together, Integer> together = new HashMap<>();

    /** Each of those who wait together read the clock for itself, a moment apart. */
    private record Together(Problem.Cause cause, long second) {

        static Together of(TransferState.Waiting row) {
            return new Together(row.why().cause(), row.until().getEpochSecond());
        }

        Together next() {
            return new Together(cause, second + 1);
        }
    }

    private int paused;
    private int saved;
    private int alreadyHere;
    private int skipped;
    private int failed;
    private long bytesDone;
    private long bytesTotal;
    private long bytesSaved;
    private long bytesToCome;
    private boolean allSizesKnown = true;
    private boolean toComeKnown = true;
    private int problems;
    private int names;
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
        toPaste += row.awaitsPaste() ? 1 : 0;
        failures += row.failure().isPresent() ? 1 : 0;
        problems = 31 * problems + row.reason().hashCode();
        names = 31 * names + row.displayName().hashCode();
        names = 31 * names + Objects.hashCode(row.item().folder());
        row.problem()
                .filter(problem -> problem.cause().concernsIdentity() && ofPresent.test(row.item()))
                .ifPresent(this::take);
        switch (row.state().transfer()) {
            case TransferState.Idle _ -> failed(row, row.failure().isPresent()); // else none began
            case TransferState.Failed _ -> failed(row, row.problem().isPresent());
            case TransferState.Queued _ -> underWay(row);
            case TransferState.Waiting waiting -> {
                delay(waiting);
                underWay(row);
            }
            case TransferState.Running _ -> {
                running++;
                underWay(row);
            }
            case TransferState.Paused _ -> {
                paused++;
                wanted(row);
            }
            case TransferState.Saved(_, long size) -> {
                saved++;
                bytesSaved += size;
                wanted(row);
            }
            case TransferState.Skipped there when there.hasFile() -> alreadyHere++;
            case TransferState.Skipped _ -> skipped++;
        }
    }

    private void failed(ItemRow row, boolean hasFailed) {
        if (hasFailed) {
            failed++;
            wanted(row);
        }
    }

    private void underWay(ItemRow row) {
        underWay++;
        asking += row.state().transferView().asksUser() ? 1 : 0;
        long missing = wanted(row);
        toComeKnown &= missing != TransferState.UNKNOWN;
        bytesToCome += missing;
    }

    private void delay(TransferState.Waiting waiting) {
        Counts.Delay sooner = delay;
        delay = sooner == null ? Counts.Delay.of(waiting) : sooner.and(waiting);
        together.merge(Together.of(waiting), 1, Integer::sum);
    }

    private int mostTogether() {
        int most = 0;
        for (Map.Entry<Together, Integer> group : together.entrySet()) {
            int next = together.getOrDefault(group.getKey().next(), 0);
            most = Math.max(most, group.getValue() + next);
        }
        return most;
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
                toPaste,
                failures,
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
                        bytesSaved,
                        toComeKnown ? bytesToCome : TransferState.UNKNOWN,
                        allSizesKnown),
                newestLink,
                identityProblem,
                problems,
                names,
                running,
                asking,
                delay == null ? null : delay.of(mostTogether()));
    }

    /**
     * Whatever the file waits for, what is there of it counts.
     *
     * @return how much of it is missing, {@link TransferState#UNKNOWN} when nobody knows
     */
    private long wanted(ItemRow row) {
        long done = row.state().transfer().done();
        long size = size(row);
        allSizesKnown &= size != TransferState.UNKNOWN;
        bytes(done, size);
        return size == TransferState.UNKNOWN ? size : Math.max(0, size - done);
    }

    private void bytes(long done, long size) {
        bytesDone += done;
        bytesTotal += Math.max(done, size);
    }

    private static long size(ItemRow row) {
        long told = row.state().transfer().total();
        Long stated = row.item().size();
        return told == TransferState.UNKNOWN && stated != null ? stated : told;
    }
}
