package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for what, and that waiting takes no place from others. */
class WaitsTest {

    private static final byte[] CONTENT = Bench.bytes(5_000, 1);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Downloads downloads(ByteSource source, Ledger ledger) {
        return bench.fromMemory(source, bench.links, ledger);
    }

    private List<MediaItem> items(String kind, int count) {
        return items(kind, "links", count);
    }

    private List<MediaItem> items(String kind, String host, int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bench.links.put(kind + i, URI.create("https://" + host + ".example/" + kind + "/" + i));
            items.add(Bench.item(kind + i, kind + i, null));
        }
        return items;
    }

    /** A server that names the time speaks of its own files. */
    @ParameterizedTest
    @ValueSource(ints = {100, 700})
    @Requirement(32)
    void longWaitsKeepNobodyElseWaiting(int busy) throws Exception {
        List<Duration> liveAskedAt = new CopyOnWriteArrayList<>();
        Duration well = Duration.ofSeconds(600);
        ByteSource source =
                request -> {
                    if (request.uri().getHost().equals("live.example")) {
                        liveAskedAt.add(bench.ticker.elapsed());
                        return MemoryAnswer.of(request.uri(), CONTENT);
                    }
                    long left = well.minus(bench.ticker.elapsed()).toSeconds();
                    return new MemoryAnswer(
                            request.uri(),
                            left > 0 ? 503 : 200,
                            left > 0 ? Map.of("Retry-After", "" + left) : Map.of(),
                            CONTENT,
                            wanted -> wanted);
                };
        List<MediaItem> items = items("busy", busy);
        items.addAll(items("live", "live", 20));
        try (Downloads downloads = downloads(source, Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        assertThat(liveAskedAt).hasSize(20).allMatch(at -> at.compareTo(Duration.ofSeconds(1)) < 0);
        assertThat(bench.ticker.elapsed()).isBetween(well, well.plusMinutes(1));
    }

    /** Short ones are those of a network where nothing goes: the list does not run through it. */
    @Test
    @Requirement(30)
    void shortWaitsOfManyHoldTheRestBack() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ByteSource source =
                _ -> {
                    asked.incrementAndGet();
                    throw new ProblemException(Problem.of(Cause.CONNECTION_CUT));
                };
        List<MediaItem> items = items("busy", 500);
        try (Downloads downloads = downloads(source, Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items, folder);
            // on a thread of the ticker: for any other one virtual time does not wait
            List<Object> seen = new CopyOnWriteArrayList<>();
            bench.ticker
                    .start(() -> {
                        try {
                            while (!(transfers.getFirst().state()
                                    instanceof TransferState.Failed)) {
                                bench.ticker.sleep(Duration.ofSeconds(1));
                            }
                            seen.add(transfers.getLast().state());
                            seen.add(asked.get());
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    })
                    .join();
            assertThat(transfers.getFirst().state()).isInstanceOf(TransferState.Failed.class);
            assertThat(seen.getFirst()).isInstanceOf(TransferState.Queued.class);
            assertThat((Integer) seen.getLast()).isLessThan(3000);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "503, 3600"})
    @Requirement(32)
    void onlyARefusalSaysWhenToComeAgain(int status, int seconds) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ByteSource source =
                request -> {
                    boolean first = asked.incrementAndGet() == 1;
                    return new MemoryAnswer(
                            request.uri(),
                            first ? status : 200,
                            first ? Map.of("Retry-After", "3600") : Map.of(),
                            CONTENT,
                            wanted -> {
                                if (first) {
                                    throw new ProblemException(Problem.of(Cause.CONNECTION_CUT));
                                }
                                return wanted;
                            });
                };
        try (Downloads downloads = downloads(source, Ledger.forgetful())) {
            Transfer transfer = downloads.start(items("t", 1), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
        }
        assertThat(bench.ticker.elapsed())
                .isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds + 1));
    }

    /** Whatever breaks while a job is put down, its place is for the next one. */
    @Test
    @Requirement(36)
    void aCleaningThatFailsTakesNoPlaceFromOthers() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        AtomicBoolean threw = new AtomicBoolean();
        MemoryLedger ledger =
                new MemoryLedger() {
                    @Override
                    public void record(LedgerEntry entry) {
                        boolean slow = entry.item().token().equals("slow0");
                        if (broken.get() && slow && !threw.getAndSet(true)) {
                            throw new IllegalStateException("a ledger that breaks");
                        }
                        super.record(entry);
                    }
                };
        ByteSource source =
                request ->
                        new MemoryAnswer(
                                request.uri(),
                                200,
                                Map.of(),
                                CONTENT,
                                wanted -> {
                                    if (request.uri().getPath().startsWith("/slow")) {
                                        bench.ticker.sleep(Duration.ofDays(1));
                                    }
                                    return wanted;
                                });
        List<MediaItem> items = items("slow", 1);
        items.addAll(items("live", 5));
        try (Downloads downloads = downloads(source, ledger)) {
            downloads.setAtOnce(1);
            List<Transfer> transfers = downloads.start(items, folder);
            Thread user =
                    bench.ticker.start(() -> {
                        try {
                            bench.ticker.sleep(Duration.ofSeconds(1));
                            broken.set(true);
                            downloads.cancel(List.of("slow0"));
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    });
            user.join();
            for (Transfer transfer : transfers.subList(1, 6)) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
            }
        }
        assertThat(threw).isTrue();
    }
}
