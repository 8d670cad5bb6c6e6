package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a file that is on the list already is used, and kept, however it stands. */
class MentionsTest {

    private static final byte[] CONTENT = Bench.bytes(200_000, 3);
    private static final String EXTRA = "{\"bitablePerm\":{}}";

    /** The machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final Gate gate = new Gate();

    /** Gives links to those alone who have the {@code extra}. */
    private final class Gate implements LinkSource {
        private final Map<String, URI> uris = new ConcurrentHashMap<>();
        private final List<MediaItem> asked = new CopyOnWriteArrayList<>();
        private final List<MediaItem> announced = new CopyOnWriteArrayList<>();

        /** Tokens that get a first link without it. */
        private final Map<String, URI> first = new ConcurrentHashMap<>();

        @Override
        public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
                throws ProblemException {
            asked.add(item);
            URI free = first.remove(item.token());
            if (free != null) {
                return TemporaryLink.given(free.toString(), bench.ticker.now());
            }
            if (!EXTRA.equals(item.extra())) {
                throw new ProblemException(Problem.of(Cause.FORBIDDEN));
            }
            URI uri = Objects.requireNonNull(uris.get(item.token()));
            return TemporaryLink.given(uri.toString(), bench.ticker.now());
        }

        @Override
        public void soon(List<MediaItem> items) {
            announced.addAll(items);
        }

        private List<@Nullable String> extrasOf(String token) {
            List<@Nullable String> extras = new ArrayList<>();
            asked.stream().filter(i -> i.token().equals(token)).forEach(i -> extras.add(i.extra()));
            return extras;
        }
    }

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static MediaItem token(String token) {
        return Bench.item(token, null, null);
    }

    private MediaItem known(String token) {
        gate.uris.put(token, URI.create("https://links.example/" + token));
        return token(token);
    }

    private static MediaItem told(String token, String name) {
        return Bench.item(token, name, null).withExtra(EXTRA);
    }

    private void assertKept(String token, String name) {
        MediaItem kept = Objects.requireNonNull(ledger.entries.get(token)).item();
        assertThat(kept.extra()).isEqualTo(EXTRA);
        assertThat(kept.ownName()).isEqualTo(name);
        Downloads.Ports ports =
                new Downloads.Ports(bench.reads, bench.links, ledger, bench.question, bench.ticker);
        try (Downloads restored = new Downloads(ports)) {
            assertThat(restored.transfer(token).orElseThrow().item()).isEqualTo(kept);
        }
    }

    private static ByteSource fromMemory() {
        return request -> MemoryAnswer.of(request.uri(), CONTENT);
    }

    /** One file holds the only place; what is said meanwhile of the second is true of it. */
    @Test
    void aQueuedFileIsAskedForAndNamedAsWasSaidMeanwhile() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ByteSource bytes =
                request -> {
                    running.countDown();
                    goOn.await();
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        MediaItem first = known("first").withExtra(EXTRA);
        MediaItem second = known("second");
        try (Downloads downloads = bench.fromMemory(bytes, gate, ledger)) {
            downloads.setAtOnce(1);
            List<Transfer> transfers = downloads.start(List.of(first, second), folder);
            running.await();
            downloads.list(List.of(told("second", "typed.bin").withFolder("below")));
            assertThat(transfers.getLast().item().ownName()).isEqualTo("typed.bin");
            goOn.countDown();
            transfers.forEach(Bench::ended);
            assertThat(transfers.getLast().state()).isInstanceOf(TransferState.Saved.class);
        }
        assertThat(gate.extrasOf("second")).containsExactly(EXTRA);
        assertThat(folder.resolve("below").resolve("typed.bin")).hasBinaryContent(CONTENT);
        assertKept("second", "typed.bin");
    }

    /** Links are fetched ahead: what was asked without the extra is asked once more with it. */
    @Test
    void aFileWhoseLinkWasAnnouncedIsAnnouncedAnew() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ByteSource bytes =
                request -> {
                    running.countDown();
                    goOn.await();
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        List<MediaItem> items = new ArrayList<>(List.of(known("first").withExtra(EXTRA)));
        List<MediaItem> toldAll = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            items.add(known("t" + i));
            toldAll.add(told("t" + i, "n" + i));
        }
        try (Downloads downloads = bench.fromMemory(bytes, gate, ledger)) {
            downloads.setAtOnce(1);
            List<Transfer> transfers = downloads.start(items, folder);
            running.await();
            await().atMost(PATIENCE).until(() -> gate.announced.contains(token("t8")));
            downloads.list(toldAll);
            goOn.countDown();
            transfers.forEach(Bench::ended);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        assertThat(gate.announced).contains(told("t8", "n8"));
    }

