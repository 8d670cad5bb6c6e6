package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    @Requirement(43)
    void whatWasNamedInAnEarlierRunIsTakenByItsItem() throws Exception {
        Targets targets = new Targets();
        targets.keep(folder.resolve("Report.pdf"), "1");
        targets.keep(folder.resolve("report.pdf"), "2"); // the same for some file systems
        assertThat(targets.claim(folder, "REPORT.pdf", "3")).isEmpty();
        assertThat(targets.claim(folder, "report.pdf", "2")).isEmpty();
        assertThat(targets.claim(folder, "report.pdf", "1")).isPresent();
        assertThat(targets.series(folder, "report.pdf", "3").stranger()).isEmpty();
        targets.release(folder.resolve("Report.pdf"), "1");
        assertThat(targets.claim(folder, "report.pdf", "3")).isPresent();
    }

    @Test
    void whatWasNamedInAnEarlierRunCanBeGivenUpFirstOfAll() throws Exception {
        Targets targets = new Targets();
        targets.keep(folder.resolve("a.pdf"), "1");
        targets.release(folder.resolve("a.pdf"), "1");
        assertThat(targets.reserve(folder, "a.pdf", "2")).isEqualTo(folder.resolve("a.pdf"));
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
        assertThat(targets.series(folder, "report.pdf", "2").stranger())
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
        assertThat(targets.series(folder, "a.TXT", "2").stranger()).contains(upper);
    }

    /** It was another one when it was looked at. */
    @Test
    @Requirement(43)
    void aFileThatAnItemHadMeanwhileIsLookedAtAnew() throws Exception {
        byte[] wanted = new byte[3];
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(wanted));
        Files.write(folder.resolve("a.txt"), new byte[1]);
        Path second = Files.write(folder.resolve("a (2).txt"), new byte[2]);
        Targets targets = new Targets();
        assertThat(targets.series(folder, "a.txt", "1").claimEqual(3, sha256)).isEmpty();
        assertThat(targets.claim(folder, "a (2).txt", "2")).contains(second);
        Files.write(second, wanted);
        assertThat(targets.series(folder, "a.txt", "1").claimEqual(3, sha256)).isEmpty();
        targets.release(second, "2");
        assertThat(targets.series(folder, "a.txt", "1").claimEqual(3, null))
                .as("by its length alone")
                .isEmpty();
        assertThat(targets.series(folder, "a.txt", "1").claimEqual(3, sha256)).contains(second);
    }

    /**
     * Who looks for the wanted file meanwhile would take it for an item's own, and pass it over.
     */
    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Requirement(43)
    void aFileIsNobodysWhileSomebodyLooksWhetherItsNameIsFree() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Path slow = HungDrive.path("/slow", looked, end);
        Targets targets = new Targets();
        Thread worker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                targets.reserve(slow, "a.txt", "1");
                            } catch (IOException | UncheckedIOException unanswered) {
                                // that is how it ends
                            }
                        });
        looked.await();
        assertThat(targets.isOthers(slow, "a.txt", "2")).isFalse();
        end.countDown();
        worker.join();
    }

    /** What somebody else does meanwhile. */
    private interface Deed {
        void happen() throws IOException;
    }

    /**
     * @param looks at the name, right after which it happens
     */
    private Targets targets(String name, int looks, Deed deed) throws IOException {
        AtomicInteger left = new AtomicInteger(looks);
        Targets targets =
                new Targets(path -> {
                    boolean there = Listing.Sight.OF_SYSTEM.isThere(path);
                    if (path.endsWith(name) && left.decrementAndGet() == 0) {
                        deed.happen();
                    }
                    return there;
                });
        targets.listing(folder).find("anything"); // the folder itself is read once
        return targets;
    }

    /** Somebody else saves it between the look whether its name is free and the taking of it. */
    @Test
    @Fault(71)
    @Requirement({2, 43})
    void aNameIsNotTakenThatAFileHasByThen() throws Exception {
        Path file = folder.resolve("a.txt");
        Targets targets = targets("a.txt", 1, () -> Files.createFile(file));
        assertThat(targets.reserve(folder, "a.txt", "1")).isEqualTo(folder.resolve("a (2).txt"));
        assertThat(file).exists();
        assertThat(targets.isOthers(folder, "a.txt", "2")).as("it is nobody's").isFalse();
        assertThat(targets.series(folder, "a.txt", "2").stranger()).contains(file);
    }

    /** Whoever takes it while another one looks has it, before and after that one's claim. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    @Requirement(43)
    void twoThatWantOneNameAtOnceDoNotBothHaveIt(int looks, String owner) throws Exception {
        AtomicReference<Targets> targets = new AtomicReference<>();
        AtomicReference<Path> second = new AtomicReference<>();
        targets.set(
                targets(
                        "a.txt",
                        looks,
                        () -> second.set(targets.get().reserve(folder, "a.txt", "2"))));
        Path first = targets.get().reserve(folder, "a.txt", "1");
        Path plain = folder.resolve("a.txt");
        Path numbered = folder.resolve("a (2).txt");
        boolean isFirst = owner.equals("1");
        assertThat(first).isEqualTo(isFirst ? plain : numbered);
        assertThat(second.get()).isEqualTo(isFirst ? numbered : plain);
        assertThat(targets.get().isOthers(folder, "a.txt", owner)).isFalse();
        assertThat(targets.get().isOthers(folder, "a.txt", "3")).isTrue();
    }

    /** A thousand items that pass over a thousand files do not look at each of them. */
    @Test
    @Requirement(43)
    void whatWasSeenIsPassedOverByItsNumberAlone() throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[1]);
        Path second = Files.write(folder.resolve("a (2).txt"), new byte[2]);
        Targets targets = new Targets();
        assertThat(targets.series(folder, "a.txt", "1").claimEqual(3, "", null)).isEmpty();
        Files.delete(second);
        assertThat(targets.series(folder, "a.txt", "2").reserve())
                .as("a gap matters less than all these looks")
                .isEqualTo(folder.resolve("a (3).txt"));
    }

    @Test
    void whatIsOnTheDiskAndWhatIsReservedIsPassedOver() throws Exception {
        Files.createFile(folder.resolve("A.txt"));
        Targets targets = new Targets();
        assertThat(targets.series(folder, "a.txt", "1").stranger())
                .contains(folder.resolve("A.txt"));
        assertThat(targets.reserve(folder, "a.txt", "1")).isEqualTo(folder.resolve("a (2).txt"));
        assertThat(targets.reserve(folder, "a.txt", "1")).isEqualTo(folder.resolve("a (2).txt"));
        assertThat(targets.reserve(folder, "a.TXT", "2")).isEqualTo(folder.resolve("a (3).TXT"));
        targets.release(folder.resolve("a (2).txt"), "2");
        assertThat(targets.claim(folder, "a (2).txt", "2")).isEqualTo(Optional.empty());
        targets.release(folder.resolve("a (2).txt"), "1");
        assertThat(targets.claim(folder, "a (2).txt", "2")).isPresent();
    }
}
