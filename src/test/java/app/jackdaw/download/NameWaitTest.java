package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that have their first bytes and wait for a name: for those before them, for the user. */
class NameWaitTest {

    private static final byte[] CONTENT = Bench.bytes(10_000, 1);
    private static final String NAMED = "attachment; filename=\"same.bin\"";

    @TempDir Path folder;
    private Bench bench;
    private final AtomicReference<Duration> secondRead = new AtomicReference<>(Duration.ZERO);

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        for (String token : List.of("first", "second")) {
            bench.links.put(token, URI.create("https://links.example/" + token));
        }
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Downloads downloads(ByteSource bytes, LinkSource links) {
        return bench.fromMemory(bytes, links, Ledger.forgetful());
    }

    private MemoryAnswer quick(URI uri) {
        return new MemoryAnswer(
                uri,
                200,
                Map.of("Content-Disposition", NAMED),
                CONTENT,
                wanted -> {
                    secondRead.set(bench.ticker.elapsed());
                    return Math.min(wanted, 1000);
                });
    }

    @Test
    @Fault(56)
    @Requirement(34)
    void aDripThatIsFirstInTurnIsEndedWhileOthersWait() throws Exception {
        byte[] blanks = new byte[300_000];
        Arrays.fill(blanks, (byte) ' ');
        ByteSource source =
                request ->
                        request.uri().getPath().equals("/second")
                                ? quick(request.uri())
                                : new MemoryAnswer(
                                        request.uri(),
                                        200,
                                        Map.of(),
                                        blanks,
                                        _ -> {
                                            bench.ticker.sleep(Duration.ofSeconds(20));
                                            return 1;
                                        });
        try (Downloads downloads = downloads(source, bench.links)) {
            List<Transfer> transfers =
                    downloads.start(
                            List.of(
                                    Bench.item("first", null, null),
                                    Bench.item("second", null, null)),
                            folder);
            bench.assertFailed(Bench.ended(transfers.get(0)), Cause.TOO_SLOW);
            Bench.until(transfers.get(1), TransferState.Saved.class::isInstance);
            assertThat(transfers.get(1).facts().attempts()).isEqualTo(1);
        }
        // the first is found to drip after a minute; then the other one goes on
        assertThat(secondRead.get()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
    }

    /**
     * @param last how much the last read brings: with all of it the file is whole
     */
    @ParameterizedTest
    @ValueSource(ints = {500, 10_000})
    @Requirement(34)
    void aLongWaitForTheUserCostsNoTry(int last) throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[3]);
        bench.question =
                (_, _) -> {
                    bench.ticker.sleep(Duration.ofMinutes(30));
                    return new Answer(Choice.KEEP_BOTH, Reach.THIS_ONE);
                };
        AtomicInteger reads = new AtomicInteger();
        ByteSource source =
                request ->
                        new MemoryAnswer(
                                request.uri(),
                                200,
                                Map.of(),
                                CONTENT,
                                wanted ->
                                        Math.min(
                                                wanted, reads.incrementAndGet() < 4 ? 1000 : last));
        try (Downloads downloads = downloads(source, bench.links)) {
            downloads.setConflicts(Conflicts.ASK);
            Transfer transfer =
                    downloads.start(List.of(Bench.item("first", "a.txt", null)), folder).getFirst();
            Bench.ended(transfer);
            assertThat(folder.resolve("a (2).txt")).hasBinaryContent(CONTENT);
            assertThat(transfer.facts().attempts()).isEqualTo(1);
        }
    }

    /** No server waits for half an hour; that it went away is not the file's fault. */
    @Test
    @Requirement({31, 34})
    void norDoesAConnectionThatWasLostMeanwhile() throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[3]);
        bench.question =
                (_, _) -> {
                    bench.ticker.sleep(Duration.ofMinutes(30));
                    return new Answer(Choice.KEEP_BOTH, Reach.THIS_ONE);
                };
        AtomicInteger requests = new AtomicInteger();
        ByteSource source =
                request -> {
                    AtomicInteger reads = new AtomicInteger();
                    boolean whole = requests.incrementAndGet() > Tries.MOST_WITHOUT_PROGRESS;
                    return new MemoryAnswer(
                            request.uri(),
                            200,
                            Map.of(),
                            CONTENT,
                            wanted -> {
                                if (!whole && reads.incrementAndGet() > 1) {
                                    throw new ProblemException(Problem.of(Cause.CONNECTION_CUT));
                                }
                                return Math.min(wanted, 1000);
                            });
                };
        try (Downloads downloads = downloads(source, bench.links)) {
            downloads.setConflicts(Conflicts.ASK);
            Transfer transfer =
                    downloads.start(List.of(Bench.item("first", "a.txt", null)), folder).getFirst();
            Bench.ended(transfer);
            assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
            assertThat(requests).hasValue(Tries.MOST_WITHOUT_PROGRESS + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, same.bin, 2", "300, same (2).bin, 60"})
    @Requirement(43)
    void onlyALinkThatDoesNotComeLosesItsTurn(int seconds, String name, int others)
            throws Exception {
        CountDownLatch firstAsks = new CountDownLatch(1);
        LinkSource links =
                (item, refused) -> {
                    if (item.token().equals("first")) {
                        firstAsks.countDown();
                        bench.ticker.sleep(Duration.ofSeconds(seconds));
                    }
                    firstAsks.await(); // nobody overtakes one that has not asked yet
                    return bench.links.link(item, refused);
                };
        AtomicReference<Duration> saved = new AtomicReference<>();
        try (Downloads downloads = downloads(request -> quick(request.uri()), links)) {
            List<Transfer> transfers =
                    downloads.start(
                            List.of(
                                    Bench.item("first", null, null),
                                    Bench.item("second", null, null)),
                            folder);
            Thread watcher =
                    bench.ticker.start(() -> {
                        try {
                            while (!transfers.get(1).state().isFinished()) {
                                bench.ticker.sleep(Duration.ofMillis(100));
                            }
                            saved.set(bench.ticker.elapsed());
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    });
            transfers.forEach(Bench::ended);
            watcher.join();
            assertThat(transfers.get(0).facts().target()).isEqualTo(folder.resolve(name));
        }
        assertThat(saved.get())
                .isBetween(Duration.ofSeconds(others), Duration.ofSeconds(others).plusSeconds(1));
    }

    /**
     * The links of the others were fetched before, so that nobody overtakes it by getting one.
     *
     * @param early whether they have them before the first one asks
     */
    @ParameterizedTest
    @CsvSource({
        "2, same.bin, 2, false",
        "540, same (20).bin, 60, false",
        "540, same (20).bin, 60, true"
    })
    @Requirement(43)
    void nobodyWaitsLongForALinkWhoHasHisOwn(int seconds, String name, int most, boolean early)
            throws Exception {
        LinkSource links =
                new LinkSource() {
                    @Override
                    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
                            throws InterruptedException {
                        if (item.token().equals("first")) {
                            bench.ticker.sleep(Duration.ofSeconds(seconds));
                        }
                        return bench.links.link(item, refused);
                    }

                    @Override
                    public boolean holds(MediaItem item) {
                        boolean isFirst = item.token().equals("first");
                        sleepBriefly(isFirst == early ? Duration.ofMillis(1) : Duration.ZERO);
                        return !isFirst;
                    }
                };
        List<MediaItem> items = new ArrayList<>();
        items.add(Bench.item("first", null, null));
        for (int i = 1; i < 20; i++) {
            bench.links.put("t" + i, URI.create("https://links.example/t" + i));
            items.add(Bench.item("t" + i, null, null));
        }
        List<Duration> askedAt = new CopyOnWriteArrayList<>();
        ByteSource source =
                request -> {
                    if (!request.uri().getPath().equals("/first")) {
                        askedAt.add(bench.ticker.elapsed());
                    }
                    return quick(request.uri());
                };
        try (Downloads downloads = downloads(source, links)) {
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(
                    transfer -> Bench.until(transfer, TransferState.Saved.class::isInstance));
            assertThat(transfers.getFirst().facts().target()).isEqualTo(folder.resolve(name));
        }
        assertThat(askedAt)
                .hasSize(19)
                .allMatch(at -> at.compareTo(Duration.ofSeconds(most + 1)) < 0);
    }

    /** A pause that the platform asks for, or a low pace, is not the one file's fault. */
    @ParameterizedTest
    @CsvSource({"240, 241, same.bin", "500, 550, same.bin", "500, 570, same (2).bin"})
    @Requirement({25, 43})
    void whileNobodyGetsALinkNobodyLosesATurn(int second, int first, String name) throws Exception {
        LinkSource links =
                (item, refused) -> {
                    boolean isFirst = item.token().equals("first");
                    bench.ticker.sleep(Duration.ofSeconds(isFirst ? first : second));
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = downloads(request -> quick(request.uri()), links)) {
            List<Transfer> transfers =
                    downloads.start(
                            List.of(
                                    Bench.item("first", null, null),
                                    Bench.item("second", null, null)),
                            folder);
            for (Transfer transfer : transfers) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
            }
            assertThat(transfers.get(0).facts().target()).isEqualTo(folder.resolve(name));
        }
    }

    /** Of two threads that begin at once the second may be the first to ask. */
    @Test
    @Requirement({25, 43})
    void whoseThreadWasABitSlowerIsOvertakenAllTheSame() throws Exception {
        LinkSource links =
                new LinkSource() {
                    @Override
                    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
                            throws InterruptedException {
                        boolean isFirst = item.token().equals("first");
                        bench.ticker.sleep(Duration.ofSeconds(isFirst ? 570 : 500));
                        return bench.links.link(item, refused);
                    }

                    /** Asked just before the link is. */
                    @Override
                    public boolean holds(MediaItem item) {
                        boolean isFirst = item.token().equals("first");
                        sleepBriefly(isFirst ? Duration.ofMillis(1) : Duration.ZERO);
                        return false;
                    }
                };
        try (Downloads downloads = downloads(request -> quick(request.uri()), links)) {
            List<Transfer> transfers =
                    downloads.start(
                            List.of(
                                    Bench.item("first", null, null),
                                    Bench.item("second", null, null)),
                            folder);
            transfers.forEach(
                    transfer -> Bench.until(transfer, TransferState.Saved.class::isInstance));
            assertThat(transfers.get(0).facts().target()).isEqualTo(folder.resolve("same (2).bin"));
        }
    }

    private void sleepBriefly(Duration duration) {
        try {
            bench.ticker.sleep(duration);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * It may never answer, and the files of others have nothing to do with that.
     *
     * @param silent seconds until the first server says something
     */
    @ParameterizedTest
    @ValueSource(ints = {8, 25})
    @Fault(54)
    @Requirement(34)
    void aServerThatSaysNothingKeepsTheOthersWaitingForAShortWhile(int silent) throws Exception {
        bench.patienceForAnswer = Turns.PATIENCE_FOR_ANSWER;
        AtomicReference<Duration> firstRead = new AtomicReference<>(Duration.ZERO);
        ByteSource source =
                request -> {
                    if (request.uri().getPath().equals("/second")) {
                        return quick(request.uri());
                    }
                    bench.ticker.sleep(Duration.ofSeconds(silent));
                    return new MemoryAnswer(
                            request.uri(),
                            200,
                            Map.of("Content-Disposition", NAMED),
                            CONTENT,
                            wanted -> {
                                // its first bytes take their time, too: that is no silence
                                bench.ticker.sleep(
                                        firstRead.compareAndSet(
                                                        Duration.ZERO, bench.ticker.elapsed())
                                                ? Duration.ofSeconds(15)
                                                : Duration.ZERO);
                                return wanted;
                            });
                };
        try (Downloads downloads = downloads(source, bench.links)) {
            List<Transfer> transfers =
                    downloads.start(
                            List.of(
                                    Bench.item("first", null, null),
                                    Bench.item("second", null, null)),
                            folder);
            for (Transfer transfer : transfers) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
            }
            boolean inTurn = silent < Turns.PATIENCE_FOR_ANSWER.toSeconds();
            assertThat(transfers.get(0).facts().target())
                    .isEqualTo(folder.resolve(inTurn ? "same.bin" : "same (2).bin"));
            Duration most = inTurn ? Duration.ofSeconds(silent + 16) : Duration.ofSeconds(11);
            assertThat(secondRead.get()).isLessThan(most);
        }
    }

    /** Whoever may not wait for the user does not, even if the setting has just changed. */
    @Test
    void nobodyIsAskedOnBehalfOfAnEarlierSetting() throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[3]);
        ConflictRule rule =
                new ConflictRule((_, _) -> {
                    throw new AssertionError("asked");
                });
        Turns turns = new Turns(bench.ticker, bench.ticker, Duration.ofSeconds(10));
        Places places = new Places(new Targets(), rule, turns);
        Job job = new Job(Bench.item("t", "a.txt", null), 1);
        job.destination = folder;
        Conflicts before = places.setting();
        rule.set(Conflicts.ASK);
        assertThat(places.choose(job, SafeName.of("a.txt"), -1, before))
                .isEqualTo(Optional.empty());
        assertThat(job.target).isEqualTo(folder.resolve("a (2).txt"));
    }

    /** A change while it waits for its turn holds for those that have not looked yet. */
    @Test
    void aFileGoesByTheSettingThatItWaitsWith() throws Exception {
        Files.write(folder.resolve("same.bin"), new byte[3]);
        List<String> asked = new CopyOnWriteArrayList<>();
        bench.question =
                (item, _) -> {
                    asked.add(item.token());
                    return new Answer(Choice.KEEP_BOTH, Reach.THIS_ONE);
                };
        AtomicReference<Downloads> engine = new AtomicReference<>();
        LinkSource links =
                (item, refused) -> {
                    if (item.token().equals("first")) {
                        bench.ticker.sleep(Duration.ofSeconds(2)); // the other one waits by then
                        engine.get().setConflicts(Conflicts.ASK);
                    }
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = downloads(request -> quick(request.uri()), links)) {
            engine.set(downloads);
            downloads
                    .start(
                            List.of(
                                    Bench.item("first", null, null),
                                    Bench.item("second", null, null)),
                            folder)
                    .forEach(Bench::ended);
        }
        assertThat(asked).containsExactly("first");
        assertThat(bench.files()).containsExactly("same (2).bin", "same (3).bin", "same.bin");
    }

    @Test
    @Requirement(31)
    void anErrorOfTheMachineEndsOneFileAndNotTheEngine() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        ByteSource source =
                request -> {
                    if (request.uri().getPath().equals("/first")) {
                        broken.incrementAndGet();
                        throw new StackOverflowError();
                    }
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        MediaItem other = Bench.item("second", "b", null);
        try (Downloads downloads = downloads(source, bench.links)) {
            List<Transfer> transfers =
                    downloads.start(List.of(Bench.item("first", "a", null), other), folder);
            Problem problem = bench.assertFailed(Bench.ended(transfers.get(0)), Cause.INTERNAL);
            assertThat(problem.arguments()).containsExactly("StackOverflowError");
            bench.assertSaved(Bench.ended(transfers.get(1)), CONTENT);
        }
        assertThat(broken).hasValue(Tries.MOST_WITHOUT_PROGRESS);
    }
}
