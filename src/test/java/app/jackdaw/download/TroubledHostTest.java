package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server in trouble is asked seldom, and ends hardly any of its files. */
class TroubledHostTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;
    private Bench bench;
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Duration> wellAskedAt = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** From memory, so that time passes only when nobody has anything to do. */
    private ByteSource ill(Predicate<Duration> when) {
        return ill(when, 503, Map.of());
    }

    private ByteSource ill(Predicate<Duration> when, int status, Map<String, String> headers) {
        return request -> {
            URI uri = request.uri();
            if (!uri.getHost().equals("ill.example")) {
                wellAskedAt.add(bench.ticker.elapsed());
                return MemoryAnswer.of(uri, CONTENT);
            }
            bench.ticker.sleep(Duration.ofMillis(50));
            if (when.test(bench.ticker.elapsed())) {
                refused.incrementAndGet();
                return new MemoryAnswer(uri, status, headers, new byte[0], wanted -> wanted);
            }
            return MemoryAnswer.of(uri, CONTENT);
        };
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

    private List<Transfer> run(List<MediaItem> items, int atOnce, ByteSource bytes)
            throws ProblemException {
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            downloads.setAtOnce(atOnce);
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            return transfers;
        }
    }

    private static long failed(List<Transfer> transfers) {
        return transfers.stream().filter(t -> t.state() instanceof TransferState.Failed).count();
    }

    /**
     * A host that limits us is as good as ill.
     *
     * @param seconds when it says to come again, if it does
     */
    @ParameterizedTest
    @CsvSource({
        "503, , 1",
        "503, , 4",
        "503, , 16",
        "503, 30, 4",
        "503, 60, 4",
        "429, , 1",
        "429, , 4",
        "429, 30, 4",
        "429, 30, 16",
        "429, 60, 4"
    })
    @Fault(53)
    @Requirement({30, 31, 32, 33})
    void tenMinutesOfTroubleEndHardlyAnyFile(int status, @Nullable String seconds, int atOnce)
            throws Exception {
        Map<String, String> headers = seconds == null ? Map.of() : Map.of("Retry-After", seconds);
        List<MediaItem> items = items("ill", 1_000);
        items.addAll(items("well", 20));
        Duration well = Duration.ofMinutes(10);
        List<Transfer> transfers =
                run(items, atOnce, ill(now -> now.compareTo(well) < 0, status, headers));
        assertThat(failed(transfers)).isLessThanOrEqualTo(5);
        assertThat(transfers.stream().filter(t -> t.state() instanceof TransferState.Saved))
                .hasSize(items.size() - (int) failed(transfers));
        // rests of up to a minute: nobody asked without need
        assertThat(refused.get()).isBetween(Hosts.FAILURES_BEFORE_REST, 60);
        assertThat(wellAskedAt).hasSize(20).allMatch(at -> at.compareTo(Duration.ofMinutes(2)) < 0);
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(16));
        assertThat(items).allMatch(item -> bench.links.given(item.token()) == 1);
    }

    /** The night is over before anybody looks at it. */
    @Test
    @Requirement(33)
    void aHostThatWasWellIsWaitedForAsLongAsItTakes() throws Exception {
        Duration ill = Duration.ofSeconds(10);
        Duration well = Duration.ofHours(5);
        List<Transfer> transfers =
                run(
                        items("ill", 2_000),
                        4,
                        ill(now -> now.compareTo(ill) > 0 && now.compareTo(well) < 0));
        assertThat(failed(transfers)).isLessThanOrEqualTo(5);
        assertThat(refused.get()).isBetween(200, 400);
    }

    /** Nobody knows it otherwise: there are better places to look for the reason than here. */
    @Test
    @Requirement(33)
    void whatWaitsForAHostThatNeverWasWellEndsAfterAnHour() throws Exception {
        List<Transfer> transfers = run(items("ill", 500), 4, ill(_ -> true));
        for (Transfer transfer : transfers) {
            Problem problem = bench.assertFailed(transfer, Cause.SERVER_TROUBLE);
            assertThat(problem.httpStatus()).isEqualTo(503);
        }
        assertThat(bench.ticker.elapsed()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
        assertThat(refused.get()).isLessThan(200);
    }

    @Test
    @Requirement(31)
    void aFewFilesThatAreRefusedEndSoon() throws Exception {
        int few = Hosts.FAILURES_BEFORE_REST - 1;
        List<Transfer> transfers = run(items("ill", few), 4, ill(_ -> true));
        assertThat(failed(transfers)).isEqualTo(few);
        assertThat(refused).hasValue(few * Tries.MOST_WITHOUT_PROGRESS);
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    private final VirtualTicker ticker = new VirtualTicker();
    private final Hosts hosts = new Hosts(ticker, () -> 0);
    private final Problem trouble = Problem.of(Cause.SERVER_TROUBLE).withHttpStatus(503);

    private static Job job(int number) {
        return new Job(Bench.item("t" + number, "t", null), number);
    }

    private void trouble(int from, int count) {
        for (int i = from; i < from + count; i++) {
            hosts.troubled("h", job(i), trouble, Optional.empty());
        }
    }

    private void timedTrouble(int from, int count, Duration named) {
        for (int i = from; i < from + count; i++) {
            hosts.troubled("h", job(i), trouble, Optional.of(named));
        }
    }

    @Test
    @Requirement(33)
    void restsGrowAndEndWithAnyOtherAnswer() {
        trouble(0, 10);
        Job probe = job(20);
        long until = 0;
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            until += Duration.ofSeconds(seconds).toNanos();
            assertThat(hosts.rest("h").orElseThrow().until()).isEqualTo(until);
            assertThat(hosts.enter("h", probe)).contains(trouble);
            ticker.advance(Duration.ofSeconds(seconds));
            assertThat(hosts.enter("h", probe)).isEmpty();
            assertThat(hosts.enter("h", job(21))).as("one at a time").contains(trouble);
            hosts.troubled("h", probe, trouble, Optional.empty());
            hosts.left(probe);
        }
        ticker.advance(Duration.ofSeconds(60));
        assertThat(hosts.enter("h", probe)).isEmpty();
        Problem silence = Problem.of(Cause.CONNECTION_CUT);
        assertThat(hosts.failed("h", "h", probe, silence)).as("it is a try").isEmpty();
        assertThat(hosts.enter("h", probe)).as("no answer is none that ends it").contains(silence);
        AtomicInteger back = new AtomicInteger();
        hosts.whenBack(back::incrementAndGet);
        hosts.isWell("h");
        assertThat(back).hasValue(1);
        assertThat(hosts.enter("h", job(22))).isEmpty();
    }

    @Test
    @Requirement(33)
    void theHourBeginsWithTheRest() {
        trouble(0, 1); // a file that was given up long ago
        ticker.advance(Duration.ofHours(2));
        trouble(1, 9);
        assertThat(hosts.rest("h").orElseThrow().hopeless()).isFalse();
        ticker.advance(Duration.ofMinutes(59));
        trouble(10, 1);
        assertThat(hosts.rest("h").orElseThrow().hopeless()).isFalse();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(hosts.rest("h").orElseThrow().hopeless()).isTrue();
    }

    @Test
    @Requirement(33)
    void onlyDifferentFilesInARowShowThatItIsTheHost() {
        trouble(0, 9);
        trouble(0, 9);
        assertThat(hosts.enter("h", job(20))).as("nine files").isEmpty();
        hosts.isWell("h");
        trouble(9, 9);
        assertThat(hosts.enter("h", job(20))).as("it was well between").isEmpty();
        trouble(18, 1);
        assertThat(hosts.enter("h", job(20))).contains(trouble);
        assertThat(hosts.enter("other", job(20))).isEmpty();
    }

    /** Those that wait in the list would only be told so as well. */
    @Test
    @Requirement({32, 33})
    void aHostThatNamesATimeIsLeftAloneUntilThen() {
        timedTrouble(0, 9, Duration.ofSeconds(30));
        assertThat(hosts.enter("h", job(20))).as("nine files").isEmpty();
        timedTrouble(9, 1, Duration.ofSeconds(30));
        assertThat(restOfHost()).isEqualTo(Duration.ofSeconds(30));
        ticker.advance(Duration.ofSeconds(29));
        timedTrouble(10, 1, Duration.ofSeconds(20)); // was on its way: the later time holds
        assertThat(restOfHost()).isEqualTo(Duration.ofSeconds(20));
        ticker.advance(Duration.ofSeconds(20));
        timedTrouble(11, 1, Duration.ofSeconds(1));
        assertThat(restOfHost()).as("its own is longer").isEqualTo(Duration.ofSeconds(10));
        ticker.advance(Duration.ofSeconds(10));
        timedTrouble(12, 1, Duration.ofHours(1));
        assertThat(restOfHost()).as("no whole list for so long").isEqualTo(Duration.ofMinutes(5));
    }

    private Duration restOfHost() {
        return Duration.ofNanos(hosts.rest("h").orElseThrow().until() - ticker.nanos());
    }

    /** Else an hour that it asks for would be the end of all that wait. */
    @Test
    @Requirement({32, 33})
    void theHourBeginsWithTheTimeThatWasNamed() {
        timedTrouble(0, 10, Duration.ofHours(1));
        ticker.advance(Duration.ofMinutes(119));
        timedTrouble(10, 1, Duration.ofHours(1));
        assertThat(hosts.rest("h").orElseThrow().hopeless()).isFalse();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(hosts.rest("h").orElseThrow().hopeless()).isTrue();
    }

    /** It has two reasons to rest by then: one that is over does not let anybody ask. */
    @Test
    @Requirement(33)
    void aHostInTroubleThatIsNotFoundIsAskedWhenBothRestsAreOver() {
        trouble(0, 10);
        ticker.advance(Duration.ofSeconds(5));
        Job probe = job(20);
        assertThat(hosts.enter("h", probe)).isEmpty();
        hosts.failed("h", "h", probe, Problem.of(Cause.HOST_NOT_FOUND));
        hosts.left(probe);
        Hosts.Rest rest = hosts.rest("h").orElseThrow();
        assertThat(rest.probed()).isFalse();
        ticker.advance(Duration.ofNanos(rest.until() - ticker.nanos() - 1));
        assertThat(hosts.enter("h", job(21))).contains(rest.why());
        ticker.advance(Duration.ofNanos(1));
        assertThat(hosts.enter("h", job(21))).isEmpty();
        assertThat(hosts.rest("h").orElseThrow().probed()).isTrue();
        assertThat(hosts.enter("h", job(22))).as("one at a time").isPresent();
    }

    /** A server that goes down, and then the network with it, for the night. */
    @Test
    @Requirement(33)
    void aNetworkThatGoesDuringATroubleIsAskedForSeldom() throws Exception {
        Duration gone = Duration.ofSeconds(30);
        Duration back = Duration.ofHours(3);
        AtomicInteger asked = new AtomicInteger();
        ByteSource ill = ill(now -> now.compareTo(gone) < 0);
        ByteSource bytes =
                request -> {
                    asked.incrementAndGet();
                    Duration now = bench.ticker.elapsed();
                    if (now.compareTo(gone) > 0 && now.compareTo(back) < 0) {
                        bench.ticker.sleep(Duration.ofMillis(50));
                        throw new ProblemException(Problem.of(Cause.HOST_NOT_FOUND, "ill"));
                    }
                    return ill.open(request);
                };
        List<Transfer> transfers = run(items("ill", 300), 4, bytes);
        assertThat(failed(transfers) + asked.get()).isLessThan(1_500);
        assertThat(transfers).allMatch(transfer -> transfer.facts().attempts() < 60);
    }
}
