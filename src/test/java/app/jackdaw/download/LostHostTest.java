package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A host that cannot be found while others can keeps none of their files waiting, however many of
 * its own there are and wherever they stand; only where none can be found is that the network.
 */
class LostHostTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Duration NEVER = Duration.ofDays(1000);
    private static final Duration SOON = Duration.ofSeconds(3);

    /** Of a whole file each that is fetched from a host that is there. */
    private static final Duration WORK = Duration.ofMillis(20);

    private static final Duration THIRTY = Duration.ofSeconds(30);

    private static final String GIVER = "open.example";

    @TempDir Path folder;
    private Bench bench;
    private final Map<String, Duration> answered = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> inVain = new ConcurrentHashMap<>();

    /** Those whose first link is refused. */
    private final Set<String> expired = ConcurrentHashMap.newKeySet();

    private volatile Duration back = NEVER;
    private volatile boolean platformLost;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Hosts whose name begins so cannot be found until they are back. */
    private ByteSource bytes(Cause cause) {
        return request -> {
            URI uri = request.uri();
            if (uri.getHost().startsWith("lost") && isAway()) {
                throw inVain(uri.getHost(), cause);
            }
            bench.ticker.sleep(WORK);
            String token = uri.getPath().substring(1);
            if (expired.remove(token)) {
                return new MemoryAnswer(uri, 403, Map.of(), new byte[0], wanted -> wanted);
            }
            answered.put(token, bench.ticker.elapsed());
            return MemoryAnswer.of(uri, CONTENT);
        };
    }

    private boolean isAway() {
        return bench.ticker.elapsed().compareTo(back) < 0;
    }

    private ProblemException inVain(String host, Cause cause) {
        inVain.computeIfAbsent(host, _ -> new AtomicInteger()).incrementAndGet();
        String told = cause == Cause.PROXY_FAILED ? "proxy.example" : host;
        return new ProblemException(Problem.of(cause, told));
    }

    private LinkSource links(Cause cause) {
        return new LinkSource() {
            @Override
            public TemporaryLink link(MediaItem item, @Nullable TemporaryLink old)
                    throws ProblemException {
                if (platformLost && isAway() && !holds(item)) {
                    throw inVain(GIVER, cause);
                }
                return bench.links.link(item, old);
            }

            @Override
            public boolean holds(MediaItem item) {
                return bench.links.holds(item);
            }
        };
    }

    private Downloads downloads(Cause cause) {
        return bench.fromMemory(bytes(cause), links(cause), Ledger.forgetful());
    }

    private List<MediaItem> items(String host, int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String token = host + "-" + i;
            bench.links.put(token, URI.create("https://" + host + ".example/" + token));
            items.add(Bench.item(token, token + ".bin", null));
        }
        return items;
    }

    /** Goes on with the next one at its instant while time stands still, and with the test then. */
    private void run(Step... steps) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        bench.ticker.start(() -> {
            try {
                for (Step step : steps) {
                    bench.ticker.sleep(step.at().minus(bench.ticker.elapsed()));
                    step.action().run();
                }
                done.complete(null);
            } catch (Exception | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get();
    }

    private record Step(Duration at, Action action) {}

    private interface Action {
        void run() throws Exception;
    }

    private static void assertSaved(List<Transfer> transfers) {
        transfers.forEach(Bench::ended);
        assertThat(transfers)
                .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
    }

    private void assertAskedSoonAfter(Duration begin, String host) {
        assertThat(answered)
                .allSatisfy((token, at) -> {
                    if (token.startsWith(host + "-")) {
                        assertThat(at).as(token).isBetween(begin, begin.plus(SOON));
                    }
                });
    }

    /** What waits says until when and why, and both are true. */
    private void assertWaitOrFailed(List<Transfer> transfers, Cause cause) {
        Instant now = bench.ticker.now();
        assertThat(transfers)
                .filteredOn(t -> !(t.state() instanceof TransferState.Failed))
                .allSatisfy(t ->
                        assertThat(t.state())
                                .isInstanceOfSatisfying(
                                        TransferState.Waiting.class,
                                        waiting -> {
                                            assertThat(waiting.until())
                                                    .isBetween(now, now.plusSeconds(60));
                                            assertThat(waiting.why().cause()).isEqualTo(cause);
                                            assertThat(waiting.why().arguments())
                                                    .containsExactly("lost.example");
                                        }));
    }

    static Stream<Arguments> manyOrFewAnywhere() {
        List<Arguments> all = new ArrayList<>();
        for (Cause cause : List.of(Cause.HOST_NOT_FOUND, Cause.NETWORK_UNREACHABLE)) {
            for (int lost : new int[] {1, 3, 4, 5, 16, 40}) {
                for (int before : new int[] {0, 20, 40}) {
                    all.add(Arguments.of(cause, lost, before, lost % 2 == 0));
                }
            }
        }
        return all.stream();
    }

    /** Files that are wanted later are not kept waiting either, though they stand behind all. */
    @ParameterizedTest
    @MethodSource("manyOrFewAnywhere")
    @Fault(57)
    @Requirement(33)
    void filesOfOtherHostsAreNotKeptWaiting(Cause cause, int lost, int before, boolean held)
            throws Exception {
        bench.links.held = _ -> held;
        List<MediaItem> items = items("live", 40);
        items.addAll(before, items("lost", lost));
        Duration later = Duration.ofSeconds(30);
        List<Transfer> others = new ArrayList<>();
        List<MediaItem> wantedLater = items("more", 20);
        try (Downloads downloads = downloads(cause)) {
            List<Transfer> transfers = downloads.start(items, folder);
            List<Transfer> ofLost = transfers.subList(before, before + lost);
            run(
                    new Step(later, () -> others.addAll(downloads.start(wantedLater, folder))),
                    new Step(later.plusSeconds(10), () -> assertWaitOrFailed(ofLost, cause)));
            assertSaved(transfers.subList(0, before));
            assertSaved(transfers.subList(before + lost, transfers.size()));
            assertSaved(others);
            assertAskedSoonAfter(Duration.ZERO, "live");
            assertAskedSoonAfter(later, "more");
            for (Transfer transfer : ofLost) {
                Problem why = bench.assertFailed(Bench.ended(transfer), cause);
                assertThat(why.arguments()).containsExactly("lost.example");
            }
        }
        // an hour with rests of up to a minute, and the first tries
        assertThat(inVain("lost.example")).isLessThan(140 + lost);
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(64));
    }

    /** While links are given all the time and another host answers, so it is not the network. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    @Fault(57)
    @Requirement(33)
    void oneThatWasThereIsWaitedFor(int lost) throws Exception {
        back = Duration.ofMinutes(20);
        List<MediaItem> items = items("lost", lost + 1);
        items.addAll(items("slow", 200));
        ByteSource before = bytes(Cause.NETWORK_UNREACHABLE);
        ByteSource source =
                request -> {
                    URI uri = request.uri();
                    if (uri.getPath().equals("/lost-0")) {
                        return MemoryAnswer.of(uri, CONTENT);
                    }
                    bench.ticker.sleep(uri.getHost().startsWith("slow") ? THIRTY : Duration.ZERO);
                    return before.open(request);
                };
        try (Downloads downloads =
                bench.fromMemory(source, links(Cause.NETWORK_UNREACHABLE), Ledger.forgetful())) {
            assertSaved(downloads.start(items, folder));
        }
        assertThat(inVain("lost.example")).isLessThan(60);
    }

    /** Each of its files is asked for in turn: none is given up for what is said of all. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    @Fault(57)
    @Requirement({31, 33})
    void whatItCostsIsSharedByAllItsFiles(int lost) throws Exception {
        back = Duration.ofMinutes(5);
        List<MediaItem> items = items("lost", lost);
        items.addAll(items("live", 400));
        try (Downloads downloads = downloads(Cause.HOST_NOT_FOUND)) {
            assertSaved(downloads.start(items, folder));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "5, 20", "16, 20", "40, 0"})
    @Fault(57)
    @Requirement(33)
    void twoOfThemKeepNobodyWaitingEither(int lost, int before) throws Exception {
        List<MediaItem> items = items("live", 40);
        List<MediaItem> first = items("lost-a", lost);
        List<MediaItem> second = items("lost-b", lost);
        for (int i = 0; i < lost; i++) {
            items.addAll(before, List.of(first.get(i), second.get(i)));
        }
        bench.links.held = token -> token.startsWith("lost");
        try (Downloads downloads = downloads(Cause.HOST_NOT_FOUND)) {
            List<Transfer> transfers = downloads.start(items, folder);
            assertSaved(transfers.subList(0, before));
            assertSaved(transfers.subList(before + 2 * lost, transfers.size()));
        }
        assertThat(answered).hasSize(40);
        assertAskedSoonAfter(Duration.ZERO, "live");
    }

    /** It needs another link on the way, and the others have been there for days. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    @Fault({30, 57})
    @Requirement({21, 33})
    void aLinkThatIsOverAmongThemIsRenewedAtOnce(int lost) throws Exception {
        List<MediaItem> items = items("lost", lost);
        List<MediaItem> old = items("old", 3);
        items.addAll(lost / 2, old.subList(0, 2));
        items.add(old.getLast());
        old.forEach(item -> expired.add(item.token()));
        bench.links.held = _ -> true;
        try (Downloads downloads = downloads(Cause.HOST_NOT_FOUND)) {
            List<Transfer> transfers = downloads.start(items, folder);
            assertSaved(
                    List.of(
                            transfers.get(lost / 2),
                            transfers.get(lost / 2 + 1),
                            transfers.getLast()));
        }
        assertThat(answered).hasSize(3);
        assertAskedSoonAfter(Duration.ZERO, "old");
        assertThat(old).allMatch(item -> bench.links.given(item.token()) == 2);
    }

    /** As a company's proxy that does not let one name through. */
    @Test
    @Fault(57)
    @Requirement(33)
    void oneThatTheProxyDoesNotReachIsOneHost() throws Exception {
        List<MediaItem> items = items("lost", 200);
        items.addAll(items("live", 40));
        bench.links.held = _ -> true;
        try (Downloads downloads = downloads(Cause.PROXY_FAILED)) {
            List<Transfer> transfers = downloads.start(items, folder);
            run(
                    new Step(
                            Duration.ofMinutes(10),
                            () ->
                                    assertThat(inVain("lost.example"))
                                            .as("none asked just to hear the same")
                                            .isLessThan(50)));
            assertSaved(transfers.subList(200, 240));
        }
        assertThat(answered).hasSize(40);
        assertAskedSoonAfter(Duration.ZERO, "live");
    }

    /** Links that are there already need no platform. */
    @Test
    @Fault(57)
    @Requirement(33)
    void aPlatformThatCannotBeFoundKeepsOnlyThoseWaitingWhoNeedIt() throws Exception {
        platformLost = true;
        back = Duration.ofMinutes(10);
        List<MediaItem> items = items("asked", 100);
        items.addAll(items("held", 40));
        bench.links.held = token -> token.startsWith("held");
        try (Downloads downloads = downloads(Cause.HOST_NOT_FOUND)) {
            List<Transfer> transfers = downloads.start(items, folder);
            assertSaved(transfers.subList(100, 140));
            assertAskedSoonAfter(Duration.ZERO, "held");
            assertSaved(transfers.subList(0, 100));
        }
        assertThat(inVain(GIVER)).isLessThan(60);
        // what was due later may have passed by the time this looks, so not the ticker's time
        assertThat(answered).hasSize(140);
        assertThat(answered.values())
                .allSatisfy(at -> assertThat(at).isLessThan(back.plusSeconds(62)));
    }

    /**
     * @param hosts how many hosts the files lead to
     * @param platform whether no links can be had either
     */
    @ParameterizedTest
    @CsvSource({
        "1, false, HOST_NOT_FOUND",
        "1, true, HOST_NOT_FOUND",
        "3, true, NETWORK_UNREACHABLE",
        "3, false, PROXY_FAILED",
        "30, true, HOST_NOT_FOUND"
    })
    @Fault(57)
    @Requirement(33)
    void withoutANetworkAllWaitAsOneAndGoOnAsOne(int hosts, boolean platform, Cause cause)
            throws Exception {
        platformLost = platform;
        back = Duration.ofMinutes(20);
        List<MediaItem> items = new ArrayList<>();
        List<List<MediaItem>> byHost = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            byHost.add(items("lost" + i, 120 / hosts));
        }
        for (int i = 0; i < 120 / hosts; i++) {
            for (List<MediaItem> ofHost : byHost) {
                items.add(ofHost.get(i));
            }
        }
        bench.links.held = token -> !platform || token.hashCode() % 2 == 0;
        try (Downloads downloads = downloads(cause)) {
            List<Transfer> transfers = downloads.start(items, folder);
            run(new Step(Duration.ofMinutes(10), () -> assertAllWait(transfers)));
            assertSaved(transfers);
        }
        assertThat(answered.values())
                .allSatisfy(at -> assertThat(at).isBetween(back, back.plusSeconds(32)));
        // twice a minute, and the first of all
        assertThat(inVain.values()).allMatch(asked -> asked.get() < 60);
    }

    private void assertAllWait(List<Transfer> transfers) {
        Instant now = bench.ticker.now();
        assertThat(transfers)
                .filteredOn(t -> !(t.state() instanceof TransferState.Queued))
                .isNotEmpty()
                .allSatisfy(t ->
                        assertThat(t.state())
                                .isInstanceOfSatisfying(
                                        TransferState.Waiting.class,
                                        waiting ->
                                                assertThat(waiting.until())
                                                        .isBetween(now, now.plusSeconds(30))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"HOST_NOT_FOUND", "NETWORK_UNREACHABLE", "PROXY_FAILED"})
    @Fault(57)
    @Requirement(33)
    void hostsThatNeverWereEndTheirFilesAfterAnHour(Cause cause) throws Exception {
        List<MediaItem> items = items("lost-a", 30);
        items.addAll(items("lost-b", 30));
        bench.links.held = _ -> true;
        try (Downloads downloads = downloads(cause)) {
            List<Transfer> transfers = downloads.start(items, folder);
            for (int i = 0; i < 60; i++) {
                Problem why = bench.assertFailed(Bench.ended(transfers.get(i)), cause);
                String host = i < 30 ? "lost-a.example" : "lost-b.example";
                assertThat(why.arguments())
                        .containsExactly(cause == Cause.PROXY_FAILED ? "proxy.example" : host);
            }
        }
        assertThat(bench.ticker.elapsed()).isBetween(Duration.ofHours(1), Duration.ofMinutes(63));
        assertThat(inVain.values()).allMatch(asked -> asked.get() < 180);
    }

    /** "Get links" in the window, for one: whoever is given links is not offline. */
    @Test
    @Fault(57)
    @Requirement({31, 33})
    void aLinkThatIsGivenTellsThatThereIsANetwork() throws Exception {
        List<MediaItem> items = items("lost", 1);
        bench.links.held = _ -> true;
        try (Downloads downloads = downloads(Cause.HOST_NOT_FOUND)) {
            Transfer transfer = downloads.start(items, folder).getFirst();
            bench.ticker.start(() -> {
                try {
                    while (!(transfer.state() instanceof TransferState.Failed)) {
                        bench.ticker.sleep(Duration.ofSeconds(5));
                        downloads.platformGave();
                    }
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            });
            bench.assertFailed(Bench.ended(transfer), Cause.HOST_NOT_FOUND);
        }
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    /** The first answer of anybody is worth a look at all that were not found. */
    @Test
    @Fault(57)
    @Requirement(33)
    void nobodyWaitsForTheEndOfARestOnceAnotherAnswers() throws Exception {
        back = Duration.ofMinutes(10).plusSeconds(1);
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            items.addAll(items("lost" + i, 5));
        }
        bench.links.held = _ -> true;
        try (Downloads downloads = downloads(Cause.HOST_NOT_FOUND)) {
            assertSaved(downloads.start(items, folder));
        }
        List<Duration> answers = answered.values().stream().sorted().toList();
        assertThat(answers).hasSize(60);
        assertThat(answers.getLast().minus(answers.getFirst())).isLessThan(SOON);
    }

    private int inVain(String host) {
        return Objects.requireNonNull(inVain.get(host), host).get();
    }
}
