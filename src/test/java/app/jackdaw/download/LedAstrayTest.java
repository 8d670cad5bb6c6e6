package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer says of a silent host to which the link's own host led before. */
class LedAstrayTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Problem REFUSED = Problem.of(Cause.CONNECTION_REFUSED, "dead.example");

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

    /** The job is the first to ask after the rest of the host that it was led to. */
    private Job probeOfTheDeadHost(Services services) {
        Job other = new Job(Bench.item("other", "other.bin", null), 1);
        for (int i = 0; i < Hosts.FAILURES_BEFORE_REST; i++) {
            services.hosts().failed("dead.example", "links.example:443", other, REFUSED);
        }
        bench.ticker.advance(Duration.ofMinutes(1));
        bench.links.put("t", URI.create("https://links.example/t"));
        Job job = new Job(Bench.item("t", "t.bin", null), 2);
        job.destination = folder;
        job.ledTo = "dead.example";
        return job;
    }

    private Services answering(int status) {
        return Solo.services(
                bench,
                request ->
                        new MemoryAnswer(
                                request.uri(), status, Map.of(), CONTENT, wanted -> wanted),
                Ledger.forgetful());
    }

    /** It may lead there again as soon as there is anything to be had. */
    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 404, 408, 410, 416, 418, 429, 500, 503})
    @Requirement(33)
    void anAnswerThatLeadsNowhereEndsNobodysRest(int status) throws Exception {
        Services services = answering(status);
        Job job = probeOfTheDeadHost(services);
        try {
            new Fetch(services, job).run();
        } catch (ProblemException told) {
            assertThat(told.problem().httpStatus()).isEqualTo(status);
        }
        assertThat(job.answered).isTrue();
        assertThat(services.hosts().rest("dead.example")).as("nobody heard of it").isPresent();
        assertThat(job.ledTo).as("nor is the file led elsewhere").isEqualTo("dead.example");
    }

    @Test
    @Requirement(33)
    void anAnswerThatLeadsToTheFileEndsTheRest() throws Exception {
        Services services = answering(200);
        Job job = probeOfTheDeadHost(services);
        new Fetch(services, job).run();
        assertThat(services.hosts().rest("dead.example")).isEmpty();
        assertThat(job.ledTo).isNull();
    }

    /** A file that is refused once comes again, and is led to the same host as before. */
    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    @Requirement(33)
    void refusalsInBetweenDoNotMakeAllAskADeadHostAtOnce(int status) throws Exception {
        Duration burst = Duration.ofMinutes(1);
        Duration back = Duration.ofMinutes(10);
        Set<String> refusedOnce = ConcurrentHashMap.newKeySet();
        AtomicInteger asking = new AtomicInteger();
        List<Integer> askingThen = new CopyOnWriteArrayList<>();
        ByteSource source =
                request -> {
                    Duration now = bench.ticker.elapsed();
                    if (now.compareTo(back) >= 0) {
                        return MemoryAnswer.of(request.uri(), CONTENT);
                    }
                    boolean few = refusedOnce.size() < Hosts.FAILURES_BEFORE_REST - 1;
                    String path = request.uri().getPath();
                    if (now.compareTo(burst) >= 0 && few && refusedOnce.add(path)) {
                        return new MemoryAnswer(
                                request.uri(), status, Map.of(), CONTENT, wanted -> wanted);
                    }
                    int together = asking.incrementAndGet();
                    try {
                        if (now.compareTo(burst) >= 0) {
                            askingThen.add(together);
                        }
                        bench.ticker.sleep(Duration.ofSeconds(7));
                        throw new ProblemException(REFUSED);
                    } finally {
                        asking.decrementAndGet();
                    }
                };
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < Downloads.MOST_AT_ONCE; i++) {
            bench.links.put("t" + i, URI.create("https://links.example/" + i));
            items.add(Bench.item("t" + i, "t" + i + ".bin", null));
        }
        try (Downloads downloads = bench.fromMemory(source, bench.links, Ledger.forgetful())) {
            downloads.setAtOnce(Downloads.MOST_AT_ONCE);
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            assertThat(transfers)
                    .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        }
        assertThat(refusedOnce).hasSizeGreaterThan(3);
        // one a rest of up to a minute, and each of them alone
        assertThat(askingThen).hasSizeBetween(5, 20).containsOnly(1);
    }
}
