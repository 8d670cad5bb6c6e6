package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Links are fetched ahead, as many as fill a call, of those that may start: others stay where they
 * are in the queue, before them.
 */
class AheadTest {

    private static final byte[] CONTENT = Bench.bytes(5_000, 3);

    @TempDir Path folder;
    private Path held;
    private Path other;
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        held = Files.createDirectory(folder.resolve("held"));
        other = Files.createDirectory(folder.resolve("other"));
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private List<MediaItem> items(String name, int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String token = name + i;
            bench.links.put(token, URI.create("https://links.example/" + token));
            items.add(Bench.item(token, token + ".bin", (long) CONTENT.length));
        }
        return items;
    }

    /** One by one, they would be five times as many calls. */
    @Test
    @Requirement({20, 40})
    void rowsOfAFullFolderDoNotKeepOthersFromBeingFetchedAhead() throws Exception {
        bench.sync =
                (path, _) -> {
                    if (path.startsWith(held)) {
                        throw new IOException("Disk quota exceeded");
                    }
                };
        List<MediaItem> behind = items("b", 100);
        try (Downloads downloads =
                bench.fromMemory(
                        request -> {
                            bench.ticker.sleep(Duration.ofSeconds(1));
                            return new MemoryAnswer(
                                    request.uri(),
                                    200,
                                    Map.of("ETag", "\"v\""),
                                    CONTENT,
                                    wanted -> wanted);
                        },
                        bench.links,
                        new MemoryLedger())) {
            downloads.setAtOnce(2);
            downloads.start(items("a", 200), held);
            CompletableFuture<List<Transfer>> later = new CompletableFuture<>();
            bench.ticker.start(() -> {
                try {
                    bench.ticker.sleep(Duration.ofSeconds(3));
                    later.complete(downloads.start(behind, other));
                } catch (ProblemException
                        | InterruptedException
                        | RuntimeException
                        | Error failure) {
                    later.completeExceptionally(failure);
                }
            });
            later.get(90, TimeUnit.SECONDS).forEach(Bench::ended);
        }
        List<List<String>> calls =
                bench.links.soon.stream()
                        .filter(call -> call.stream().allMatch(token -> token.startsWith("b")))
                        .toList();
        assertThat(calls.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        behind.stream().map(MediaItem::token).toList());
        assertThat(calls.subList(0, calls.size() - 1)) // the last is what is left
                .allMatch(call -> call.size() >= Ahead.LINKS_OF_A_CALL);
    }

    /** The drive is gone: whoever works for it never comes back, and others have its place. */
    @Test
    @Requirement({20, 36})
    void norDoThoseOfADriveThatDoesNotAnswer() throws Exception {
        inAdmission(
                1,
                (jobs, admission) -> {
                    for (int number = 0; number < 300; number++) {
                        jobs.add(job(number, number < 200 ? held : other));
                    }
                    assertThat(next(admission).ahead()).isNotEmpty();
                    admission.lookForStuck();
                    admission.lookForStuck();
                    Admission.Task task = next(admission);
                    assertThat(task.job().rank).isEqualTo(200);
                    assertThat(task.ahead()).hasSizeGreaterThanOrEqualTo(Ahead.LINKS_OF_A_CALL);
                    assertThat(task.ahead()).allMatch(item -> place(item) >= 200);
                });
    }

    /** Others may not start beside it, but once its place is free, those behind it may. */
    @Test
    @Requirement({20, 36})
    void whoeverStartsHasThoseBesideItFetchedToo() throws Exception {
        inAdmission(
                2,
                (jobs, admission) -> {
                    jobs.add(job(0, held));
                    next(admission);
                    admission.lookForStuck();
                    admission.lookForStuck();
                    for (int number = 1; number < 100; number++) {
                        jobs.add(job(number, held));
                    }
                    Admission.Task task = next(admission);
                    assertThat(task.job().rank).isEqualTo(1);
                    assertThat(task.ahead()).hasSizeGreaterThanOrEqualTo(Ahead.LINKS_OF_A_CALL);
                });
    }

    private interface Course {
        void run(JobQueue jobs, Admission admission);
    }

    private void inAdmission(int atOnce, Course course) {
        Services services = Solo.services(bench, bench.reads, new MemoryLedger());
        LinkCost cost = new LinkCost(bench.ticker, bench.links);
        JobQueue jobs = new JobQueue(cost);
        try (Waits waits = new Waits(services, jobs, bench.ticker, () -> Alarm.NEVER)) {
            course.run(jobs, new Admission(services, jobs, cost, waits, atOnce, _ -> {}));
        }
    }

    private static Admission.Task next(Admission admission) {
        return Objects.requireNonNull(admission.next());
    }

    private static Job job(int number, Path folder) {
        Job job = new Job(Bench.item("t" + number, null, null), number);
        job.destination = folder;
        return job;
    }

    private static int place(MediaItem item) {
        return Integer.parseInt(item.token().substring(1));
    }
}
