package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A look whether a saved file is still there is stopped while it is under way. */
class StoppedLookTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    /** Waits for its server. */
    private static final String SLOW = "/other";

    @TempDir Path folder;
    private Bench bench;
    private final Thread user = Thread.currentThread();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** The look begins when this is open. */
    private final CountDownLatch look = new CountDownLatch(1);

    private volatile CountDownLatch held = new CountDownLatch(0);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile @Nullable Thread looker;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    private volatile boolean full;

    /** Done once, with the engine's lock, when the user's next row is remembered. */
    private @Nullable Runnable locked;

    private final MemoryLedger ledger =
            new MemoryLedger() {
                @Override
                public void record(LedgerEntry entry) {
                    super.record(entry);
                    Runnable action = locked;
                    if (Thread.currentThread() == user && action != null) {
                        locked = null;
                        action.run();
                    }
                }

                @Override
                void recordNow(LedgerEntry entry) throws ProblemException {
                    if (full) {
                        throw new ProblemException(Problem.of(Cause.LEDGER_NO_ROOM, "/ledger"));
                    }
                    super.recordNow(entry);
                }
            };

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        look.countDown();
        answer.countDown();
        bench.close();
    }

    private MediaItem item(String token) {
        bench.links.put(token, URI.create("https://links.example/" + token));
        return Bench.item(token, token + ".bin", null);
    }

    private TransferState remembered(String token) {
        return Objects.requireNonNull(ledger.entries.get(token)).state();
    }

    private Downloads downloads() {
        Downloads.Ports ports =
                new Downloads.Ports(
                        request -> {
                            requests.add(request.uri().getPath());
                            if (request.uri().getPath().equals(SLOW)) {
                                asked.countDown();
                                answer.await();
                            }
                            return MemoryAnswer.of(request.uri(), CONTENT);
                        },
                        bench.links,
                        ledger,
                        bench.question,
                        bench.ticker);
        return new Downloads(ports, this::thread, new Random(1));
    }

    /** What the engine itself begins after some moment waits before it does anything. */
    private Thread thread(Runnable task) {
        CountDownLatch go = Thread.currentThread() == user ? new CountDownLatch(0) : held;
        return bench.ticker.newThread(() -> {
            if (go.getCount() > 0) {
                begun.countDown();
                awaitDeaf(go);
                looker = looker == null ? Thread.currentThread() : looker;
            }
            task.run();
        });
    }

    private static void awaitDeaf(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException deaf) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(90)).until(condition);
    }

    /** Its file is gone, and nobody has looked. */
    private Transfer deleted(Downloads downloads, MediaItem saved) throws Exception {
        Transfer transfer = downloads.start(List.of(saved), folder).getFirst();
        Files.delete(bench.assertSaved(Bench.ended(transfer), CONTENT));
        until(() -> remembered(saved.token()) instanceof TransferState.Saved);
        return transfer;
    }

    /** It is wanted again, and the look at it is about to begin. */
    private void holdLook(Downloads downloads, MediaItem saved) throws Exception {
        held = look;
        downloads.start(List.of(saved), folder);
        begun.await();
    }

    /**
     * @param again whether it is wanted once more before the look has ended
     */
    @ParameterizedTest
    @CsvSource({"PAUSE_ALL, false", "CANCEL_ALL, false", "PAUSE_ALL, true", "CANCEL_ALL, true"})
    @Requirement({16, 35})
    void itIsStoppedLikeAllOthers(SavedRowsTest.Word word, boolean again) throws Exception {
        MediaItem saved = item("saved");
        MediaItem later = item("later");
        try (Downloads downloads = downloads()) {
            downloads.setAtOnce(1);
            Transfer transfer = deleted(downloads, saved);
            holdLook(downloads, saved);
            word.say(downloads);
            if (again) {
                downloads.start(List.of(saved), folder);
            }
            look.countDown();
            bench.assertSaved(
                    Bench.ended(downloads.start(List.of(later), folder).getFirst()), CONTENT);
            assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
            assertThat(requests)
                    .containsExactlyElementsOf(
                            again
                                    ? List.of("/saved", "/saved", "/later")
                                    : List.of("/saved", "/later"));
            assertThat(folder.resolve("saved.bin").toFile().exists()).isEqualTo(again);
        }
        assertThat(remembered("saved")).isInstanceOf(TransferState.Saved.class);
    }

    /** The look has found that its file is gone when the user stops it: it becomes no download. */
    @ParameterizedTest
    @EnumSource(SavedRowsTest.Word.class)
    @Requirement({16, 35})
    void whatItHasFoundIsNotHeededThen(SavedRowsTest.Word word) throws Exception {
        MediaItem saved = item("saved");
        try (Downloads downloads = downloads()) {
            downloads.setAtOnce(1);
            Transfer transfer = deleted(downloads, saved);
            holdLook(downloads, saved);
            locked =
                    () -> {
                        look.countDown();
                        until(this::waitsForTheEngine);
                        word.say(downloads);
                    };
            downloads.list(List.of(item("listed")));
            Transfer later = downloads.start(List.of(item("later")), folder).getFirst();
            bench.assertSaved(Bench.ended(later), CONTENT);
            assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
            assertThat(requests).containsExactly("/saved", "/later");
        }
        assertThat(remembered("saved")).isInstanceOf(TransferState.Saved.class);
    }

    /** It has looked at its file, and nothing else keeps it. */
    private boolean waitsForTheEngine() {
        Thread thread = looker;
        return thread != null && thread.getState() == Thread.State.WAITING;
    }

    /** Nobody writes while there is no room, and nothing that was wanted is forgotten. */
    @Test
    @Requirement({16, 40})
    void itIsTakenUpAgainWhenThereIsRoom() throws Exception {
        MediaItem saved = item("saved");
        try (Downloads downloads = downloads()) {
            Transfer transfer = deleted(downloads, saved);
            Transfer other = downloads.start(List.of(item("other")), folder).getFirst();
            asked.await();
            holdLook(downloads, saved);
            full = true;
            answer.countDown();
            Bench.until(other, TransferState.Waiting.class::isInstance);
            full = false;
            look.countDown();
            until(() -> requests.stream().filter("/saved"::equals).count() == 2);
            Bench.until(transfer, TransferState.Saved.class::isInstance);
            bench.assertSaved(Bench.ended(other), CONTENT);
            bench.assertSaved(transfer, CONTENT);
        }
        assertThat(remembered("saved")).isInstanceOf(TransferState.Saved.class);
        assertThat(remembered("other")).isInstanceOf(TransferState.Saved.class);
        assertThat(bench.files()).containsExactly("other.bin", "saved.bin");
    }
}
