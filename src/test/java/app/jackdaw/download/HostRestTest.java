package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.VirtualTicker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that lets nobody in keeps nobody else waiting, and none of its own files is given up. */
class HostRestTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Duration NEVER = Duration.ofDays(1000);

    @TempDir Path folder;
    private Bench bench;
    private final AtomicInteger deadAsked = new AtomicInteger();
    private final AtomicInteger deadAskedNow = new AtomicInteger();
    private final AtomicInteger mostAskedAfterRest = new AtomicInteger();
    private final List<Duration> liveAskedAt = new CopyOnWriteArrayList<>();
    private Duration takesToFail = Duration.ZERO;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** From memory, so that time passes only when nobody has anything to do. */
    private ByteSource deadUntil(Duration back, Cause cause) {
        return request -> {
            if (!request.uri().getHost().equals("dead.example")) {
                liveAskedAt.add(bench.ticker.elapsed());
                return MemoryAnswer.of(request.uri(), CONTENT);
            }
            int asked = deadAsked.incrementAndGet();
            int now = deadAskedNow.incrementAndGet();
            try {
                if (asked > Hosts.FAILURES_BEFORE_REST + Downloads.MOST_AT_ONCE) {
                    mostAskedAfterRest.accumulateAndGet(now, Math::max);
                }
                bench.ticker.sleep(takesToFail);
                if (bench.ticker.elapsed().compareTo(back) < 0) {
                    throw new ProblemException(Problem.of(cause, "dead.example"));
                }
                return MemoryAnswer.of(request.uri(), CONTENT);
            } finally {
                deadAskedNow.decrementAndGet();
            }
        };
    }

    private Downloads downloads(ByteSource bytes) {
        return bench.fromMemory(bytes, bench.links, Ledger.forgetful());
    }

    private List<MediaItem> items(String host, int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String token = host + i;
            bench.links.put(token, URI.create("https://" + host + ".example/" + i));
            items.add(Bench.item(token, token + ".bin", null));
        }
        return items;
    }

    private static void awaitAll(List<Transfer> transfers) {
        transfers.forEach(Bench::ended);
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 2000})
    @Requirement(33)
    void filesBehindThoseOfADeadHostAreNotKeptWaiting(int dead) throws Exception {
        List<MediaItem> items = items("dead", dead);
        items.addAll(items("live", 20));
        try (Downloads downloads = downloads(deadUntil(NEVER, Cause.CONNECTION_REFUSED))) {
            List<Transfer> transfers = downloads.start(items, folder);
            awaitAll(transfers.subList(dead, dead + 20));
            assertThat(transfers.subList(dead, dead + 20))
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        // a few of the first ones were tried again before the host was found dead
        assertThat(liveAskedAt).hasSize(20).allMatch(at -> at.compareTo(seconds(20)) < 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"CONNECTION_REFUSED", "TIMED_OUT"})
    @Requirement(33)
    void whenTheHostIsBackEverythingIsSaved(Cause cause) throws Exception {
        takesToFail = seconds(2);
        List<MediaItem> items = items("dead", 700);
        items.addAll(items("live", 5));
        try (Downloads downloads = downloads(deadUntil(Duration.ofMinutes(20), cause))) {
            downloads.setAtOnce(Downloads.MOST_AT_ONCE);
            List<Transfer> transfers = downloads.start(items, folder);
            awaitAll(transfers);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        assertThat(bench.ticker.elapsed()).isBetween(Duration.ofMinutes(20), minutes(60));
        // twenty minutes with rests of up to a minute: nobody asked without need
        assertThat(deadAsked.get() - 700).isBetween(20, 70);
        assertThat(items).allMatch(item -> bench.links.given(item.token()) == 1);
    }

    @Test
    @Requirement(33)
    void afterARestOneAsksForAll() throws Exception {
        takesToFail = seconds(7);
        List<MediaItem> items = items("dead", 100);
        try (Downloads downloads = downloads(deadUntil(NEVER, Cause.TIMED_OUT))) {
            downloads.setAtOnce(Downloads.MOST_AT_ONCE);
            awaitAll(downloads.start(items, folder));
        }
        assertThat(mostAskedAfterRest).hasValue(1);
    }

    @Test
    @Requirement(33)
    void whatWaitsForADeadHostEndsAfterAnHour() throws Exception {
        List<MediaItem> items = items("dead", 50);
        try (Downloads downloads = downloads(deadUntil(NEVER, Cause.CONNECTION_REFUSED))) {
            List<Transfer> transfers = downloads.start(items, folder);
            awaitAll(transfers);
            for (Transfer transfer : transfers) {
                bench.assertFailed(transfer, Cause.CONNECTION_REFUSED);
            }
        }
        assertThat(bench.ticker.elapsed()).isBetween(minutes(60), minutes(63));
    }

    @Test
    @Fault(58)
    @Requirement({30, 33})
    void whatCanNeverBeTrustedEndsAtOnceThoughTheHostRests() throws Exception {
        List<MediaItem> items = items("dead", 50);
        ByteSource source =
                request -> {
                    boolean silent = bench.ticker.elapsed().compareTo(minutes(10)) < 0;
                    Cause cause = silent ? Cause.CONNECTION_REFUSED : Cause.TLS_FAILED;
                    throw new ProblemException(Problem.of(cause, "dead.example"));
                };
        try (Downloads downloads = downloads(source)) {
            List<Transfer> transfers = downloads.start(items, folder);
            awaitAll(transfers);
            for (Transfer transfer : transfers) {
                bench.assertFailed(transfer, Cause.TLS_FAILED);
            }
        }
        // with the end of the rest that was on when the host came back, and not another
        assertThat(bench.ticker.elapsed()).isBetween(minutes(10), minutes(12));
    }

    @Test
    @Requirement(33)
    void whoeverTriesAgainNeedNotWaitForTheEndOfTheRest() throws Exception {
        List<MediaItem> items = items("dead", 30);
        AtomicInteger back = new AtomicInteger(Integer.MAX_VALUE);
        ByteSource source =
                request -> {
                    if (bench.ticker.elapsed().compareTo(seconds(back.get())) < 0) {
                        deadAsked.incrementAndGet();
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "dead.example"));
                    }
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        try (Downloads downloads = downloads(source)) {
            List<Transfer> transfers = downloads.start(items, folder);
            at(
                    minutes(10).plusMillis(1),
                    () -> {
                        back.set(0); // the user mended the network
                        downloads.retry(List.of("dead7"));
                    });
            awaitAll(transfers);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
            assertThat(bench.ticker.elapsed()).isLessThan(minutes(10).plusSeconds(1));
        }
    }

    @Test
    void whatRestsCanBePausedMovedAndRemoved() throws Exception {
        List<MediaItem> items = items("dead", 40);
        AtomicInteger open = new AtomicInteger();
        List<String> order = new CopyOnWriteArrayList<>();
        ByteSource source =
                request -> {
                    if (open.get() == 0) {
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "dead.example"));
                    }
                    order.add(request.uri().getPath());
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        try (Downloads downloads = downloads(source)) {
            downloads.setAtOnce(1);
            List<Transfer> transfers = downloads.start(items, folder);
            at(
                    minutes(2),
                    () -> {
                        assertThat(transfers)
                                .allSatisfy(t ->
                                        assertThat(t.state())
                                                .isInstanceOf(TransferState.Waiting.class));
                        downloads.pause(List.of("dead20"));
                        downloads.remove(List.of("dead21"));
                        downloads.move(List.of("dead30"), Move.FIRST);
                        open.set(1);
                    });
            for (int i = 0; i < 40; i++) {
                if (i != 20 && i != 21) {
                    Bench.until(transfers.get(i), TransferState.Saved.class::isInstance);
                }
            }
            assertThat(transfers.get(20).state()).isInstanceOf(TransferState.Paused.class);
            assertThat(order).doesNotContain("/20", "/21");
            assertThat(order.indexOf("/30")).isLessThan(3);
            downloads.resume(List.of("dead20"));
            Bench.until(transfers.get(20), TransferState.Saved.class::isInstance);
        }
    }

    /** Does something at an instant while time stands still, and waits for the end of it. */
    private void at(Duration instant, Runnable action) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        bench.ticker.start(() -> {
            try {
                bench.ticker.sleep(instant.minus(bench.ticker.elapsed()));
                action.run();
                done.complete(null);
            } catch (InterruptedException | RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get();
    }

    /** A redirect's host is to blame itself, and the link's own host lets others in. */
    @Test
    @Requirement(33)
    void aDeadHostBehindARedirectIsNotTheLinkHostsFault() throws Exception {
        ByteSource source =
                request -> {
                    if (request.uri().getPath().startsWith("/away")) {
                        deadAsked.incrementAndGet();
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "elsewhere.example"));
                    }
                    liveAskedAt.add(bench.ticker.elapsed());
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            bench.links.put("a" + i, URI.create("https://links.example/away" + i));
            items.add(Bench.item("a" + i, "a" + i, null));
        }
        for (int i = 0; i < 20; i++) {
            bench.links.put("b" + i, URI.create("https://links.example/here" + i));
            items.add(Bench.item("b" + i, "b" + i, null));
        }
        try (Downloads downloads = downloads(source)) {
            List<Transfer> transfers = downloads.start(items, folder);
            awaitAll(transfers);
            assertThat(transfers.subList(100, 120))
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        assertThat(liveAskedAt).hasSize(20).allMatch(at -> at.compareTo(seconds(30)) < 0);
        assertThat(deadAsked.get()).as("it rests, too").isLessThan(100 * 3);
    }

    /**
     * Where the link's own host sends us elsewhere by then, nobody will ever ask the dead one, and
     * its rest has no other end.
     */
    @Test
    @Requirement(33)
    void whoIsLedElsewhereNeedNotWaitForADeadHost() throws Exception {
        int files = 200;
        Duration takes = seconds(30);
        ByteSource source =
                request -> {
                    if (bench.ticker.elapsed().compareTo(minutes(1)) < 0) {
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "dead.example"));
                    }
                    return new MemoryAnswer(
                            URI.create("https://other.example" + request.uri().getPath()),
                            200,
                            Map.of(),
                            CONTENT,
                            wanted -> {
                                bench.ticker.sleep(takes);
                                return wanted;
                            });
                };
        try (Downloads downloads = downloads(source)) {
            downloads.setAtOnce(Downloads.MOST_AT_ONCE);
            List<Transfer> transfers = downloads.start(items("links", files), folder);
            awaitAll(transfers);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        Duration all = takes.multipliedBy(files / Downloads.MOST_AT_ONCE + 1);
        assertThat(bench.ticker.elapsed()).isLessThan(minutes(3).plus(all));
    }

    @Test
    @Requirement(33)
    void aRestEndsForThoseWhoAreLedElsewhere() {
        VirtualTicker ticker = new VirtualTicker();
        Hosts hosts = new Hosts(ticker, () -> 0);
        Job job = new Job(Bench.item("t", "t", null), 1);
        AtomicInteger back = new AtomicInteger();
        hosts.whenBack(back::incrementAndGet);
        Problem refused = Problem.of(Cause.CONNECTION_REFUSED, "dead");
        for (int i = 0; i < 9; i++) {
            hosts.failed("dead", "h", job, refused);
        }
        hosts.leadsElsewhere("dead");
        assertThat(back).as("nobody rested").hasValue(0);
        for (int i = 0; i < 10; i++) {
            assertThat(hosts.enter("dead", job)).as("all its failures are left").isEmpty();
            hosts.failed("dead", "h", job, refused);
        }
        assertThat(hosts.enter("dead", job)).contains(refused);
        hosts.leadsElsewhere("dead");
        assertThat(back).hasValue(1);
        assertThat(hosts.enter("dead", job)).isEmpty();
    }

    /** When the platform cannot be reached the link host is not the one to rest. */
    @Test
    @Requirement(33)
    void aPlatformThatLetsNobodyInIsNotTheLinkHostsFault() throws Exception {
        List<MediaItem> refused = items("refused", Downloads.MOST_AT_ONCE);
        List<MediaItem> live = items("live", 20);
        AtomicInteger platformAsked = new AtomicInteger();
        LinkSource source =
                (item, old) -> {
                    if (old != null) {
                        platformAsked.incrementAndGet();
                        bench.ticker.sleep(seconds(1));
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "open.example"));
                    }
                    return bench.links.link(item, null);
                };
        ByteSource bytes =
                request -> {
                    boolean isLive = request.uri().getPath().startsWith("/live");
                    if (isLive) {
                        liveAskedAt.add(bench.ticker.elapsed());
                    }
                    return new MemoryAnswer(
                            request.uri(), isLive ? 200 : 403, Map.of(), CONTENT, wanted -> wanted);
                };
        refused.forEach(item ->
                bench.links.put(
                        item.token(), URI.create("https://links.example/refused/" + item.token())));
        live.forEach(item ->
                bench.links.put(
                        item.token(), URI.create("https://links.example/live/" + item.token())));
        try (Downloads downloads = bench.fromMemory(bytes, source, Ledger.forgetful())) {
            downloads.setAtOnce(Downloads.MOST_AT_ONCE);
            downloads.start(refused, folder);
            List<Transfer> transfers = new ArrayList<>();
            at(
                    seconds(2),
                    () -> {
                        try {
                            transfers.addAll(downloads.start(live, folder));
                        } catch (ProblemException failure) {
                            throw new AssertionError(failure);
                        }
                    });
            awaitAll(transfers);
        }
        assertThat(platformAsked.get()).isGreaterThan(Hosts.FAILURES_BEFORE_REST);
        assertThat(liveAskedAt).hasSize(20).allMatch(at -> at.compareTo(seconds(5)) < 0);
    }

    @Test
    @Requirement(33)
    void restsGrowAndEndWithTheFirstAnswer() {
        VirtualTicker ticker = new VirtualTicker();
        Hosts hosts = new Hosts(ticker, () -> 0);
        Job probe = new Job(Bench.item("t", "t", null), 1);
        Job other = new Job(Bench.item("u", "u", null), 2);
        Problem refused = Problem.of(Cause.CONNECTION_REFUSED, "h");
        for (int i = 0; i < 9; i++) {
            hosts.failed("h", "h", other, refused);
        }
        assertThat(hosts.enter("h", other)).isEmpty();
        hosts.failed("h", "h", other, refused);
        assertThat(hosts.rest("h").orElseThrow().until()).isEqualTo(seconds(5).toNanos());
        assertThat(hosts.enter("h", probe)).contains(refused);
        assertThat(hosts.enter("elsewhere", probe)).isEmpty();
        ticker.advance(seconds(5));
        assertThat(hosts.enter("h", probe)).isEmpty();
        assertThat(hosts.enter("h", other)).as("one at a time").contains(refused);
        hosts.failed("h", "h", probe, Problem.of(Cause.CONNECTION_CUT));
        hosts.left(probe);
        assertThat(hosts.rest("h").orElseThrow().until()).isEqualTo(seconds(15).toNanos());
        hosts.answered("h");
        assertThat(hosts.enter("h", other)).isEmpty();
        hosts.failed("h", "h", other, refused);
        assertThat(hosts.enter("h", other)).isEmpty();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
