package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource.PastedLink;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand files of a host that lets nobody in do not cost ten thousand links. */
class DeadHostQuotaTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);
    private static final int DEAD = 10_000;
    private static final int LIVE = 20;

    /** Twice the running ones and two seconds of the API's pace: as many as may be ahead. */
    private static final int AHEAD = 2 * Downloads.DEFAULT_AT_ONCE + 50;

    private static final int CALL = 5;

    @TempDir Path folder;
    private Bench bench;
    private final List<Duration> answeredAt = new CopyOnWriteArrayList<>();

    /** How many links were asked for when the last answer came. */
    private volatile long askedThen;

    /** Until when a slow host does not answer. */
    private volatile CountDownLatch slow = new CountDownLatch(0);

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Downloads downloads(Duration back) {
        ByteSource source =
                request -> {
                    boolean dead = request.uri().getHost().equals("dead.example");
                    if (dead && bench.ticker.elapsed().compareTo(back) < 0) {
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "dead.example"));
                    }
                    if (request.uri().getHost().equals("slow.example")) {
                        slow.await();
                    }
                    answeredAt.add(bench.ticker.elapsed());
                    askedThen = asked();
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        return bench.fromMemory(source, bench.links, Ledger.forgetful());
    }

    private MediaItem item(String host, int number) {
        String token = host + number;
        bench.links.put(token, URI.create("https://" + host + ".example/" + number));
        return Bench.item(token, token + ".bin", null);
    }

    /** Links that were asked for, ahead or when they were needed. */
    private long asked() {
        return Stream.concat(bench.links.soon.stream().flatMap(List::stream), bench.links.asked())
                .distinct()
                .count();
    }

    /** How many links were asked for by then. */
    private CompletableFuture<Long> askedAfter(Duration time) {
        return after(time, this::asked);
    }

    private CompletableFuture<Long> after(Duration time, LongSupplier count) {
        CompletableFuture<Long> counted = new CompletableFuture<>();
        bench.ticker.start(() -> {
            try {
                bench.ticker.sleep(time.minus(bench.ticker.elapsed()));
                counted.complete(count.getAsLong());
            } catch (InterruptedException | RuntimeException failure) {
                counted.completeExceptionally(failure);
            }
        });
        return counted;
    }

    /** In the middle of the list, where neither its begin nor its end leads to them. */
    @Test
    @Requirement({20, 33})
    void linksAskedForInVainAreAMatterOfTime() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < DEAD; i++) {
            items.add(item("dead", i));
        }
        List<MediaItem> live = new ArrayList<>();
        for (int i = 0; i < LIVE; i++) {
            live.add(item("live", i));
        }
        items.addAll(6_000, live);
        try (Downloads downloads = downloads(Duration.ofDays(1000))) {
            List<Transfer> transfers = downloads.start(items, folder);
            CompletableFuture<Long> afterAMinute = askedAfter(Duration.ofSeconds(59));
            CompletableFuture<Long> afterAnHour = askedAfter(Duration.ofMinutes(60));
            assertThat(afterAMinute.get()).isBetween(30L, (long) AHEAD + CALL);
            // 58 ahead, 60 calls of 5 for samples and the one at the start: 363, not 10,020
            assertThat(afterAnHour.get()).isLessThanOrEqualTo(AHEAD + 61 * CALL + LIVE * CALL);
            for (Transfer transfer : transfers.subList(6_000, 6_000 + LIVE)) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
            }
            Duration found = answeredAt.getLast();
            assertThat(askedThen)
                    .isLessThanOrEqualTo(AHEAD + (found.toMinutes() + 2) * CALL + LIVE * CALL);
        }
    }

    /** Evenly among the others, so that none leads to the next. */
    @Test
    @Requirement({20, 33})
    void filesOfALivingHostAreFoundAmongThem() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        List<Transfer> live = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(item(i % 50 == 17 ? "live" : "dead", i));
        }
        try (Downloads downloads = downloads(Duration.ofDays(1000))) {
            List<Transfer> transfers = downloads.start(items, folder);
            for (int i = 17; i < 1_000; i += 50) {
                live.add(Bench.until(transfers.get(i), TransferState.Saved.class::isInstance));
            }
            transfers.forEach(Bench::ended); // what waits for the dead one ends, too
        }
        assertThat(live).hasSize(LIVE);
        // an hour for the first ones, and a call a minute for the others
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(60 + 1_000 / CALL));
    }

    @Test
    @Requirement({20, 33})
    void allOfThemGoOnWhenTheHostIsBack() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(item("dead", i));
        }
        try (Downloads downloads = downloads(Duration.ofMinutes(20))) {
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        assertThat(answeredAt).hasSize(1_000).allMatch(at -> at.toMinutes() < 22);
        assertThat(items).allMatch(item -> bench.links.given(item.token()) == 1);
    }

    /** How often somebody asks whether a link is there, of one of many files that are held back. */
    @ParameterizedTest
    @ValueSource(ints = {500, 5_000})
    @Requirement({33, 35})
    void heldBackTheyCostNoWorkHoweverManyTheyAre(int count) throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item("dead", i));
        }
        AtomicLong looks = new AtomicLong();
        bench.links.held =
                _ -> {
                    looks.incrementAndGet();
                    return false;
                };
        try (Downloads downloads = downloads(Duration.ofDays(1000))) {
            downloads.start(items, folder);
            CompletableFuture<Long> before = after(Duration.ofMinutes(2), looks::get);
            CompletableFuture<Long> later = after(Duration.ofMinutes(32), looks::get);
            // a few for each file that is asked for, and for those that are looked at again
            assertThat(later.get() - before.get())
                    .isLessThan(30 * (Samples.LOOKED_AT_AGAIN + 10 * CALL));
        }
    }

    /** All that are left can start without a call, and there is just no place for them. */
    @Test
    @Requirement({33, 35})
    void whereNobodyIsLeftToBeSampledNobodyIsLookedFor() throws Exception {
        int count = 2_000;
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < AHEAD; i++) {
            items.add(item("dead", i));
        }
        for (int i = 0; i < count; i++) {
            items.add(item("slow", i));
        }
        AtomicLong looks = new AtomicLong();
        bench.links.held =
                token -> {
                    looks.incrementAndGet();
                    return token.startsWith("slow");
                };
        slow = new CountDownLatch(1);
        try (Downloads downloads = downloads(Duration.ofDays(1000))) {
            downloads.start(items, folder);
            long before = after(Duration.ofMinutes(2), looks::get).get();
            for (MediaItem item : items.reversed().subList(0, 200)) {
                downloads.pause(List.of(item.id())); // each time somebody may be the next to start
            }
            long later = after(Duration.ofMinutes(4), looks::get).get();
            assertThat(later - before).isLessThan(count / 2);
            slow.countDown();
        }
    }

    /** The user fetched their links before he asked for the files. */
    @Test
    @Requirement({20, 33})
    void linksThatAreThereAreNotHeldBack() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(item(i % 50 == 17 ? "live" : "dead", i));
        }
        bench.links.held = token -> token.startsWith("live");
        try (Downloads downloads = downloads(Duration.ofDays(1000))) {
            List<Transfer> transfers = downloads.start(items, folder);
            for (int i = 17; i < 1_000; i += 50) {
                Bench.until(transfers.get(i), TransferState.Saved.class::isInstance);
            }
        }
        assertThat(answeredAt).hasSize(LIVE).allMatch(at -> at.toSeconds() < 30);
    }

    /** What was pasted is there and costs nobody a call. */
    @Test
    @Requirement({20, 33})
    void pastedLinksAreNotHeldBack() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            items.add(item("dead", i));
        }
        bench.links.put("", number -> URI.create("https://live.example/" + number));
        for (int i = 0; i < LIVE; i++) {
            items.add(MediaItem.ofPastedLink("https://live.example/" + i, new PastedLink(1)));
        }
        try (Downloads downloads = downloads(Duration.ofDays(1000))) {
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.subList(500, 500 + LIVE).forEach(Bench::ended);
        }
        assertThat(answeredAt).hasSize(LIVE).allMatch(at -> at.toSeconds() < 30);
    }
}
