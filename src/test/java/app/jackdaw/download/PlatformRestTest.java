package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.VirtualTicker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** While nobody gives links, and when a server is started again. */
class PlatformRestTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;
    private Bench bench;
    private final AtomicInteger platformAsked = new AtomicInteger();
    private final List<Duration> saved = new CopyOnWriteArrayList<>();

    /** Between these instants the platform does not give links. */
    private volatile Duration from = Duration.ZERO;

    private volatile Duration until = Duration.ZERO;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private LinkSource platform(Cause cause, String... arguments) {
        return new LinkSource() {
            @Override
            public TemporaryLink link(MediaItem item, @Nullable TemporaryLink old)
                    throws ProblemException, InterruptedException {
                if (!holds(item)) {
                    platformAsked.incrementAndGet();
                    bench.ticker.sleep(seconds(1));
                    Duration now = bench.ticker.elapsed();
                    if (now.compareTo(from) >= 0 && now.compareTo(until) < 0) {
                        throw new ProblemException(Problem.of(cause, arguments));
                    }
                }
                return bench.links.link(item, old);
            }

            @Override
            public boolean holds(MediaItem item) {
                return item.token().startsWith("held");
            }
        };
    }

    private ByteSource bytes() {
        return request -> {
            bench.ticker.sleep(seconds(1));
            saved.add(bench.ticker.elapsed());
            return MemoryAnswer.of(request.uri(), CONTENT);
        };
    }

    private List<MediaItem> items(String prefix, int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String token = prefix + i;
            bench.links.put(token, URI.create("https://links.example/" + token));
            items.add(Bench.item(token, token + ".bin", null));
        }
        return items;
    }

    private static void assertSaved(List<Transfer> transfers) {
        transfers.forEach(Bench::ended);
        assertThat(transfers)
                .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"CONNECTION_REFUSED", "TIMED_OUT", "RATE_LIMITED", "NOT_ASKED"})
    @Requirement({25, 33})
    void aPlatformThatIsAwayForAWhileCostsNobodyATry(Cause cause) throws Exception {
        from = seconds(5);
        until = minutes(10);
        List<MediaItem> items = items("asked", 60);
        items.addAll(items("held", 20));
        try (Downloads downloads =
                bench.fromMemory(bytes(), platform(cause, "open.example"), Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items, folder);
            assertSaved(transfers);
            // they need nobody to give them links
            assertThat(saved.stream().filter(at -> at.compareTo(minutes(2)) < 0).count())
                    .isGreaterThanOrEqualTo(20);
        }
        assertThat(bench.ticker.elapsed()).isBetween(minutes(10), minutes(13));
        // one a rest
        assertThat(platformAsked.get() - 60).isBetween(10, 40);
    }

    /** Neither keeps the other's rows waiting, and to both it costs no try. */
    @ParameterizedTest
    @ValueSource(strings = {"shown", "asked"})
    @Requirement({25, 33})
    void whoGivesLinksToOthersIsAnotherHost(String away) throws Exception {
        from = seconds(5);
        until = minutes(10);
        LinkSource limited = platform(Cause.RATE_LIMITED);
        LinkSource both =
                new LinkSource() {
                    @Override
                    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink old)
                            throws ProblemException, InterruptedException {
                        return item.token().startsWith(away)
                                ? limited.link(item, old)
                                : bench.links.link(item, old);
                    }

                    @Override
                    public String giver(MediaItem item) {
                        return item.token().startsWith("shown") ? "example" : PLATFORM;
                    }
                };
        List<MediaItem> items = items(away, 20);
        items.addAll(items(away.equals("shown") ? "asked" : "shown", 20));
        try (Downloads downloads = bench.fromMemory(bytes(), both, Ledger.forgetful())) {
            assertSaved(downloads.start(items, folder));
            assertThat(saved.stream().filter(at -> at.compareTo(minutes(2)) < 0).count())
                    .isGreaterThanOrEqualTo(20);
        }
        assertThat(bench.ticker.elapsed()).isBetween(minutes(10), minutes(13));
    }

    /** "Get links" in the window, for one. */
    @Test
    @Requirement(33)
    void aLinkThatSomebodyElseWasGivenEndsTheRest() throws Exception {
        from = seconds(5);
        until = minutes(10);
        LinkSource platform = platform(Cause.CONNECTION_REFUSED, "open.example");
        try (Downloads downloads = bench.fromMemory(bytes(), platform, Ledger.forgetful())) {
            List<MediaItem> items = items("asked", 60);
            bench.ticker.start(() -> {
                try {
                    bench.ticker.sleep(until.plusSeconds(1));
                    downloads.platformGave();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            });
            assertSaved(downloads.start(items, folder));
        }
        assertThat(bench.ticker.elapsed()).isLessThan(until.plusSeconds(40));
    }

    @Test
    @Requirement(33)
    void aPlatformThatWasNeverThereKeepsManyWaiting() throws Exception {
        until = minutes(10);
        LinkSource platform = platform(Cause.CONNECTION_REFUSED, "open.example");
        try (Downloads downloads = bench.fromMemory(bytes(), platform, Ledger.forgetful())) {
            assertSaved(downloads.start(items("asked", 60), folder));
        }
        assertThat(platformAsked.get() - 60).isBetween(10, 40);
    }

    /** The user may have mistyped its address. */
    @Test
    @Requirement(31)
    void aPlatformThatWasNeverThereEndsASingleFile() throws Exception {
        until = minutes(10);
        LinkSource platform = platform(Cause.CONNECTION_REFUSED, "open.example");
        try (Downloads downloads = bench.fromMemory(bytes(), platform, Ledger.forgetful())) {
            Transfer transfer = downloads.start(items("asked", 1), folder).getFirst();
            bench.assertFailed(Bench.ended(transfer), Cause.CONNECTION_REFUSED);
        }
        assertThat(platformAsked).hasValue(Tries.MOST_WITHOUT_PROGRESS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"CONNECTION_REFUSED", "RATE_LIMITED"})
    @Requirement(33)
    void aPlatformThatStaysAwayIsNotWaitedForForEver(Cause cause) throws Exception {
        from = seconds(5);
        until = Duration.ofDays(100);
        LinkSource platform = platform(cause, "open.example");
        try (Downloads downloads = bench.fromMemory(bytes(), platform, Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items("asked", 60), folder);
            transfers.forEach(Bench::ended);
            bench.assertFailed(transfers.getLast(), cause);
        }
        assertThat(bench.ticker.elapsed()).isBetween(minutes(60), minutes(63));
    }

    /** What it says of one token is an answer. */
    @Test
    @Requirement(33)
    void aPlatformThatSaysNoIsThere() throws Exception {
        until = minutes(2);
        List<MediaItem> items = items("asked", 30);
        LinkSource refuses = platform(Cause.CONNECTION_REFUSED, "open.example");
        LinkSource source =
                (item, old) -> {
                    if (bench.ticker.elapsed().compareTo(until) < 0) {
                        return refuses.link(item, old);
                    }
                    bench.ticker.sleep(seconds(1));
                    throw new ProblemException(Problem.of(Cause.FORBIDDEN).withHttpStatus(403));
                };
        try (Downloads downloads = bench.fromMemory(bytes(), source, Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items, folder);
            for (Transfer transfer : transfers) {
                bench.assertFailed(Bench.ended(transfer), Cause.FORBIDDEN);
            }
        }
        assertThat(bench.ticker.elapsed())
                .as("not one by one")
                .isLessThan(minutes(3).plusSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({"1, 40", "1, 600", "30, 600"})
    @Requirement(33)
    void aServerThatIsStartedAgainIsWaitedFor(int files, int secondsAway) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        ByteSource bytes =
                request -> {
                    if (request.uri().getHost().equals("others.example")) {
                        others.incrementAndGet();
                        bench.ticker.sleep(seconds(5));
                        return MemoryAnswer.of(request.uri(), CONTENT);
                    }
                    boolean first = asked.getAndIncrement() == 0;
                    boolean away = bench.ticker.elapsed().compareTo(seconds(secondsAway)) < 0;
                    if (away && !first) {
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "links.example"));
                    }
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        List<MediaItem> items = items("first", 1);
        items.addAll(items("a", files));
        for (int i = 0; i < 200; i++) { // something else is heard of all the time
            bench.links.put("o" + i, URI.create("https://others.example/" + i));
            items.add(Bench.item("o" + i, "o" + i + ".bin", null));
        }
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            assertSaved(downloads.start(items, folder));
        }
        assertThat(others).hasValue(200);
        assertThat(bench.ticker.elapsed()).isLessThan(seconds(secondsAway + 310));
        assertThat(asked.get() - files).isLessThan(40);
    }

    @Test
    @Requirement({31, 33})
    void aServerThatDoesNotComeBackIsGivenUp() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ByteSource bytes =
                request -> {
                    if (asked.getAndIncrement() > 0) {
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "links.example"));
                    }
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            downloads.setAtOnce(1);
            List<Transfer> transfers = downloads.start(items("a", 2), folder);
            transfers.forEach(Bench::ended);
            bench.assertFailed(transfers.getLast(), Cause.CONNECTION_REFUSED);
        }
        assertThat(bench.ticker.elapsed()).isBetween(minutes(60), minutes(63));
        assertThat(asked.get()).isLessThan(100);
    }

    @Test
    @Requirement(33)
    void twoServersOnOneMachineAreTwoHosts() throws Exception {
        ByteSource bytes =
                request -> {
                    if (request.uri().getPort() == 8081) {
                        bench.ticker.sleep(seconds(2));
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "127.0.0.1"));
                    }
                    saved.add(bench.ticker.elapsed());
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            bench.links.put("dead" + i, URI.create("http://127.0.0.1:8081/" + i));
            items.add(Bench.item("dead" + i, "dead" + i, null));
        }
        for (int i = 0; i < 40; i++) {
            bench.links.put("live" + i, URI.create("http://127.0.0.1:8082/" + i));
            items.add(Bench.item("live" + i, "live" + i, null));
        }
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items, folder);
            assertSaved(transfers.subList(40, 80));
        }
        assertThat(saved).hasSize(40).allMatch(at -> at.compareTo(seconds(30)) < 0);
    }

    @Test
    void aHostIsCalledByItsNameAndItsPort() {
        assertThat(Hosts.of(URI.create("https://h.example/a"))).isEqualTo("h.example:443");
        assertThat(Hosts.of(URI.create("HTTP://h.example/a"))).isEqualTo("h.example:80");
        assertThat(Hosts.of(URI.create("http://h.example:8080/a"))).isEqualTo("h.example:8080");
    }

    /** Ten are enough for a host; whoever tells of the platform asked it several times. */
    @Test
    @Requirement(33)
    void aPlatformThatWorkedRestsWithItsFirstFailure() {
        VirtualTicker ticker = new VirtualTicker();
        Hosts hosts = new Hosts(ticker, () -> 0);
        Job job = new Job(Bench.item("t", "t", null), 1);
        Problem refused = Problem.of(Cause.CONNECTION_REFUSED, "open.example");
        assertThat(hosts.failed(Hosts.PLATFORM, Hosts.PLATFORM, job, refused))
                .as("a try")
                .isEmpty();
        assertThat(hosts.rest(Hosts.PLATFORM)).isEmpty();
        hosts.gave(Hosts.PLATFORM);
        assertThat(hosts.failed(Hosts.PLATFORM, Hosts.PLATFORM, job, refused))
                .as("no try")
                .isPresent();
        assertThat(hosts.rest(Hosts.PLATFORM).orElseThrow().until())
                .isEqualTo(seconds(5).toNanos());
        hosts.gave(Hosts.PLATFORM);
        assertThat(hosts.rest(Hosts.PLATFORM)).isEmpty();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
