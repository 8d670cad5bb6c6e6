package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.FaultServer.Request;
import app.jackdaw.net.FaultServer.Script;
import app.jackdaw.net.FaultServer.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there of a file is counted however the file stands, and is not lost unannounced. */
class CountersTest {

    private static final int SIZE = 300_000;
    private static final int HALF = 150_000;
    private static final byte[] ONE = Bench.bytes(SIZE, 1);
    private static final byte[] HEAD = Arrays.copyOf(ONE, HALF);
    private static final byte[] TWO = Bench.bytes(SIZE, 2);
    private static final long SEED = Long.getLong("jackdaw.seed", 4711L);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

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

    /** Sees how rows stand whenever they are remembered: each of their transitions is. */
    private static final class Witness extends MemoryLedger {

        private final List<TransferState> seen = new CopyOnWriteArrayList<>();
        volatile @Nullable Downloads engine;

        @Override
        public void record(LedgerEntry entry) {
            super.record(entry);
            Downloads watched = engine;
            if (watched != null) {
                watched.transfer(entry.item().id()).ifPresent(row -> seen.add(row.state()));
            }
        }

        void assertHalf(Class<? extends TransferState> state) {
            assertThat(seen)
                    .filteredOn(state::isInstance)
                    .isNotEmpty()
                    .allSatisfy(CountersTest::assertHalf);
        }
    }

    private static void assertHalf(TransferState state) {
        assertThat(state.done()).as("%s", state).isEqualTo(HALF);
        assertThat(state.total()).as("%s", state).isEqualTo(SIZE);
    }

    private static Script status(String status) {
        return (_, wire) -> wire.answer(status, "", new byte[0]);
    }

    /** Waits, stands in the queue, is paused, fails, and is found again: half of it is there. */
    @Test
    @Requirement(38)
    void whatIsThereCountsWhateverTheFileWaitsFor() throws Exception {
        Witness witness = new Witness();
        bench.ledger = witness;
        MediaItem item =
                bench.cutAt(
                        HALF,
                        Resource.of(ONE, "\"1\""),
                        status("503 Service Unavailable"),
                        (_, wire) -> wire.timeout(),
                        status("404 Not Found"));
        Transfer transfer = bench.downloads().list(List.of(item)).getFirst();
        witness.engine = bench.downloads();
        bench.start(item);
        await().atMost(PATIENCE).until(() -> bench.server.requests().size() == 3);
        assertThat(transfer.state()).isEqualTo(new TransferState.Running(HALF, SIZE));
        witness.assertHalf(TransferState.Waiting.class);

        bench.downloads().pause(List.of("t"));
        Bench.until(transfer, TransferState.Paused.class::isInstance);
        bench.downloads().setAtOnce(1);
        bench.start(bench.scripted("u", (_, wire) -> wire.timeout()));
        await().atMost(PATIENCE).until(() -> bench.server.requests().size() == 4); // has the place
        witness.seen.clear(); // how the other one was queued is not asked
        bench.downloads().resume(List.of("t"));
        witness.assertHalf(TransferState.Queued.class);
        assertHalf(transfer.state());

        Downloads again = bench.reopen();
        Transfer found = again.transfer("t").orElseThrow();
        assertThat(found.state()).isEqualTo(new TransferState.Paused(HALF, SIZE));
        again.resume(List.of("t"));
        Bench.until(found, TransferState.Failed.class::isInstance);
        assertHalf(found.state());
        assertThat(found.shown().lost()).isZero();

        Transfer failed = bench.reopen().transfer("t").orElseThrow();
        assertThat(failed.state()).isInstanceOf(TransferState.Failed.class);
        assertHalf(failed.state());
    }

