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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network that is away for hours, where there was one before. */
class LeftForTheNightTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 7);
    private static final Duration MORNING = Duration.ofHours(9);

    @TempDir Path folder;

    private static Problem silence(Cause cause, String host) {
        return cause == Cause.TIMED_OUT
                ? Problem.of(cause, host, Problem.NOT_CONNECTED)
                : Problem.of(cause, host);
    }

    /**
     * @param restored whether the network went before the application was started again
     * @param platform whether no links can be had either
     */
    @ParameterizedTest
    @CsvSource({
        "true, false, HOST_NOT_FOUND",
        "false, false, HOST_NOT_FOUND",
        "true, true, HOST_NOT_FOUND",
        "false, true, HOST_NOT_FOUND",
        "false, false, TIMED_OUT",
        "true, true, TIMED_OUT",
        "false, true, TIMED_OUT"
    })
    @Fault(57)
    @Requirement(33)
    void noFileIsGivenUp(boolean restored, boolean platform, Cause cause) throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<MediaItem> items = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                bench.links.put("t" + i, URI.create("https://links.example/" + i));
                items.add(Bench.item("t" + i, "t" + i, null));
            }
            AtomicInteger asked = new AtomicInteger();
            int before = restored ? 0 : 10;
            ByteSource source =
                    request -> {
                        boolean evening = asked.getAndIncrement() < before;
                        if (!evening && bench.ticker.elapsed().compareTo(MORNING) < 0) {
                            bench.ticker.sleep(Duration.ofSeconds(10));
                            throw new ProblemException(silence(cause, "links.example"));
                        }
                        return MemoryAnswer.of(request.uri(), CONTENT);
                    };
            LinkSource links =
                    (item, refused) -> {
                        boolean evening = asked.get() < before;
                        boolean night = bench.ticker.elapsed().compareTo(MORNING) < 0;
                        if (platform && night && !evening) {
                            bench.ticker.sleep(Duration.ofSeconds(10));
                            throw new ProblemException(silence(cause, "open.example"));
                        }
                        return bench.links.link(item, refused);
                    };
            Downloads.Ports ports =
                    new Downloads.Ports(
                            source, links, new MemoryLedger(), bench.question, bench.ticker);
            if (restored) {
                try (Downloads yesterday = new Downloads(ports, bench.ticker, new Random(1))) {
                    yesterday.list(items);
                }
            }
            try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
                List<Transfer> transfers = downloads.start(items, folder);
                transfers.forEach(Bench::ended);
                assertThat(transfers)
                        .allSatisfy(
                                t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
            }
            assertThat(bench.ticker.elapsed()).isGreaterThanOrEqualTo(MORNING);
        }
    }

    /** One host that went while others stayed is not a missing network. */
    @Test
    @Requirement(33)
    void aSingleSilentHostAmongLivingOnesIsGivenUpAfterAnHour() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<MediaItem> items = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String host = i < 20 ? "dead" : "live";
                bench.links.put("t" + i, URI.create("https://" + host + ".example/" + i));
                items.add(Bench.item("t" + i, "t" + i, null));
            }
            bench.links.held = _ -> true; // all were fetched before: the platform says nothing
            ByteSource source =
                    request -> {
                        URI link = request.uri();
                        if (link.getHost().equals("live.example")) {
                            bench.ticker.sleep(Duration.ofMinutes(3));
                        } else if (Integer.parseInt(link.getPath().substring(1)) >= 5) {
                            bench.ticker.sleep(Duration.ofSeconds(10));
                            throw new ProblemException(Problem.of(Cause.TIMED_OUT, "dead.example"));
                        }
                        return MemoryAnswer.of(request.uri(), CONTENT);
                    };
            Downloads.Ports ports =
                    new Downloads.Ports(
                            source, bench.links, new MemoryLedger(), bench.question, bench.ticker);
            try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
                List<Transfer> transfers = downloads.start(items, folder);
                transfers.forEach(Bench::ended);
                for (Transfer transfer : transfers.subList(5, 20)) {
                    Problem why = bench.assertFailed(transfer, Cause.TIMED_OUT);
                    assertThat(why.arguments()).contains("dead.example");
                }
                assertThat(transfers.subList(20, 120))
                        .allSatisfy(
                                t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
            }
            assertThat(bench.ticker.elapsed()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
        }
    }

    /** It was asked while the network was away, and ends in vain just after others are back. */
    @Test
    @Fault(57)
    @Requirement(33)
    void whatWasAskedInTheNightSaysNothingOfTheMorning() {
        VirtualTicker ticker = new VirtualTicker();
        Hosts hosts = new Hosts(ticker, () -> 0);
        Job job = new Job(Bench.item("t", "t", null), 1);
        Problem silent = silence(Cause.TIMED_OUT, "a");
        hosts.answered("a");
        for (int i = 0; i < 600; i++) {
            hosts.enter("a", job);
            ticker.advance(Duration.ofMinutes(1));
            hosts.failed("a", "a", job, silent);
        }
        hosts.enter("a", job);
        hosts.gave(Hosts.PLATFORM);
        hosts.failed("a", "a", job, silent);
        assertThat(hosts.rest("a")).map(Hosts.Rest::hopeless).contains(false);

        // by now it would have answered
        ticker.advance(Duration.ofMinutes(1));
        hosts.enter("a", job);
        hosts.failed("a", "a", job, silent);
        assertThat(hosts.rest("a")).map(Hosts.Rest::hopeless).contains(true);
    }

    @Test
    @Fault(57)
    @Requirement(33)
    void aNetworkThatNeverWasIsWaitedForForAnHour() {
        VirtualTicker ticker = new VirtualTicker();
        Hosts hosts = new Hosts(ticker, () -> 0);
        Job job = new Job(Bench.item("t", "t", null), 1);
        Problem unknown = Problem.of(Cause.HOST_NOT_FOUND, "a");
        assertThat(hosts.failed("a", "a", job, unknown)).isPresent();
        ticker.advance(Hosts.LONGEST_OFFLINE.plusSeconds(1));
        assertThat(hosts.failed("a", "a", job, unknown)).isEmpty();
        hosts.lift();
        assertThat(hosts.failed("a", "a", job, unknown)).as("the user asks anew").isPresent();
        ticker.advance(Hosts.LONGEST_OFFLINE.plusSeconds(1));
        assertThat(hosts.failed("a", "a", job, unknown)).isEmpty();
        hosts.answered("a");
        assertThat(hosts.failed("a", "a", job, unknown)).isPresent();
        ticker.advance(Hosts.LONGEST_OFFLINE.multipliedBy(9));
        assertThat(hosts.failed("a", "a", job, unknown)).isPresent();
        assertThat(hosts.failed("b", "b", job, unknown)).as("it never answered").isEmpty();
    }
}
