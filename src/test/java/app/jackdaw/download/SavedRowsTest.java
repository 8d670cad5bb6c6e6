package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is saved already is wanted once more. */
class SavedRowsTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private MediaItem item(String token) {
        bench.links.put(token, URI.create("https://links.example/" + token));
        return Bench.item(token, token + ".bin", null);
    }

    private TransferState remembered(String token) {
        return Objects.requireNonNull(ledger.entries.get(token)).state();
    }

    /** It waits for a look at its file behind others, and these end for all. */
    @Test
    @Requirement(16)
    void aSavedFileStaysSavedWhenNobodyCanGoOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refuse = new CountDownLatch(1);
        MediaItem saved = item("saved");
        MediaItem first = item("first");
        MediaItem behind = item("behind");
        try (Downloads downloads =
                bench.fromMemory(
                        request -> {
                            if (request.uri().getPath().equals("/saved")) {
                                return MemoryAnswer.of(request.uri(), CONTENT);
                            }
                            asked.countDown();
                            refuse.await();
                            throw new ProblemException(Problem.of(Cause.PROXY_LOGIN));
                        },
                        bench.links,
                        ledger)) {
            Transfer transfer = downloads.start(List.of(saved), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
            downloads.setAtOnce(1);
            List<Transfer> others = downloads.start(List.of(first, behind), folder);
            asked.await();
            downloads.start(List.of(saved), folder);
            refuse.countDown();
            for (Transfer other : others) {
                bench.assertFailed(Bench.ended(other), Cause.PROXY_LOGIN);
            }
            assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
        }
        assertThat(remembered("saved")).isInstanceOf(TransferState.Saved.class);
        assertThat(remembered("behind")).isInstanceOf(TransferState.Failed.class);
    }

    enum Word {
        PAUSE_ALL,
        CANCEL_ALL;

        void say(Downloads downloads) {
            switch (this) {
                case PAUSE_ALL -> downloads.pauseAll();
                case CANCEL_ALL -> downloads.cancelAll();
            }
        }
    }

    /** Nothing is fetched after that, and the row is not a download: it waited for a look. */
    @ParameterizedTest
    @EnumSource(Word.class)
    @Requirement({16, 35})
    void whatWaitsForALookAtItsFileIsStoppedLikeAllOthers(Word word) throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        CountDownLatch never = new CountDownLatch(1);
        MediaItem saved = item("saved");
        MediaItem running = item("running");
        MediaItem later = item("later");
        try (Downloads downloads =
                bench.fromMemory(
                        request -> {
                            requests.add(request.uri().getPath());
                            if (request.uri().getPath().equals("/running")) {
                                never.await();
                            }
                            return MemoryAnswer.of(request.uri(), CONTENT);
                        },
                        bench.links,
                        ledger)) {
            downloads.setAtOnce(1);
            Transfer transfer = downloads.start(List.of(saved), folder).getFirst();
            Files.delete(bench.assertSaved(Bench.ended(transfer), CONTENT));
            Transfer other = downloads.start(List.of(running), folder).getFirst();
            await().atMost(Duration.ofSeconds(90)).until(() -> requests.contains("/running"));
            downloads.start(List.of(saved), folder);
            word.say(downloads);
            Bench.until(other, state -> !state.isUnderWay());
            Transfer last = downloads.start(List.of(later), folder).getFirst();
            bench.assertSaved(Bench.ended(last), CONTENT); // it would come behind
            assertThat(requests).containsExactly("/saved", "/running", "/later");
            assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
        }
        assertThat(remembered("saved")).isInstanceOf(TransferState.Saved.class);
    }

    /** From when that is known, not from when its bytes come. */
    @Test
    @Requirement({16, 35})
    void aSavedFileThatIsGoneIsARowLikeAnyOther() throws Exception {
        MediaItem item = item("t");
        CountDownLatch asks = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        LinkSource links =
                (wanted, refused) -> {
                    asks.countDown();
                    if (asks.getCount() == 0) {
                        never.await();
                    }
                    return bench.links.link(wanted, refused);
                };
        Downloads downloads =
                bench.fromMemory(request -> MemoryAnswer.of(request.uri(), CONTENT), links, ledger);
        try (downloads) {
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            Path saved = bench.assertSaved(Bench.ended(transfer), CONTENT);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> remembered("t") instanceof TransferState.Saved);
            Files.delete(saved);
            downloads.start(List.of(item), folder);
            asks.await();
            assertThat(transfer.state()).isInstanceOf(TransferState.Queued.class);
            assertThat(remembered("t"))
                    .as("if all ended now")
                    .isInstanceOf(TransferState.Queued.class);
            downloads.pause(List.of("t"));
            Bench.until(transfer, TransferState.Paused.class::isInstance);
            never.countDown();
            downloads.resume(List.of("t"));
            bench.assertSaved(Bench.ended(transfer), CONTENT);
        }
    }
}