    /** Many wait together for a host that lets nobody in, until nobody waits any more. */
    @Test
    @Requirement({33, 38})
    void halfFilesWhoseHostRestsAreHalfFilesAllTheTime() throws Exception {
        Witness witness = new Witness();
        String half = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(HEAD));
        PartRecord part = new PartRecord(HALF, half, PartRecord.Stage.GROWING, "\"1\"", null);
        for (int i = 0; i < 20; i++) {
            MediaItem item = Bench.item("t" + i, "t" + i + ".bin", null);
            Path target = folder.resolve("t" + i + ".bin");
            Files.write(PartFile.beside(target, item.shortDigest()), HEAD);
            Plan plan = new Plan(folder, target, SIZE);
            bench.links.put("t" + i, URI.create("https://dead.example/" + i));
            witness.record(new LedgerEntry(item, i, new TransferState.Queued(), plan, part, null));
        }
        ByteSource dead =
                _ -> {
                    throw new ProblemException(
                            Problem.of(Cause.CONNECTION_REFUSED, "dead.example"));
                };
        try (Downloads engine = bench.fromMemory(dead, bench.links, witness)) {
            witness.engine = engine;
            engine.resumeInterrupted();
            engine.transfers().forEach(Bench::ended);
            assertThat(engine.transfers())
                    .allSatisfy(row -> assertThat(row.shown().lost()).isZero());
        }
        witness.assertHalf(TransferState.Waiting.class);
        witness.assertHalf(TransferState.Queued.class);
        witness.assertHalf(TransferState.Failed.class);
    }

    /** What an answer may say that makes a file begin anew. */
    enum Loss {
        NO_RANGES(Transfer.Version.SAME),
        NO_SUCH_RANGE(Transfer.Version.SAME),
        ANOTHER_VERSION(Transfer.Version.CHANGED),
        ANOTHER_END(Transfer.Version.CHANGED),
        ANOTHER_TOTAL(Transfer.Version.CHANGED);

        final Transfer.Version version;

        Loss(Transfer.Version version) {
            this.version = version;
        }

        byte[] content() {
            return version == Transfer.Version.SAME ? ONE : TWO;
        }

        String tag() {
            return this == ANOTHER_END
                    ? ""
                    : version == Transfer.Version.SAME ? "ETag: \"1\"\r\n" : "ETag: \"2\"\r\n";
        }

        void answerTheRange(Request request, Wire wire, Script whole)
                throws IOException, InterruptedException {
            switch (this) {
                case NO_RANGES, ANOTHER_VERSION -> whole.answer(request, wire);
                case NO_SUCH_RANGE -> wire.answer("416 Range Not Satisfiable", "", new byte[0]);
                case ANOTHER_END -> Resource.of(TWO, null).answer(request, wire);
                case ANOTHER_TOTAL ->
                        wire.answer(
                                "206 Partial Content",
                                "Content-Range: bytes 150000-399999/400000\r\n",
                                new byte[250_000]);
            }
        }
    }

    /** The whole file, slowly enough for everybody to see where it begins. */
    private Script inSight(byte[] content, String tag, EventLog log) {
        return (_, wire) -> {
            wire.text("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n" + tag + "\r\n");
            wire.bytes(content, 0, 100_000);
            Bench.until(
                    bench.downloads().transfer("t").orElseThrow(),
                    state -> state.done() == 100_000);
            log.awaitLook();
            wire.bytes(content, 100_000, SIZE - 100_000);
        };
    }

    private EventLog log() {
        Downloads engine = bench.downloads();
        return new EventLog(engine::transfers);
    }

    private void assertAnnouncedOnce(EventLog log) throws Exception {
        List<Transfer.Shown> events = Objects.requireNonNull(log.end().get("t"));
        assertThat(log.unannounced()).isEmpty();
        assertThat(log.fallen()).isNull();
        assertThat(EventLog.falls(events)).as("%s", events).isTrue();
        assertThat(events.getLast().lost()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @Fault({13, 16, 23, 26, 28})
    @Requirement({12, 38})
    void noCounterFallsUnannounced(Loss loss) throws Exception {
        try (EventLog log = log()) {
            Script whole = inSight(loss.content(), loss.tag(), log);
            MediaItem item =
                    bench.cutAt(
                            HALF,
                            Resource.of(ONE, loss == Loss.ANOTHER_END ? null : "\"1\""),
                            (request, wire) -> {
                                log.awaitLook(); // half of it is there
                                if (request.isRanged()) {
                                    loss.answerTheRange(request, wire, whole);
                                } else {
                                    whole.answer(request, wire);
                                }
                            });
            Transfer transfer = bench.run(item);
            bench.assertSaved(transfer, loss.content());
            assertAnnouncedOnce(log);
            assertThat(transfer.facts().version())
                    .as("only what changed is said to have changed")
                    .isEqualTo(loss.version);
        }
    }

    @Test
    @Fault(70)
    @Requirement(38)
    void aPartThatSomebodyEditedIsBegunAnewAndThatIsSaid() throws Exception {
        try (EventLog log = log()) {
            Script whole = inSight(ONE, "ETag: \"1\"\r\n", log);
            MediaItem item =
                    bench.cutAt(
                            HALF, Resource.of(ONE, "\"1\""), (_, wire) -> wire.timeout(), whole);
            Transfer transfer = bench.start(item);
            await().atMost(PATIENCE).until(() -> bench.server.requests().size() == 2);
            bench.downloads().pause(List.of("t"));
            Bench.until(transfer, TransferState.Paused.class::isInstance);
            log.awaitLook();
            Files.write(
                    PartFile.beside(folder.resolve("t.bin"), item.shortDigest()), new byte[HALF]);
            bench.downloads().resume(List.of("t"));
            bench.assertSaved(Bench.ended(transfer), ONE);
            assertAnnouncedOnce(log);
        }
    }

    /** Nothing is lost by it, so nothing is said. */
    @Test
    @Requirement({12, 38})
    void toAskForAllOfItGivesNothingUpYet() throws Exception {
        try (EventLog log = log()) {
            Script noRange = (_, wire) -> wire.answer("206 Partial Content", "", from(ONE, HALF));
            MediaItem item =
                    bench.cutAt(
                            HALF,
                            Resource.of(ONE, "\"1\""),
                            noRange,
                            (_, wire) -> {
                                log.awaitLook();
                                wire.answer("503 Later", "", new byte[0]);
                            },
                            Resource.of(ONE, "\"1\""));
            bench.assertSaved(bench.run(item), ONE);
            List<Transfer.Shown> events = Objects.requireNonNull(log.end().get("t"));
            assertThat(EventLog.falls(events)).as("%s", events).isFalse();
            assertThat(events.getLast().lost()).isZero();
        }
    }

    private static byte[] from(byte[] content, int from) {
        return Arrays.copyOfRange(content, from, content.length);
    }

    /** Whatever the user and the servers do, as long as nobody loses anything. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Requirement(38)
    void theNumbersAddUpAndNeverFall(int round) throws Exception {
        long seed = SEED + round;
        Random random = new Random(seed);
        bench.ledger = new MemoryLedger();
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            items.add(bench.scripted("t" + i, moody(new Random(seed * 31 + i))));
        }
        AtomicReference<Downloads> engine = new AtomicReference<>(bench.downloads());
        try (EventLog log = new EventLog(() -> engine.get().transfers())) {
            bench.downloads().start(items, folder);
            for (int step = 0; step < 60; step++) {
                command(random, engine);
                log.awaitLook();
            }
            engine.get().setSpeedLimit(0);
            await().atMost(PATIENCE)
                    .until(() -> {
                        engine.get().resumeAll();
                        engine.get().retryFailed();
                        return engine.get().transfers().stream()
                                .allMatch(t -> t.state() instanceof TransferState.Saved);
                    });
            Map<String, List<Transfer.Shown>> seen = log.end();
            for (MediaItem item : items) {
                List<Transfer.Shown> events = Objects.requireNonNull(seen.get(item.id()));
                assertThat(EventLog.falls(events)).as("seed %d: %s", seed, events).isFalse();
                assertThat(events)
                        .allSatisfy(event -> {
                            assertThat(event.lost()).isZero();
                            assertThat(event.state().done()).isLessThanOrEqualTo(SIZE);
                            assertThat(event.state().total())
                                    .isIn(TransferState.UNKNOWN, (long) SIZE);
                        });
                assertThat(events.getLast().state().done()).isEqualTo(SIZE);
            }
            assertThat(log.fallen()).as("seed %d", seed).isNull();
        }
    }

    /** Cuts, is busy, or sends all of it; never another file. */
    private static Script moody(Random random) {
        Resource file = Resource.of(ONE, "\"1\"");
        return (request, wire) -> {
            int mood = random.nextInt(4);
            if (mood == 0) {
                wire.answer("503 Service Unavailable", "Retry-After: 2\r\n", new byte[0]);
            } else if (mood == 1) {
                file.answer(request, wire);
            } else {
                file.answer(request, wire, 1 + random.nextInt(90_000));
            }
        };
    }

    private void command(Random random, AtomicReference<Downloads> engine) {
        Downloads downloads = engine.get();
        List<String> one = List.of("t" + random.nextInt(6));
        switch (random.nextInt(9)) {
            case 0 -> downloads.pause(one);
            case 1 -> downloads.pauseAll();
            case 2 -> downloads.setAtOnce(1 + random.nextInt(4));
            case 3 -> downloads.retry(one);
            case 4 -> downloads.setSpeedLimit(100_000L * random.nextInt(5));
            case 5 -> {
                Downloads again = bench.reopen();
                engine.set(again);
                again.resumeInterrupted();
            }
            default -> downloads.resumeAll();
        }
    }
}
