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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                    answeredAt.add(bench.ticker.elapsed());
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
        CompletableFuture<Long> asked = new CompletableFuture<>();
        bench.ticker.start(() -> {
            try {
                bench.ticker.sleep(time.minus(bench.ticker.elapsed()));
                asked.complete(asked());
            } catch (InterruptedException | RuntimeException failure) {
                asked.completeExceptionally(failure);
            }
        });
        return asked;
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
            assertThat(asked())
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
