package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker and the user tell the ledger of one row, each in his own time. */
class RecordsTest {

    private static final Set<Thread.State> AT_REST =
            EnumSet.of(Thread.State.WAITING, Thread.State.BLOCKED, Thread.State.TERMINATED);

    private static final MediaItem ITEM = Bench.item("t", null, null);
    private static final MediaItem TOLD = Bench.item("t", "typed.bin", null).withExtra("{}");

    private static final PartRecord GROWING = new PartRecord(5, "0a", Stage.GROWING, null, null);
    private static final PartRecord WHOLE = new PartRecord(9, "0b", Stage.WHOLE, null, null);

    /** What is done while an entry is on its way, once. */
    private Runnable meanwhile = () -> {};

    /** What is done while somebody waits for the disk. */
    private Ledger.Commit whileAwaited = () -> {};

    private final MemoryLedger ledger =
            new MemoryLedger() {
                @Override
                public void record(LedgerEntry entry) {
                    Runnable now = meanwhile;
                    meanwhile = () -> {};
                    now.run();
                    super.record(entry);
                }

                @Override
                public Commit commit(LedgerEntry entry) {
                    record(entry);
                    return whileAwaited;
                }
            };

    private final Records records = new Records(ledger);
    private final Job job = new Job(ITEM, 1);

    private LedgerEntry kept() {
        return Objects.requireNonNull(ledger.entries.get("t"));
    }

    private void say() {
        job.mentioned = TOLD;
        job.rank = 7;
        job.linkRefusal = Problem.of(Cause.FORBIDDEN);
        records.amend(job);
    }

    private void assertSaid() {
        assertThat(kept().item()).isEqualTo(TOLD);
        assertThat(kept().rank()).isEqualTo(7);
        assertThat(kept().linkRefusal()).isEqualTo(Problem.of(Cause.FORBIDDEN));
    }

    @Test
    void whatIsSaidIsAddedToWhatTheWorkerToldLast() {
        records.begin(job);
        job.part = GROWING;
        records.record(job);
        job.part = WHOLE; // he has not told yet
        say();
        assertSaid();
        assertThat(kept().part()).isEqualTo(GROWING);
    }

    @Test
    void whatIsSaidBeforeTheWorkerTellsAnythingIsRemembered() {
        records.begin(job);
        say();
        assertSaid();
    }

    /** The user's entry is on its way when the worker wants to tell that the part is whole. */
    @Test
    void whatIsSaidTakesBackNothingOfTheWorkers() throws Exception {
        records.begin(job);
        job.part = GROWING;
        records.record(job);
        Thread worker =
                new Thread(() -> {
                    job.part = WHOLE;
                    records.record(job);
                });
        meanwhile =
                () -> {
                    worker.start();
                    await().atMost(Duration.ofSeconds(90))
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> AT_REST.contains(worker.getState()));
                };
        say();
        worker.join();
        assertSaid();
        assertThat(kept().part()).isEqualTo(WHOLE);
    }

    /**
     * Whoever says something while the worker hands over his entry is kept waiting for that; not
     * while the worker waits for the disk.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheWorkerWaitsForTakesBackNothingThatIsSaid(boolean handsOver) throws Exception {
        records.begin(job);
        job.part = WHOLE;
        Thread user = new Thread(this::say);
        if (handsOver) {
            meanwhile =
                    () -> {
                        user.start();
                        await().atMost(Duration.ofSeconds(90))
                                .pollInterval(Duration.ofMillis(1))
                                .until(() -> AT_REST.contains(user.getState()));
                    };
        } else {
            whileAwaited =
                    () -> {
                        user.start();
                        user.join();
                    };
        }
        records.recordNow(job);
        user.join();
        assertSaid();
        assertThat(kept().part()).isEqualTo(WHOLE);
    }

    @Test
    void whoPutsTheJobDownTellsAllOfIt() {
        records.begin(job);
        say();
        records.end(job);
        job.part = WHOLE;
        records.record(job);
        assertSaid();
        assertThat(kept().part()).isEqualTo(WHOLE);
    }

    /** It is forgotten before the worker's entry comes: what that stood for is not done. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsTakenOffTheListWhileTheWorkerWaitsIsNotGoneOnWith(boolean held) {
        if (held) {
            records.begin(job);
        }
        job.part = WHOLE;
        meanwhile =
                () -> {
                    job.removed = true;
                    records.forget(List.of("t"));
                };
        assertThatThrownBy(() -> records.recordNow(job)).isInstanceOf(InterruptedException.class);
    }

    /** Killed after that, the application would find the row on the list again. */
    @Test
    void whatIsOnItsWayWhenTheJobIsTakenOffTheListIsForgotten() throws Exception {
        records.begin(job);
        Thread user =
                new Thread(() -> {
                    job.removed = true;
                    records.forget(List.of("t"));
                });
        meanwhile =
                () -> {
                    user.start();
                    await().atMost(Duration.ofSeconds(90))
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> AT_REST.contains(user.getState()));
                };
        records.record(job);
        user.join();
        assertThat(ledger.entries).isEmpty();
    }

    @Test
    void nothingIsRememberedOfWhatIsOffTheList() {
        records.begin(job);
        meanwhile =
                () -> {
                    job.removed = true;
                    say();
                };
        assertThatThrownBy(() -> records.recordNow(job)).isInstanceOf(InterruptedException.class);
        assertThat(kept().item()).as("the worker's own, which is forgotten later").isEqualTo(ITEM);
        records.forget(List.of("t"));
        say();
        records.record(job);
        assertThatThrownBy(() -> records.recordNow(job)).isInstanceOf(InterruptedException.class);
        records.end(job);
        assertThatThrownBy(() -> records.recordNow(job)).isInstanceOf(InterruptedException.class);
        assertThat(ledger.entries).isEmpty();
    }
}
