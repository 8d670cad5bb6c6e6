package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.VirtualTicker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, how often and after which waits. */
class RetryTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

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

    private MediaItem failing(int times, FaultServer.Script fault) {
        AtomicInteger requests = new AtomicInteger();
        return bench.scripted(
                "t",
                (request, wire) -> {
                    if (requests.getAndIncrement() < times) {
                        fault.answer(request, wire);
                    } else {
                        wire.answer("200 OK", "", CONTENT);
                    }
                });
    }

    private static FaultServer.Script status(int status, String headers) {
        return (_, wire) -> wire.answer(status + " Status", headers, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 520, 529})
    @Requirement(30)
    void triesFiveTimesMore(int status) throws Exception {
        bench.assertSaved(bench.run(failing(5, status(status, ""))), CONTENT);
        assertThat(bench.server.requests()).hasSize(6);
    }

    @Test
    @Fault(53)
    @Requirement({30, 31})
    void givesUpAfterSixTriesAndLetsOthersGoOn() throws Exception {
        Transfer transfer = bench.start(failing(100, status(503, "")));
        bench.server.on("/u", Resource.of(CONTENT, null));
        bench.links.put("u", URI.create("http://localhost:" + bench.server.port() + "/u"));
        bench.assertSaved(bench.run(Bench.item("u", "u.bin", null)), CONTENT);
        Problem problem = bench.assertFailed(Bench.ended(transfer), Cause.SERVER_TROUBLE);
        assertThat(problem.httpStatus()).isEqualTo(503);
        assertThat(bench.server.requests("/t")).hasSize(6);
        assertThat(transfer.facts().attempts()).isEqualTo(6);
        // half a second, one, two, four, eight at most
        assertThat(bench.ticker.elapsed())
                .isBetween(Duration.ofMillis(1), Duration.ofMillis(15_500));
    }

    /** The rest of a host is that of this host alone: it is five seconds at least. */
    @Test
    @Fault(53)
    @Requirement({30, 31, 33})
    void aHostThatRefusesManyKeepsNoOtherWaiting() throws Exception {
        List<Duration> wellAskedAt = new CopyOnWriteArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        ByteSource source =
                request -> {
                    URI uri = request.uri();
                    if (uri.getHost().equals("well.example")) {
                        wellAskedAt.add(bench.ticker.elapsed());
                        return MemoryAnswer.of(uri, CONTENT);
                    }
                    refused.incrementAndGet();
                    return new MemoryAnswer(uri, 503, Map.of(), new byte[0], wanted -> wanted);
                };
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            String host = i < 20 ? "ill.example" : "well.example";
            bench.links.put("t" + i, URI.create("https://" + host + "/" + i));
            items.add(Bench.item("t" + i, "t" + i, null));
        }
        try (Downloads downloads = bench.fromMemory(source, bench.links, Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            for (Transfer transfer : transfers.subList(0, 20)) {
                bench.assertFailed(transfer, Cause.SERVER_TROUBLE);
            }
            bench.assertSaved(transfers.getLast(), CONTENT);
        }
        // once half of them were refused one asks for all
        assertThat(refused.get())
                .isBetween(Hosts.FAILURES_BEFORE_REST, 20 * Tries.MOST_WITHOUT_PROGRESS);
        assertThat(wellAskedAt).hasSize(1);
        assertThat(wellAskedAt.getFirst()).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "0 | 0",
                "99999999999999999999 | 3600",
                "100000 | 3600",
                "Mon, 23 Nov 2026 08:01:00 GMT | 60",
                "Mon, 23 Nov 2020 08:00:00 GMT | 0",
                "Tue, 19 Jan 2138 03:14:07 GMT | 3600"
            })
    @Fault({51, 52})
    @Requirement(32)
    void obeysRetryAfterUpToAnHour(String header, long seconds) throws Exception {
        bench.assertSaved(
                bench.run(failing(1, status(503, "Retry-After: " + header + "\r\n"))), CONTENT);
        assertThat(bench.ticker.elapsed())
                .isBetween(
                        Duration.ofSeconds(seconds), Duration.ofSeconds(seconds).plusMillis(250));
    }

    @Test
    @Requirement(32)
    void showsWhenAndWhyItGoesOn() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        List<Instant> askedAt = new CopyOnWriteArrayList<>();
        ByteSource bytes =
                request -> {
                    askedAt.add(bench.ticker.now());
                    return new MemoryAnswer(
                            request.uri(),
                            requests.getAndIncrement() == 0 ? 503 : 200,
                            Map.of("Retry-After", "30"),
                            CONTENT,
                            wanted -> wanted);
                };
        bench.links.put("t", URI.create("https://links.example/t"));
        List<TransferState> seen = new CopyOnWriteArrayList<>();
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            Transfer transfer =
                    downloads.start(List.of(Bench.item("t", "a", null)), folder).getFirst();
            bench.ticker
                    .start(() -> {
                        try {
                            while (!(transfer.state() instanceof TransferState.Waiting)
                                    && !transfer.state().isFinished()) {
                                bench.ticker.sleep(Duration.ofSeconds(1));
                            }
                            seen.add(transfer.state());
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    })
                    .join();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
        }
        assertThat(seen).hasSize(1).first().isInstanceOf(TransferState.Waiting.class);
        TransferState.Waiting waiting = (TransferState.Waiting) seen.getFirst();
        assertThat(waiting.why().httpStatus()).isEqualTo(503);
        assertThat(waiting.until())
                .isBetween(
                        askedAt.getFirst().plusSeconds(30),
                        askedAt.getFirst().plusSeconds(30).plusMillis(250));
    }

    @Test
    @Requirement(31)
    void progressStartsTheCountAnew() throws Exception {
        byte[] large = Bench.bytes(20 * 300_000, 1);
        Resource file = Resource.of(large, "\"v\"");
        bench.assertSaved(bench.run(bench.scripted("t", file.limitData(300_000))), large);
        assertThat(bench.server.requests()).hasSize(20);
    }

    /** The last octet that makes it progress, and the one before. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @Requirement(31)
    void aQuarterOfAMebibyteIsProgressAndNothingLess(int less, boolean saved) throws Exception {
        int each = 256 * 1024 - less;
        byte[] content = Bench.bytes(10 * each, 1);
        Resource file = Resource.of(content, "\"v\"");
        Transfer transfer = bench.run(bench.scripted("t", file.limitData(each)));
        if (saved) {
            bench.assertSaved(transfer, content);
        } else {
            bench.assertFailed(transfer, Cause.CONNECTION_CUT);
        }
        assertThat(bench.server.requests()).hasSize(saved ? 10 : 6);
    }

    @Test
    @Requirement(31)
    void aServerThatGivesOneByteAtATimeEnds() throws Exception {
        Resource file = Resource.of(Bench.bytes(100_000, 1), "\"v\"");
        Transfer transfer = bench.run(bench.scripted("t", file.limitData(1)));
        bench.assertFailed(transfer, Cause.CONNECTION_CUT);
        assertThat(bench.server.requests()).hasSize(6);
    }

    @Test
    @Requirement(31)
    void toComeAsFarOnceMoreIsNoProgress() throws Exception {
        // a server without ranges that always ends at the same place
        byte[] content = Bench.bytes(1_000_000, 1);
        Transfer transfer =
                bench.run(
                        bench.scripted(
                                "t",
                                (_, wire) ->
                                        wire.text(
                                                        "HTTP/1.1 200 OK\r\nContent-Length: 1000000"
                                                                + "\r\n\r\n")
                                                .bytes(content, 0, 600_000)
                                                .close()));
        bench.assertFailed(transfer, Cause.CONNECTION_CUT);
        // the first try made progress, six more did not
        assertThat(bench.server.requests().size()).isBetween(7, 14);
    }

    @Test
    @Requirement(31)
    void aFileIsNotTriedForEver() {
        Tries tries = new Tries();
        Random random = new Random(1);
        int count = 1;
        Problem cut = Problem.of(Cause.CONNECTION_CUT);
        while (tries.after(cut, count % 5 == 0 ? 300_000 : 0, Optional.empty(), random)
                .isPresent()) {
            count++;
        }
        assertThat(count).isBetween(55, 65);
    }

    @Test
    @Requirement(31)
    void waitsAreRandomUpToABoundThatDoubles() {
        for (int seed = 0; seed < 200; seed++) {
            Tries tries = new Tries();
            Random random = new Random(seed);
            for (long bound : new long[] {500, 1000, 2000, 4000, 8000}) {
                Optional<Duration> wait =
                        tries.after(Problem.of(Cause.CONNECTION_CUT), 0, Optional.empty(), random);
                assertThat(wait).isPresent();
                assertThat(wait.get()).isBetween(Duration.ZERO, Duration.ofMillis(bound));
            }
            assertThat(tries.after(Problem.of(Cause.CONNECTION_CUT), 0, Optional.empty(), random))
                    .isEmpty();
        }
    }

    /** Those whom a server sent away together are not to come back together. */
    @Test
    @Requirement(32)
    void aWaitThatWasAskedForIsALittleLongerByChance() {
        Duration asked = Duration.ofSeconds(7);
        Set<Long> more = new TreeSet<>();
        for (int seed = 0; seed < 2000; seed++) {
            Duration wait =
                    new Tries()
                            .after(
                                    Problem.of(Cause.SERVER_TROUBLE),
                                    0,
                                    Optional.of(asked),
                                    new Random(seed))
                            .orElseThrow();
            more.add(wait.minus(asked).toMillis());
        }
        assertThat(more)
                .allMatch(late -> late >= 0 && late <= 250)
                .hasSizeGreaterThan(200)
                .anyMatch(late -> late > 240);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    @Requirement(30)
    void onlyWhatMayPassIsTriedAgain(Cause cause) {
        Optional<Duration> wait =
                new Tries().after(Problem.of(cause), 0, Optional.empty(), new Random(1));
        // the link was asked for again already, several times, before these reach the transfer
        Set<Cause> settledByLinks =
                EnumSet.of(
                        Cause.NOT_RETURNED,
                        Cause.LINK_INVALID,
                        Cause.ANSWER_NOT_JSON,
                        Cause.ANSWER_CUT,
                        Cause.ANSWER_UNKNOWN);
        // the user may mend these; to write once more into a disk that fails mends nothing
        Set<Cause> ofTheDisk =
                EnumSet.of(
                        Cause.DISK_FULL,
                        Cause.DISK_FAILED,
                        Cause.FOLDER_GONE,
                        Cause.FOLDER_NOT_WRITABLE);
        boolean takesTooMuch = cause == Cause.SLIVERS || cause == Cause.PLATFORM_BUSY_MOVING;
        assertThat(wait.isPresent())
                .isEqualTo(
                        cause.retryHelps()
                                && !settledByLinks.contains(cause)
                                && !ofTheDisk.contains(cause)
                                && !takesTooMuch);
        Set<Cause> never =
                EnumSet.of(
                        Cause.TLS_FAILED,
                        Cause.PROXY_LOGIN,
                        Cause.FILE_DELETED,
                        Cause.FORBIDDEN,
                        Cause.DISK_FULL,
                        Cause.DISK_FAILED,
                        Cause.FOLDER_GONE,
                        Cause.FOLDER_NOT_WRITABLE,
                        Cause.FOLDER_REFUSED,
                        Cause.NAME_REFUSED,
                        Cause.FILE_TOO_LARGE,
                        Cause.NAME_NOT_SPELLED);
        assertThat(never.contains(cause) && wait.isPresent()).isFalse();
    }

    /** Bytes that never come: what the network says instead is told by the test. */
    private Downloads offlineUntil(VirtualTicker ticker, Cause cause, Duration back) {
        ByteSource real = bench.http.bytes(_ -> false);
        ByteSource source =
                request -> {
                    if (ticker.elapsed().compareTo(back) < 0) {
                        throw new ProblemException(Problem.of(cause, request.uri().getHost()));
                    }
                    return real.open(request);
                };
        return new Downloads(
                new Downloads.Ports(
                        source, bench.links, Ledger.forgetful(), bench.question, ticker),
                ticker,
                new Random(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"HOST_NOT_FOUND", "NETWORK_UNREACHABLE"})
    @Fault(57)
    @Requirement(33)
    void beingOfflineCostsNoTry(Cause cause) throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(bench.scripted("t" + i, Resource.of(CONTENT, null)));
        }
        try (Downloads downloads = offlineUntil(bench.ticker, cause, Duration.ofMinutes(20))) {
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            for (Transfer transfer : transfers) {
                bench.assertSaved(transfer, CONTENT);
            }
        }
        assertThat(bench.ticker.elapsed()).isGreaterThanOrEqualTo(Duration.ofMinutes(20));
        // while nothing goes, the rest of the list asks for no links
        assertThat(items.stream().mapToInt(item -> bench.links.given(item.token())).sum())
                .isEqualTo(200);
    }

    @Test
    @Fault(57)
    @Requirement(33)
    void aHostThatAloneCannotBeFoundIsNotTakenForBeingOffline() throws Exception {
        ByteSource real = bench.http.bytes(_ -> false);
        ByteSource source =
                request -> {
                    if (request.uri().getHost().equals("wrong.invalid")) {
                        throw new ProblemException(
                                Problem.of(Cause.HOST_NOT_FOUND, "wrong.invalid"));
                    }
                    return real.open(request);
                };
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            bench.links.put("wrong" + i, URI.create("http://wrong.invalid/" + i));
            items.add(Bench.item("wrong" + i, "wrong" + i, null));
            items.add(bench.scripted("live" + i, Resource.of(CONTENT, null)));
        }
        Downloads.Ports ports =
                new Downloads.Ports(
                        source, bench.links, Ledger.forgetful(), bench.question, bench.ticker);
        try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
            List<Transfer> transfers = downloads.start(items, folder);
            for (int i = 1; i < items.size(); i += 2) {
                assertThat(Bench.ended(transfers.get(i)).state())
                        .isInstanceOf(TransferState.Saved.class);
            }
        }
    }

    @Test
    @Fault(57)
    @Requirement(33)
    void onlyWhileNoOtherHostAnswersIsTheMachineOffline() {
        Hosts hosts = new Hosts(new VirtualTicker(), () -> 0);
        Job job = new Job(Bench.item("t", "t", null), 1);
        Problem unknown = Problem.of(Cause.HOST_NOT_FOUND, "a");
        assertThat(hosts.failed("a", "a", job, unknown)).isPresent();
        assertThat(hosts.failed("b", "b", job, unknown)).isPresent();
        assertThat(hosts.failed("a", "a", job, unknown)).isPresent();
        hosts.answered("c");
        assertThat(hosts.failed("a", "a", job, unknown)).isEmpty();
        assertThat(hosts.failed("b", "b", job, unknown)).isEmpty();
        assertThat(hosts.failed("a", "a", job, unknown)).as("nobody answered since").isPresent();
    }

    @Test
    @Requirement(33)
    void aHostThatLetsNobodyInRestsWhileOthersGoOn() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            // another name for the same machine; nothing listens there
            bench.links.put("dead" + i, URI.create("http://localhost:1/x"));
            items.add(Bench.item("dead" + i, "dead" + i, null));
            items.add(bench.scripted("live" + i, Resource.of(CONTENT, null)));
        }
        List<Transfer> transfers = bench.downloads().start(items, folder);
        transfers.forEach(Bench::ended);
        assertThat(transfers.stream().filter(t -> t.state().isFinished())).hasSize(30);
        for (Transfer transfer : transfers) {
            if (!transfer.state().isFinished()) {
                bench.assertFailed(transfer, Cause.CONNECTION_REFUSED);
            }
        }
    }
}
