package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A folder is told of a file whose worker waits: the file goes there as long as nothing of it is
 * there, and no call is made for that.
 */
class ToldFolderTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        bench.close();
    }

    private MediaItem item(String token, @Nullable String name, @Nullable Long size) {
        bench.links.put(token, URI.create("https://links.example/" + token));
        return Bench.item(token, name, size);
    }

    private LinkSource heldLinks(CountDownLatch asked) {
        return (item, refused) -> {
            TemporaryLink link = bench.links.link(item, refused);
            asked.countDown();
            goOn.await();
            return link;
        };
    }

    private ByteSource bytes() {
        return request -> {
            requests.add(request.uri().getPath());
            return MemoryAnswer.of(request.uri(), CONTENT);
        };
    }

    private @Nullable String keptFolder(String token) {
        LedgerEntry entry = Objects.requireNonNull(ledger.entries.get(token));
        return entry.item().folder();
    }

    private static @Nullable Path target(Transfer transfer) {
        return transfer.facts().target();
    }

    /**
     * @param name known before the server is asked: with its size the place is chosen by then
     */
    @ParameterizedTest
    @CsvSource({",", "a.bin,", "a.bin, 1000"})
    @Requirement(43)
    void whoWaitsForItsLinkGoesThere(@Nullable String name, @Nullable Long size) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        MediaItem item = item("t", name, size);
        try (Downloads downloads = bench.fromMemory(bytes(), heldLinks(asked), ledger)) {
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            asked.await();
            downloads.list(List.of(item.withFolder("told")));
            assertThat(keptFolder("t")).isEqualTo("told");
            goOn.countDown();
            Bench.ended(transfer);
            Path saved = bench.assertSaved(transfer, CONTENT);
            assertThat(saved.getParent()).isEqualTo(folder.resolve("told"));
            assertThat(target(transfer)).isEqualTo(saved);
            assertThat(transfer.item()).isEqualTo(item.withFolder("told"));
            assertThat(transfer.facts().attempts()).isEqualTo(1);
        }
        assertThat(bench.links.given("t")).as("the link that came was good").isEqualTo(1);
        assertThat(requests).containsExactly("/t");
        assertThat(bench.files()).hasSize(1);
        assertThat(keptFolder("t")).isEqualTo("told");
    }

    /** It may be on its way, and would have to be asked for once more. */
    @Test
    void whoWaitsForItsServerStaysWhereItIs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ByteSource held =
                request -> {
                    asked.countDown();
                    goOn.await();
                    return bytes().open(request);
                };
        MediaItem item = item("t", "a.bin", null);
        try (Downloads downloads = bench.fromMemory(held, bench.links, ledger)) {
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            asked.await();
            downloads.list(List.of(item.withFolder("told").withExtra("{}")));
            assertThat(keptFolder("t")).isNull();
            goOn.countDown();
            Bench.ended(transfer);
            assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(folder.resolve("a.bin"));
        }
        assertThat(Objects.requireNonNull(ledger.entries.get("t")).item())
                .isEqualTo(item.withExtra("{}"));
    }

    /** What was paused while it waited for its link goes on where it was told. */
    @Test
    void aPauseTakesNothingBack() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        MediaItem item = item("t", "a.bin", 1000L);
        try (Downloads downloads = bench.fromMemory(bytes(), heldLinks(asked), ledger)) {
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            asked.await();
            downloads.list(List.of(item.withFolder("told")));
            downloads.pause(List.of("t"));
            Bench.until(transfer, TransferState.Paused.class::isInstance);
            goOn.countDown();
            downloads.resume(List.of("t"));
            Bench.ended(transfer);
            assertThat(bench.assertSaved(transfer, CONTENT))
                    .isEqualTo(folder.resolve("told").resolve("a.bin"));
        }
        assertThat(bench.files()).hasSize(1);
    }

    /** A file of its name and size in the folder where it is not to go any more is another one. */
    @Test
    @Requirement(43)
    void whatLiesInTheOtherFolderIsNotTheFile() throws Exception {
        Files.write(folder.resolve("b.bin"), CONTENT);
        MediaItem waits = item("t", "b.bin", 1000L);
        AtomicReference<Downloads> engine = new AtomicReference<>();
        LinkSource links =
                (item, refused) -> {
                    if (item.token().equals("first")) {
                        bench.ticker.sleep(Duration.ofSeconds(2)); // the other waits by then
                        engine.get().list(List.of(waits.withFolder("told")));
                    }
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = bench.fromMemory(bytes(), links, ledger)) {
            engine.set(downloads);
            List<Transfer> transfers =
                    downloads.start(List.of(item("first", null, null), waits), folder);
            transfers.forEach(Bench::ended);
            assertThat(bench.assertSaved(transfers.getLast(), CONTENT))
                    .isEqualTo(folder.resolve("told").resolve("b.bin"));
        }
        assertThat(bench.links.given("t")).isEqualTo(1);
        assertThat(keptFolder("t")).isEqualTo("told");
    }

    /**
     * He was asked about a file in the folder where it is not to go any more.
     *
     * @param pauses while he is asked
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Requirement(43)
    void whatTheUserSkipsThereIsNotTheFile(boolean pauses) throws Exception {
        Files.write(folder.resolve("b.bin"), new byte[3]);
        MediaItem item = item("t", "b.bin", 1000L);
        AtomicReference<Downloads> engine = new AtomicReference<>();
        bench.question =
                (_, _) -> {
                    engine.get().list(List.of(item.withFolder("told")));
                    if (pauses) {
                        engine.get().pause(List.of("t"));
                    }
                    return new Answer(Choice.SKIP, Reach.THIS_ONE);
                };
        try (Downloads downloads = bench.fromMemory(bytes(), bench.links, ledger)) {
            engine.set(downloads);
            downloads.setConflicts(Conflicts.ASK);
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            if (pauses) {
                Bench.until(transfer, TransferState.Paused.class::isInstance);
                assertThat(requests).isEmpty();
                downloads.resume(List.of("t"));
            }
            Bench.ended(transfer);
            assertThat(bench.assertSaved(transfer, CONTENT))
                    .isEqualTo(folder.resolve("told").resolve("b.bin"));
        }
        assertThat(bench.files()).containsExactly("b.bin", "told/b.bin");
    }

    /**
     * The application ended between.
     *
     * @param begun whether a part is remembered, without a byte
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Requirement({16, 43})
    void aKillTakesNothingBack(boolean begun) throws Exception {
        MediaItem item = item("t", "a.bin", null);
        Path target = folder.resolve("a.bin");
        PartRecord part =
                begun ? new PartRecord(0, "0a", PartRecord.Stage.GROWING, null, null) : null;
        if (begun) {
            Files.createFile(PartFile.beside(target, item.shortDigest()));
        }
        Plan plan = new Plan(folder, target, TransferState.UNKNOWN);
        MediaItem told = item.withFolder("told");
        ledger.record(new LedgerEntry(told, 1, new TransferState.Queued(), plan, part, null));
        try (Downloads downloads = bench.fromMemory(bytes(), bench.links, ledger)) {
            Transfer transfer = downloads.transfers().getFirst();
            assertThat(transfer.state()).isInstanceOf(TransferState.Paused.class);
            downloads.resume(List.of("t"));
            Bench.ended(transfer);
            assertThat(transfer.state())
                    .isEqualTo(
                            new TransferState.Saved(
                                    folder.resolve("told").resolve("a.bin"), CONTENT.length));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> bench.files().equals(List.of("told/a.bin")));
        }
    }
}
