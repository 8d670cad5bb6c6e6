package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user thinks about a question while the disk of the others is full. */
class AskedMeanwhileTest {

    private static final byte[] CONTENT = Bench.bytes(5_000, 1);

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

    private MediaItem item(String name) {
        bench.links.put(name, URI.create("https://links.example/" + name));
        return Bench.item(name, name + ".bin", (long) CONTENT.length);
    }

    /** Else it would go and come again under his eyes, every five seconds. */
    @Test
    void hisQuestionStaysUntilHeAnswersIt() throws Exception {
        Path there = Files.write(folder.resolve("asked.bin"), new byte[3]);
        AtomicInteger questions = new AtomicInteger();
        bench.question =
                (_, _) -> {
                    questions.incrementAndGet();
                    bench.ticker.sleep(Duration.ofMinutes(1));
                    return new Answer(Choice.KEEP_BOTH, Reach.THIS_ONE);
                };
        AtomicInteger tries = new AtomicInteger();
        ByteSource bytes =
                request -> {
                    bench.ticker.sleep(Duration.ofSeconds(10)); // the question stands by then
                    if (request.uri().getPath().equals("/large") && tries.incrementAndGet() < 4) {
                        throw new ProblemException(
                                Problem.of(Cause.DISK_FULL, "1", "0", folder.toString()));
                    }
                    return MemoryAnswer.of(request.uri(), CONTENT);
                };
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            downloads.setConflicts(Conflicts.ASK);
            List<Transfer> transfers =
                    downloads.start(List.of(item("large"), item("asked")), folder);
            transfers.forEach(Bench::ended);
        }
        assertThat(tries).as("the disk was full, and then it was not").hasValue(4);
        assertThat(questions).hasValue(1);
        assertThat(there).hasSize(3);
        assertThat(folder.resolve("asked (2).bin")).hasBinaryContent(CONTENT);
        assertThat(folder.resolve("large.bin")).hasBinaryContent(CONTENT);
    }
}
