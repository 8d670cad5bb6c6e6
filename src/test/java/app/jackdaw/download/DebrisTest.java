package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left behind is deleted late: by then there may be something new in its place. */
class DebrisTest {

    @TempDir Path folder;
    private final List<Thread> late = new ArrayList<>();
    private final Debris debris =
            new Debris(
                    task -> {
                        late.add(Thread.ofVirtual().unstarted(task));
                        return new Thread(() -> {});
                    },
                    UnwantedParts.forgetful());

    private Job job(String token, Path root) {
        Job job = new Job(Bench.item(token, token + ".bin", null), 1);
        job.destination = root;
        job.target(root.resolve(token + ".bin"));
        return job;
    }

    private Path part(Job job, Path root) throws Exception {
        return Files.createFile(job.partPath(root.resolve(job.id() + ".bin")));
    }

    private void atLast() throws InterruptedException {
        for (Thread thread : late) {
            thread.start();
            thread.join();
        }
    }

    @Test
    @Requirement({12, 43})
    void allOfAFolderGoAndNobodyElses() throws Exception {
        Job one = job("one", folder);
        Job other = job("other", folder);
        part(one, folder);
        part(other, folder);
        Path strange = part(job("strange", folder), folder);
        Path elsewhere = folder.resolve("elsewhere");
        debris.leave(one, elsewhere);
        debris.leave(other, elsewhere);
        assertThat(late).hasSize(1);
        atLast();
        debris.close();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(strange);
        }
    }

    @Test
    @Requirement(43)
    void whoeverComesBackFirstDeletesWhatIsHisAndKeepsWhatIsNew() throws Exception {
        Job job = job("t", folder);
        Path old = part(job, folder);
        debris.leave(job, folder.resolve("elsewhere"));
        job.destination = folder;
        debris.clear(job);
        assertThat(old).doesNotExist();
        Path fresh = part(job, folder);
        atLast();
        assertThat(fresh).exists();
    }

    /**
     * As where letter case does not count, or on a drive that is mounted twice.
     *
     * @param knownBefore where it goes; else it was cancelled, and is wanted again
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(43)
    void theSameFolderByAnotherNameKeepsTheNewPart(boolean knownBefore) throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        Job job = job("t", root);
        Path otherName = root.resolve("..").resolve("root");
        if (knownBefore) {
            debris.leave(job, otherName);
        } else {
            debris.leave(job, root);
            debris.goesTo(job, otherName);
        }
        job.destination = otherName;
        debris.clear(job);
        Path fresh = part(job, otherName);
        atLast();
        assertThat(fresh).exists();
    }
}
