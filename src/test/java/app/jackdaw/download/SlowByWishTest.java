package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that do not wait for a client whose user wants it to be slow. */
class SlowByWishTest {

    @TempDir Path folder;
    private Bench bench;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Ends each connection after a while, whatever became of it; a rest is always to be had. */
    private ByteSource impatient(byte[] content, Duration patience) {
        return request -> {
            asked.incrementAndGet();
            Duration began = bench.ticker.elapsed();
            int from = (int) request.from();
            String range = "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
            return new MemoryAnswer(
                    request.uri(),
                    from == 0 ? 200 : 206,
                    from == 0
                            ? Map.of("ETag", "\"v\"")
                            : Map.of("ETag", "\"v\"", "Content-Range", range),
                    Arrays.copyOfRange(content, from, content.length),
                    wanted -> {
                        if (bench.ticker.elapsed().minus(began).compareTo(patience) > 0) {
                            throw new ProblemException(Problem.of(Cause.CONNECTION_CUT));
                        }
                        return wanted;
                    });
        };
    }

    private List<Transfer> run(ByteSource source, int files, long limit) throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            bench.links.put("t" + i, URI.create("https://links.example/" + i));
            items.add(Bench.item("t" + i, "t" + i + ".bin", null));
        }
        try (Downloads downloads = bench.fromMemory(source, bench.links, Ledger.forgetful())) {
            downloads.setAtOnce(Downloads.MOST_AT_ONCE);
            downloads.setSpeedLimit(limit);
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            return transfers;
        }
    }

    @ParameterizedTest
    @CsvSource({"50000, 16, 2000000, 60", "250000, 16, 2000000, 10", "1, 1, 30000, 60"})
    @Requirement(31)
    void aConnectionThatIsCutWhileTheSpeedLimitHoldsItBackCostsNoTry(
            long limit, int files, int bytes, int patience) throws Exception {
        byte[] content = Bench.bytes(bytes, 3);
        List<Transfer> transfers =
                run(impatient(content, Duration.ofSeconds(patience)), files, limit);
        assertThat(transfers)
                .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        assertThat(folder.resolve("t0.bin")).hasBinaryContent(content);
        assertThat(asked.get()).isGreaterThan(files * Tries.MOST_WITHOUT_PROGRESS);
    }

    /** The limit holds back whoever gets something: else it would be tried for ever. */
    @Test
    @Requirement(31)
    void aServerThatGivesTheSameBytesAgainAndAgainComesToAnEnd() throws Exception {
        byte[] content = Bench.bytes(50_000, 3);
        ByteSource source =
                request -> {
                    asked.incrementAndGet();
                    AtomicInteger reads = new AtomicInteger();
                    return new MemoryAnswer(
                            request.uri(),
                            200, // whatever is asked for, it begins anew
                            Map.of(),
                            content,
                            wanted -> {
                                if (reads.incrementAndGet() > 10) {
                                    throw new ProblemException(Problem.of(Cause.CONNECTION_CUT));
                                }
                                return Math.min(wanted, 1000);
                            });
                };
        Transfer transfer = run(source, 1, 1000).getFirst();
        bench.assertFailed(transfer, Cause.CONNECTION_CUT);
        assertThat(asked.get()).isLessThan(30);
    }
}