    @Test
    @Requirement(17)
    void aFailedFileWithAPartTakesTheExtraAndKeepsItsPlace() throws Exception {
        Resource file = Resource.of(CONTENT, "\"v\"");
        AtomicInteger requests = new AtomicInteger();
        URI old =
                bench.server.on(
                        "/old",
                        (request, wire) -> {
                            if (requests.getAndIncrement() == 0) {
                                file.answer(request, wire, 100_000);
                            } else {
                                wire.answer("403 Forbidden", "", new byte[0]);
                            }
                        });
        gate.first.put("t", old);
        gate.uris.put("t", bench.server.on("/new", file));
        try (Downloads downloads = bench.fromMemory(bench.reads, gate, ledger)) {
            Transfer transfer = downloads.start(List.of(token("t")), folder).getFirst();
            Bench.ended(transfer);
            bench.assertFailed(transfer, Cause.FORBIDDEN);
            assertThat(transfer.state().done()).isEqualTo(100_000);
            Path target = Objects.requireNonNull(transfer.facts().target());
            downloads.list(List.of(told("t", "typed.bin").withFolder("elsewhere")));
            assertThat(transfer.facts().target()).as("it is shown as it is").isEqualTo(target);
            assertThat(transfer.item().folder()).isNull();
            assertKept("t", "typed.bin");
            downloads.retry(List.of("t"));
            Bench.until(transfer, TransferState::isFinished);
            assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(target);
        }
        assertThat(gate.extrasOf("t").getLast()).isEqualTo(EXTRA);
        assertThat(bench.server.requests("/new").getFirst().isRanged()).isTrue();
        assertKept("t", "typed.bin");
    }

    @Test
    void aRunningFileTakesItWhenItIsPutDown() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LinkSource slow =
                (item, refused) -> {
                    asking.countDown();
                    goOn.await();
                    return gate.link(item, refused);
                };
        try (Downloads downloads = bench.fromMemory(fromMemory(), slow, ledger)) {
            Transfer transfer = downloads.start(List.of(known("t")), folder).getFirst();
            asking.await();
            downloads.list(List.of(told("t", "typed.bin")));
            downloads.list(List.of(Bench.item("t", "too-late.bin", null)));
            goOn.countDown();
            Bench.ended(transfer);
            bench.assertFailed(transfer, Cause.FORBIDDEN);
            await().atMost(PATIENCE).untilAsserted(() -> assertKept("t", "typed.bin"));
            downloads.retry(List.of("t"));
            Bench.until(transfer, TransferState.Saved.class::isInstance);
        }
        assertThat(gate.extrasOf("t")).containsExactly(null, EXTRA);
        assertThat(folder.resolve("typed.bin")).hasBinaryContent(CONTENT);
        assertKept("t", "typed.bin");
    }

    /** The machine may lose its power before the file is put down. */
    @Test
    void whatIsWrittenDownWhileAFileRunsTellsItAlready() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<MediaItem> written = new CopyOnWriteArrayList<>();
        ByteSource bytes =
                request -> {
                    open.countDown();
                    goOn.await();
                    return new MemoryAnswer(
                            request.uri(),
                            200,
                            Map.of(),
                            CONTENT,
                            wanted -> {
                                written.add(Objects.requireNonNull(ledger.entries.get("t")).item());
                                return Math.min(wanted, 50_000);
                            });
                };
        gate.first.put("t", URI.create("https://links.example/t"));
        try (Downloads downloads = bench.fromMemory(bytes, gate, ledger)) {
            Transfer transfer = downloads.start(List.of(token("t")), folder).getFirst();
            open.await();
            downloads.list(List.of(told("t", "typed.bin")));
            goOn.countDown();
            Bench.ended(transfer);
        }
        assertThat(written.getLast()).isEqualTo(told("t", "typed.bin"));
        assertThat(gate.asked).as("it is fetched as it was begun").containsExactly(token("t"));
        assertKept("t", "typed.bin");
    }

    @Test
    void aFileThatWaitsForItsServerGetsTheNameThatWasSaidMeanwhile() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        ByteSource bytes =
                request ->
                        new MemoryAnswer(
                                request.uri(),
                                requests.getAndIncrement() == 0 ? 503 : 200,
                                Map.of("Retry-After", "3600"),
                                CONTENT,
                                wanted -> wanted);
        MediaItem item = known("t").withExtra(EXTRA);
        try (Downloads downloads = bench.fromMemory(bytes, gate, ledger)) {
            CountDownLatch told = new CountDownLatch(1);
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            bench.ticker.start(() -> {
                try {
                    bench.ticker.sleep(Duration.ofMinutes(10));
                    downloads.list(List.of(told("t", "typed.bin")));
                    told.countDown();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            });
            told.await();
            Bench.ended(transfer);
            assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
        }
        assertThat(folder.resolve("typed.bin")).hasBinaryContent(CONTENT);
    }

    /** Nothing of it is there: the name that its source knows gives way to the user's own. */
    @Test
    void aNameThatWasTakenForNothingIsGivenBack() throws Exception {
        MediaItem item = known("t").withNames(null, "of-source.bin");
        MediaItem other = known("u").withNames(null, "of-source.bin").withExtra(EXTRA);
        try (Downloads downloads = bench.fromMemory(fromMemory(), gate, ledger)) {
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            Bench.ended(transfer);
            bench.assertFailed(transfer, Cause.FORBIDDEN);
            assertThat(transfer.facts().target()).isEqualTo(folder.resolve("of-source.bin"));
            downloads.list(List.of(told("t", "typed.bin")));
            assertThat(transfer.facts().target()).as("it is not shown any more").isNull();
            Bench.ended(downloads.start(List.of(other), folder).getFirst());
            downloads.retry(List.of("t"));
            Bench.until(transfer, TransferState.Saved.class::isInstance);
        }
        assertThat(bench.files()).containsExactly("of-source.bin", "typed.bin");
        assertKept("t", "typed.bin");
    }
}
