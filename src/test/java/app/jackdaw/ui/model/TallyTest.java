package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Counting rows: whatever they are, the counts close. */
class TallyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Problem PROBLEM = Problem.of(Cause.FILE_DELETED);
    private static final Problem FORGOTTEN = Problem.of(Cause.PASTED_LINK_FORGOTTEN);
    private static final LinkState NO_LINK = new LinkState.NotFetched();
    private static final long SEED = Long.getLong("jackdaw.seed", 4711L);

    private static final List<LinkState> LINKS =
            List.of(
                    NO_LINK,
                    new LinkState.Fetching(),
                    link(Duration.ofHours(5)),
                    link(Duration.ofMinutes(5)),
                    link(Duration.ofMinutes(-5)),
                    renewing(link(Duration.ofHours(5))),
                    renewing(link(Duration.ofMinutes(5))),
                    new LinkState.Refused(PROBLEM),
                    new LinkState.Refused(FORGOTTEN));

    private static final List<TransferState> TRANSFERS =
            List.of(
                    new TransferState.Idle(),
                    new TransferState.Queued(),
                    new TransferState.Waiting(NOW, PROBLEM),
                    new TransferState.Waiting(NOW, PROBLEM, 20, 100),
                    new TransferState.Running(10, 100),
                    new TransferState.Running(10, TransferState.UNKNOWN),
                    new TransferState.Paused(30, 100),
                    new TransferState.Saved(Path.of("a"), 70),
                    new TransferState.Skipped(Path.of("a")),
                    new TransferState.Skipped(
                            Path.of("a"), TransferState.Skipped.Found.ANOTHER_FILE),
                    new TransferState.Failed(PROBLEM, 3));

    private final Tally tally =
            new Tally(
                    NOW,
                    item -> !item.token().startsWith("guest"),
                    item -> item.isPastedLink() || item.token().startsWith("brought"));
    private int number;

    private static LinkState link(Duration left) {
        Instant end = NOW.plus(left);
        return new LinkState.Ready(new TemporaryLink("https://x", NOW, end, false, NOW));
    }

    private static LinkState renewing(LinkState state) {
        return new LinkState.Renewing(Objects.requireNonNull(state.present()));
    }

    @Test
    void aLinkThatIsRenewedIsReadyMeanwhile() {
        add(renewing(link(Duration.ofHours(5))), new TransferState.Idle());
        add(renewing(link(Duration.ofMinutes(5))), new TransferState.Idle());
        add(new LinkState.Fetching(), new TransferState.Idle());
        assertThat(tally.counts().ready()).isEqualTo(2);
        assertThat(tally.counts().expiring()).isEqualTo(1);
    }

    private ItemRow add(LinkState link, TransferState transfer) {
        ItemRow row =
                new ItemRow(
                        MediaItem.ofToken("token" + number++, new ItemSource.PastedToken(number)));
        row.show(link, new TransferView(transfer, null), 0);
        tally.add(row);
        return row;
    }

    /** What another one gave, or refused, says nothing of whoever the user is. */
    @Test
    void onlyWhatIsAskedOfTheIdentityInUseSpeaksForIt() {
        Problem wrong = Problem.of(Cause.APP_SECRET_WRONG).at(NOW);
        ItemRow guest = row("guest1");
        guest.show(link(Duration.ofHours(5)), TransferView.NONE, 0);
        tally.add(guest);
        ItemRow refused = row("guest2");
        refused.show(new LinkState.Refused(wrong), TransferView.NONE, 0);
        tally.add(refused);
        assertThat(tally.counts().ready()).isEqualTo(1);
        assertThat(tally.counts().newestLink()).isNull();
        assertThat(tally.counts().identityProblem()).isNull();

        add(link(Duration.ofHours(5)), new TransferState.Idle());
        add(new LinkState.Refused(wrong), new TransferState.Idle());
        assertThat(tally.counts().newestLink()).isEqualTo(NOW);
        assertThat(tally.counts().identityProblem()).isEqualTo(wrong);
    }

    /** Nobody gave it, but who was asked for another one in its place may have been refused. */
    @Test
    void aLinkThatTheUserBroughtAlongIsNobodysAnswer() {
        Problem wrong = Problem.of(Cause.APP_SECRET_WRONG).at(NOW);
        ItemRow brought = row("brought1");
        TransferView failed =
                new TransferView(
                        new TransferState.Failed(wrong, 0), null, false, 1, null, Set.of());
        brought.show(link(Duration.ofHours(5)), failed, 0);
        tally.add(brought);
        assertThat(tally.counts().ready()).isEqualTo(1);
        assertThat(tally.counts().newestLink()).isNull();
        assertThat(tally.counts().identityProblem()).isEqualTo(wrong);
    }

    private ItemRow row(String token) {
        return new ItemRow(MediaItem.ofToken(token, new ItemSource.PastedToken(++number)));
    }

    @Test
    void everyStateHasItsCount() {
        TRANSFERS.forEach(transfer -> add(NO_LINK, transfer));
        BatchSummary batch = tally.counts().batch();
        assertThat(batch.underWay()).isEqualTo(5);
        assertThat(batch.paused()).isEqualTo(1);
        assertThat(batch.saved()).isEqualTo(1);
        assertThat(batch.alreadyHere()).isEqualTo(1);
        assertThat(batch.skipped()).as("what is there is another file").isEqualTo(1);
        assertThat(batch.failed()).isEqualTo(1);
        assertThat(batch.asked()).as("the idle row was not asked for").isEqualTo(10);
        assertThat(batch.bytesDone()).isEqualTo(20 + 10 + 10 + 30 + 70 + 3);
        assertThat(batch.bytesSaved()).isEqualTo(70);
        assertThat(batch.allSizesKnown()).isFalse();
    }

    @Test
    void refusedLinkCountsAsFailedUnlessTheFileIsThere() {
        LinkState refused = new LinkState.Refused(PROBLEM);
        add(refused, new TransferState.Idle());
        add(refused, new TransferState.Saved(Path.of("a"), 1));
        BatchSummary batch = tally.counts().batch();
        assertThat(batch.failed()).isEqualTo(1);
        assertThat(batch.saved()).isEqualTo(1);
        assertThat(batch.asked()).isEqualTo(2);
    }

    @Test
    void onlyWhatIsNotFinishedCountsAsToBePasted() {
        LinkState forgotten = new LinkState.Refused(FORGOTTEN);
        add(forgotten, new TransferState.Saved(Path.of("a"), 1));
        add(forgotten, new TransferState.Skipped(Path.of("a")));
        assertThat(tally.counts().toPaste()).isZero();
        add(forgotten, new TransferState.Paused(1, 2));
        assertThat(tally.counts().toPaste()).isEqualTo(1);
    }

    /** After a restart, all that was wanted is there as before. */
    @Test
    void aPastedLinkThatWasForgottenBeforeItWasUsedIsNotAskedForAndHasNotFailed() {
        add(NO_LINK, new TransferState.Saved(Path.of("a"), 70));
        add(new LinkState.Refused(FORGOTTEN), new TransferState.Idle());
        Counts counts = tally.counts();
        assertThat(counts.batch().asked()).isEqualTo(1);
        assertThat(counts.batch().failed()).isZero();
        assertThat(counts.batch().allSizesKnown()).isTrue();
        assertThat(counts.batch().bytesTotal()).isEqualTo(70);
        assertThat(counts.toPaste()).isEqualTo(1);
    }

    @Test
    void aDownloadThatWantedAForgottenLinkHasFailed() {
        add(new LinkState.Refused(FORGOTTEN), new TransferState.Failed(FORGOTTEN, 0));
        assertThat(tally.counts().batch().asked()).isEqualTo(1);
        assertThat(tally.counts().batch().failed()).isEqualTo(1);
        assertThat(tally.counts().toPaste()).isEqualTo(1);
    }

    @Test
    void linksCountWhileTheyLive() {
        LINKS.forEach(link -> add(link, new TransferState.Idle()));
        assertThat(tally.counts().all()).isEqualTo(9);
        assertThat(tally.counts().ready()).isEqualTo(4);
        assertThat(tally.counts().expiring()).isEqualTo(2);
    }

    @Test
    void countsCloseWhateverTheRowsAre() {
        Random random = new Random(SEED);
        int problems = 0;
        int neverBegun = 0;
        for (int i = 0; i < 5_000; i++) {
            ItemRow row =
                    add(
                            LINKS.get(random.nextInt(LINKS.size())),
                            TRANSFERS.get(random.nextInt(TRANSFERS.size())));
            boolean isIdle = row.state().transfer() instanceof TransferState.Idle;
            problems += row.problem().isPresent() ? 1 : 0;
            neverBegun += isIdle && row.awaitsPaste() ? 1 : 0;
            BatchSummary batch = tally.counts().batch();
            assertThat(batch.failed())
                    .as("seed %d, row %d: the problems panel and the counts agree", SEED, i)
                    .isEqualTo(problems - neverBegun);
            assertThat(
                            batch.underWay()
                                    + batch.paused()
                                    + batch.saved()
                                    + batch.alreadyHere()
                                    + batch.skipped()
                                    + batch.failed())
                    .as("seed %d, row %d", SEED, i)
                    .isEqualTo(batch.asked());
            assertThat(batch.bytesDone()).isLessThanOrEqualTo(batch.bytesTotal());
            assertThat(batch.asked()).isLessThanOrEqualTo(tally.counts().all());
        }
    }

    private static Counts counts(List<ItemRow> rows) {
        Tally tally = new Tally(NOW, _ -> true, _ -> false);
        rows.forEach(tally::add);
        return tally.counts();
    }

    /** How one file goes from nothing to saved; what is there of it never gets less. */
    private static List<TransferState> course(Random random, long size) {
        List<TransferState> course = new ArrayList<>(List.of(new TransferState.Queued(0, size)));
        long done = 0;
        while (done < size) {
            done = Math.min(size, done + random.nextLong(size / 3));
            course.add(new TransferState.Running(done, size));
            course.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new TransferState.Waiting(NOW, PROBLEM, done, size);
                        case 1 -> new TransferState.Queued(done, size);
                        case 2 -> new TransferState.Paused(done, size);
                        case 3 -> new TransferState.Failed(PROBLEM, done, size);
                        default -> new TransferState.Running(done, size);
                    });
        }
        course.add(new TransferState.Saved(Path.of("a"), size));
        return course;
    }

    @Test
    void whatIsThereNeverGetsLessAndTheSumsAreThoseOfTheRows() {
        Random random = new Random(SEED);
        List<ItemRow> rows = new ArrayList<>();
        List<Iterator<TransferState>> courses = new ArrayList<>();
        long whole = 0;
        for (int i = 0; i < 12; i++) {
            long size = 10 + random.nextLong(1000);
            whole += size;
            rows.add(row("t" + i));
            courses.add(course(random, size).iterator());
            rows.getLast().show(NO_LINK, view(courses.getLast().next()), 0);
        }
        BatchSummary before = counts(rows).batch();
        for (int step = 0; courses.stream().anyMatch(Iterator::hasNext); step++) {
            int moved = random.nextInt(rows.size());
            if (courses.get(moved).hasNext()) {
                rows.get(moved).show(NO_LINK, view(courses.get(moved).next()), step);
            }
            BatchSummary batch = counts(rows).batch();
            assertThat(batch.bytesDone())
                    .as("seed %d, step %d", SEED, step)
                    .isGreaterThanOrEqualTo(before.bytesDone())
                    .isLessThanOrEqualTo(batch.bytesTotal())
                    .isEqualTo(rows.stream().mapToLong(row -> row.state().transfer().done()).sum());
            assertThat(batch.bytesTotal()).as("seed %d, step %d", SEED, step).isEqualTo(whole);
            assertThat(batch.bytesToCome()).isLessThanOrEqualTo(whole - batch.bytesDone());
            assertThat(batch.allSizesKnown()).isTrue();
            before = batch;
        }
        assertThat(before.bytesSaved()).isEqualTo(whole).isEqualTo(before.bytesDone());
        assertThat(before.bytesToCome()).isZero();
    }

    private static TransferView view(TransferState state) {
        return new TransferView(state, null);
    }

    /** What nobody fetches any more is not waited for. */
    @Test
    void onlyWhatIsUnderWayIsStillToCome() {
        add(NO_LINK, new TransferState.Running(10, 100));
        add(NO_LINK, new TransferState.Queued(5, 100));
        add(NO_LINK, new TransferState.Paused(30, 100));
        add(NO_LINK, new TransferState.Failed(PROBLEM, 40, 100));
        BatchSummary batch = tally.counts().batch();
        assertThat(batch.bytesToCome()).isEqualTo(90 + 95);
        assertThat(batch.bytesTotal()).isEqualTo(400);
        assertThat(batch.bytesDone()).isEqualTo(85);
    }
}
