package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of one name that are told a folder while they wait get their numbers there in the order of
 * the list, whoever gets its link first.
 */
class ToldTurnsTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    /** Before the other one's patience is at its end. */
    private static final Duration STOPPED = Duration.ofSeconds(3);

    /** How the user does it. */
    enum Stop {
        PAUSE,
        CANCEL,
        REMOVE
    }

    @TempDir Path folder;
    private Bench bench;
    private final AtomicReference<Downloads> engine = new AtomicReference<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private MediaItem item(String token, @Nullable String name, @Nullable Long size) {
        bench.links.put(token, URI.create("https://links.example/" + token));
        return Bench.item(token, name, size);
    }

    /** Whatever is not named before has the same name. */
    private static ByteSource bytes() {
        return request ->
                new MemoryAnswer(
                        request.uri(),
                        200,
                        Map.of("Content-Disposition", "attachment; filename=\"a.bin\""),
                        CONTENT,
                        wanted -> wanted);
    }

    private void tell(List<MediaItem> items) {
        engine.get().list(items.stream().map(item -> item.withFolder("told")).toList());
    }

    private static Path saved(Transfer transfer) {
        TransferState state = Bench.ended(transfer).state();
        assertThat(state).isInstanceOf(TransferState.Saved.class);
        return ((TransferState.Saved) state).path();
    }

    private static String number(int number) {
        return number == 1 ? "a.bin" : "a (" + number + ").bin";
    }

    /**
     * @param name known before the server is asked: then names have been chosen in the other folder
     */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "a.bin")
    @Requirement(43)
    void whoseLinkIsLateIsNotOvertaken(@Nullable String name) throws Exception {
        MediaItem first = item("first", name, null);
        MediaItem second = item("second", name, null);
        LinkSource links =
                (item, refused) -> {
                    boolean late = item.token().equals("first");
                    bench.ticker.sleep(Duration.ofSeconds(late ? 9 : 3)); // it runs again by then
                    if (!late) {
                        tell(List.of(second, first));
                    }
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = bench.fromMemory(bytes(), links, Ledger.forgetful())) {
            engine.set(downloads);
            List<Transfer> transfers = downloads.start(List.of(first, second), folder);
            assertThat(transfers.stream().map(ToldTurnsTest::saved))
                    .containsExactly(
                            folder.resolve("told").resolve("a.bin"),
                            folder.resolve("told").resolve("a (2).bin"));
            assertThat(transfers).allMatch(t -> t.facts().attempts() == 1);
        }
    }

    /** What the first of two files is slow in, so that the other one could overtake it. */
    enum Slow {
        TO_END,
        TO_BE_ANSWERED_AGAIN
    }

    /**
     * Both were asked for when they were told, and are skipped where they went: what each does then
     * is the same for all, and says nothing of who is first.
     */
    @ParameterizedTest
    @EnumSource(Slow.class)
    @Requirement(43)
    void whoIsSkippedAndGoesThereIsNotOvertaken(Slow slow) throws Exception {
        Files.write(folder.resolve("a.bin"), new byte[3]);
        MediaItem first = item("first", null, null);
        MediaItem second = item("second", null, null);
        AtomicInteger asked = new AtomicInteger();
        ByteSource bytes =
                request -> {
                    ByteAnswer answer = bytes().open(request);
                    if (request.uri().getPath().equals("/second")) {
                        return answer;
                    }
                    boolean again = asked.incrementAndGet() > 1;
                    bench.ticker.sleep(Duration.ofSeconds(again ? 3 : 1)); // the other waits
                    return again || slow != Slow.TO_END ? answer : new ClosedLate(answer);
                };
        bench.question =
                (item, _) -> {
                    if (item.token().equals("first")) {
                        tell(List.of(second, first));
                    }
                    return new Answer(Choice.SKIP, Reach.THIS_ONE);
                };
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            engine.set(downloads);
            downloads.setConflicts(Conflicts.ASK);
            List<Transfer> transfers = downloads.start(List.of(first, second), folder);
            assertThat(transfers.stream().map(ToldTurnsTest::saved))
                    .containsExactly(
                            folder.resolve("told").resolve("a.bin"),
                            folder.resolve("told").resolve("a (2).bin"));
        }
    }

    /** Its connection takes a while to end. */
    private final class ClosedLate implements ByteAnswer {
        private final ByteAnswer answer;

        ClosedLate(ByteAnswer answer) {
            this.answer = answer;
        }

        @Override
        public int status() {
            return answer.status();
        }

        @Override
        public Optional<String> header(String name) {
            return answer.header(name);
        }

        @Override
        public Framing framing() {
            return answer.framing();
        }

        @Override
        public long length() {
            return answer.length();
        }

        @Override
        public URI uri() {
            return answer.uri();
        }

        @Override
        public int read(byte[] buffer, int offset, int length)
                throws ProblemException, InterruptedException {
            return answer.read(buffer, offset, length);
        }

        @Override
        public void close() {
            try {
                bench.ticker.sleep(Duration.ofSeconds(2));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            answer.close();
        }
    }

    /** It has its turn while it is queued once more, and is of no use to anybody from then on. */
    @ParameterizedTest
    @EnumSource(Stop.class)
    @Requirement({34, 43})
    void whoIsStoppedThenKeepsNobodyWaiting(Stop stop) throws Exception {
        MediaItem told = item("told", "a.bin", null);
        MediaItem other = item("other", "a.bin", 1000L);
        MediaItem inItsPlace = item("slow", "b.bin", 1000L);
        AtomicReference<Duration> asked = new AtomicReference<>();
        AtomicReference<Transfer> waiting = new AtomicReference<>();
        LinkSource links =
                (item, refused) -> {
                    if (item.equals(told)) {
                        bench.ticker.start(() -> stopSoon(stop, told));
                        tell(List.of(told));
                        waiting.set(engine.get().start(List.of(other), folder).getFirst());
                        bench.ticker.sleep(Duration.ofMillis(1)); // by then it waits for its turn
                        engine.get().start(List.of(inItsPlace), folder);
                        engine.get().move(List.of("slow"), Move.FIRST);
                    } else if (item.equals(other)) {
                        asked.set(bench.ticker.elapsed());
                    } else {
                        bench.ticker.sleep(Duration.ofMinutes(1));
                    }
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = bench.fromMemory(bytes(), links, Ledger.forgetful())) {
            engine.set(downloads);
            downloads.setAtOnce(2);
            Transfer first = downloads.start(List.of(told), folder).getFirst();
            Bench.until(first, state -> !state.isUnderWay());
            assertThat(saved(waiting.get())).hasParent(folder);
            assertThat(bench.links.given("told")).isEqualTo(1);
        }
        assertThat(asked.get()).as("as soon as the first was stopped").isEqualTo(STOPPED);
    }

    private void stopSoon(Stop stop, MediaItem item) {
        try {
            bench.ticker.sleep(STOPPED);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        List<String> ids = List.of(item.id());
        switch (stop) {
            case PAUSE -> engine.get().pause(ids);
            case CANCEL -> engine.get().cancel(ids);
            case REMOVE -> engine.get().remove(ids);
        }
    }

    /** Wherever they stand when they are told. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Requirement(43)
    void theOrderOfTheListIsThatOfTheNumbers(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            String run = "seed " + seed + ", round " + round;
            round(random, folder.resolve("round" + round), run);
        }
    }

    private void round(Random random, Path where, String run) throws Exception {
        List<MediaItem> items = new ArrayList<>();
        Map<String, Duration> waits = new HashMap<>();
        for (int i = 0; i < 7; i++) {
            String name = random.nextBoolean() ? "a.bin" : null;
            Long size = random.nextBoolean() ? (long) CONTENT.length : null;
            items.add(item(where.getFileName() + "-" + i, name, size));
            waits.put(items.getLast().token(), Duration.ofMillis(random.nextInt(8_000)));
        }
        Duration until = Duration.ofMillis(random.nextInt(8_000));
        LinkSource links =
                (item, refused) -> {
                    bench.ticker.sleep(Objects.requireNonNull(waits.get(item.token())));
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = bench.fromMemory(bytes(), links, Ledger.forgetful())) {
            engine.set(downloads);
            downloads.setConflicts(Conflicts.OVERWRITE); // none is taken for another one
            List<Transfer> transfers = downloads.start(items, where);
            Thread user =
                    bench.ticker.start(() -> {
                        try {
                            bench.ticker.sleep(until);
                            tell(items.reversed());
                        } catch (InterruptedException closing) {
                            Thread.currentThread().interrupt();
                        }
                    });
            List<Path> paths = transfers.stream().map(ToldTurnsTest::saved).toList();
            user.join();
            List<Path> told =
                    paths.stream().filter(p -> p.startsWith(where.resolve("told"))).toList();
            List<Path> inOrder = new ArrayList<>();
            for (int i = 1; i <= told.size(); i++) {
                inOrder.add(where.resolve("told").resolve(number(i)));
            }
            assertThat(told).as(run).isEqualTo(inOrder);
        }
    }
}
