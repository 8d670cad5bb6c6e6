package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.VirtualTicker;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the system gives out only so many sockets, fewer files are fetched at once, for a while.
 */
class CrowdTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;
    private Bench bench;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger crowded = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Each file takes some time, and only so many may be open until then. */
    private final class Narrow implements ByteSource {
        private final int room;
        private final Duration until;
        private final Duration each;

        Narrow(int room, Duration until, Duration each) {
            this.room = room;
            this.until = until;
            this.each = each;
        }

        @Override
        public ByteAnswer open(ByteRequest request) throws ProblemException, InterruptedException {
            try {
                int now = open.incrementAndGet();
                if (bench.ticker.elapsed().compareTo(until) >= 0) {
                    most.accumulateAndGet(now, Math::max);
                } else if (now > room) {
                    crowded.incrementAndGet();
                    throw new ProblemException(Problem.of(Cause.TOO_MANY_OPEN_FILES));
                }
                bench.ticker.sleep(each);
                return MemoryAnswer.of(request.uri(), CONTENT);
            } finally {
                open.decrementAndGet();
            }
        }
    }

    private void fetch(int files, ByteSource source) throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            bench.links.put("t" + i, URI.create("https://links.example/" + i));
            items.add(Bench.item("t" + i, "t" + i, null));
        }
        Downloads.Ports ports =
                new Downloads.Ports(
                        source, bench.links, Ledger.forgetful(), bench.question, bench.ticker);
        try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
            downloads.setAtOnce(16);
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
    }

    @Test
    @Fault(80)
    @Requirement(41)
    void whereNoMoreFilesMayBeOpenFewerAreFetchedAtOnce() throws Exception {
        fetch(60, new Narrow(3, Duration.ofDays(1), Duration.ofMillis(100)));
        assertThat(crowded.get()).isBetween(1, 40);
    }

    @Test
    @Fault(80)
    @Requirement(41)
    void afterQuietMinutesTheyAreAsManyAsBefore() throws Exception {
        // 16 at once, then 2; from the second minute on there is room again
        fetch(300, new Narrow(3, Duration.ofMinutes(2), Duration.ofSeconds(30)));
        assertThat(most).hasValue(16);
        assertThat(crowded.get()).isBetween(1, 60);
        // at two at once it would be 75 minutes
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(30));
    }

    /** Else the user would look for a cable that is in order, and move files that go on anyway. */
    @Test
    @Fault(80)
    @Requirement(41)
    void aFileThatMayNotBeOpenedSaysNothingOfItsDisk() throws Exception {
        AtomicBoolean narrow = new AtomicBoolean(true);
        bench.sync =
                (_, _) -> {
                    if (narrow.get()) {
                        throw new IOException("Too many open files");
                    }
                };
        Transfer transfer = bench.start(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        AtomicReference<@Nullable Problem> why = new AtomicReference<>();
        Bench.until(
                transfer,
                state -> {
                    if (state instanceof TransferState.Waiting waiting) {
                        why.set(waiting.why());
                    }
                    return why.get() != null;
                });
        assertThat(Objects.requireNonNull(why.get()).cause()).isEqualTo(Cause.TOO_MANY_OPEN_FILES);
        narrow.set(false);
        bench.assertSaved(Bench.ended(transfer), CONTENT);
    }

    /** It is waited for as long as it takes: no try is lost by it. */
    @Test
    @Fault(80)
    @Requirement(41)
    void aConnectionThatMayNotBeOpenedCostsNoTry() throws Exception {
        AtomicInteger left = new AtomicInteger(2 * Tries.MOST_WITHOUT_PROGRESS);
        fetch(
                1,
                request -> {
                    if (left.getAndDecrement() > 0) {
                        throw new ProblemException(Problem.of(Cause.TOO_MANY_OPEN_FILES));
                    }
                    return MemoryAnswer.of(request.uri(), CONTENT);
                });
        assertThat(left).hasNegativeValue();
    }

    @Test
    @Fault(80)
    @Requirement(41)
    void eachCrowdHalvesTheNumberOnceAndEachQuietMinuteGivesOneBack() {
        VirtualTicker ticker = new VirtualTicker();
        AtOnce atOnce = new AtOnce(ticker, 16);
        List<Job> running = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            running.add(new Job(Bench.item("t" + i, "t", null), i));
        }
        assertThat(atOnce.next()).isEqualTo(Alarm.NEVER);
        for (Job job : List.copyOf(running)) {
            running.remove(job);
            atOnce.crowded(job, running);
        }
        assertThat(atOnce.allowed()).isEqualTo(8);
        atOnce.crowded(new Job(Bench.item("u", "u", null), 17), Set.of());
        assertThat(atOnce.allowed()).isEqualTo(4);
        ticker.advance(AtOnce.QUIET.minusNanos(1));
        assertThat(atOnce.allowed()).isEqualTo(4);
        ticker.advance(Duration.ofNanos(1));
        assertThat(atOnce.allowed()).isEqualTo(5);
        assertThat(atOnce.next()).isEqualTo(AtOnce.QUIET.multipliedBy(2).toNanos());
        ticker.advance(AtOnce.QUIET.multipliedBy(20));
        assertThat(atOnce.allowed()).isEqualTo(16);
        assertThat(atOnce.next()).isEqualTo(Alarm.NEVER);
        atOnce.crowded(new Job(Bench.item("v", "v", null), 18), Set.of());
        atOnce.want(12);
        assertThat(atOnce.allowed()).isEqualTo(12);
    }
}
