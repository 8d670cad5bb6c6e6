package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has which file name. */
class TargetsTest {

    @TempDir Path folder;

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDriveThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Path gone = HungDrive.path("/gone", looked, end);
        Targets targets = new Targets();
        Thread worker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                targets.reserve(gone, "a.txt", "1");
                            } catch (IOException | UncheckedIOException unanswered) {
                                // that is how it ends
                            }
                        });
        looked.await();
        assertThat(targets.reserve(folder, "a.txt", "2")).isEqualTo(folder.resolve("a.txt"));
        assertThat(targets.claim(gone, "b.txt", "3")).isPresent();
        targets.release(gone.resolve("b.txt"), "3");
        end.countDown();
        worker.join();
        assertThat(targets.claim(gone, "a.txt", "4")).as("not taken after all").isPresent();
    }

    /** The folder was listed before any of them was there. */
    @Test
    @Requirement(43)
    void aFileThatBelongsToNobodyAnyMoreKeepsItsName() throws Exception {
        Targets targets = new Targets();
        assertThat(targets.reserve(folder, "Report.pdf", "1"))
                .isEqualTo(folder.resolve("Report.pdf"));
        Files.createFile(folder.resolve("Report.pdf"));
        targets.release(folder.resolve("Report.pdf"), "1");
        assertThat(targets.stranger(folder, "report.pdf", "2"))
                .contains(folder.resolve("Report.pdf"));
        assertThat(targets.reserve(folder, "report.pdf", "2"))
                .isEqualTo(folder.resolve("report (2).pdf"));
        Files.delete(folder.resolve("Report.pdf"));
        assertThat(targets.reserve(folder, "REPORT.pdf", "3"))
                .isEqualTo(folder.resolve("REPORT.pdf"));
    }

    /** Such folders come from systems that tell them apart. */
    @Test
    @Requirement(43)
    void aNameIsTakenAsLongAsOneOfThoseThatAreTheSameIsThere() throws Exception {
        Path upper = Files.createFile(folder.resolve("A.txt"));
        Targets targets = new Targets();
        assertThat(targets.reserve(folder, "a.txt", "1")).isEqualTo(folder.resolve("a (2).txt"));
        assumeTrue(Files.notExists(folder.resolve("a.txt")), "one file here");
        Path lower = Files.createFile(folder.resolve("a.txt"));
        targets.lose(lower);
        Files.delete(lower);
        assertThat(targets.stranger(folder, "a.TXT", "2")).contains(upper);
    }

    @Test
    void whatIsOnTheDiskAndWhatIsReservedIsPassedOver() throws Exception {
        Files.createFile(folder.resolve("A.txt"));
        Targets targets = new Targets();
        assertThat(targets.stranger(folder, "a.txt", "1")).contains(folder.resolve("A.txt"));
        assertThat(targets.reserve(folder, "a.txt", "1")).isEqualTo(folder.resolve("a (2).txt"));
        assertThat(targets.reserve(folder, "a.txt", "1")).isEqualTo(folder.resolve("a (2).txt"));
        assertThat(targets.reserve(folder, "a.TXT", "2")).isEqualTo(folder.resolve("a (3).TXT"));
        targets.release(folder.resolve("a (2).txt"), "2");
        assertThat(targets.claim(folder, "a (2).txt", "2")).isEqualTo(Optional.empty());
        targets.release(folder.resolve("a (2).txt"), "1");
        assertThat(targets.claim(folder, "a (2).txt", "2")).isPresent();
    }
}
