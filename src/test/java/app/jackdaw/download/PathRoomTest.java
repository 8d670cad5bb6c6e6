package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.net.VirtualTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole paths that are too long for most programs of a system. */
class PathRoomTest {

    private static final String LONGEST_NUMBER = " (9999)";

    @TempDir Path folder;

    private Path deep(int units) {
        int missing = units - folder.toString().length() - 1;
        return folder.resolve("d".repeat(missing));
    }

    @Test
    void aNameIsCutSoThatPartAndNumberFitAndItsExtensionStays() {
        PathRoom windows = new PathRoom(259);
        Path below = deep(160);
        String fitting = windows.fit(below, "合同".repeat(100) + ".pdf");
        assertThat(fitting).endsWith("合.pdf").hasSize(259 - 160 - 1 - 21);
        String numbered = FileNames.numbered(fitting, 9999);
        assertThat(numbered).contains(LONGEST_NUMBER);
        assertThat(PartFile.beside(below.resolve(numbered), "0123abcd").toString()).hasSize(259);
        assertThat(windows.fit(below, "short.pdf")).isEqualTo("short.pdf");
        assertThat(windows.fit(deep(240), "nothing to be done.pdf"))
                .as("a folder that leaves no room")
                .isEqualTo("nothing to be done.pdf");
    }

    @Test
    void anyNameStaysASafeOneOfItsOwnKindWithinTheRoom() {
        long seed = Long.getLong("jackdaw.seed", 20_261_126L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder wanted = new StringBuilder();
            int length = 1 + random.nextInt(260);
            for (int j = 0; j < length; j++) {
                wanted.appendCodePoint(
                        "ab .-_合同é😀👩‍👩‍👧".codePoints().toArray()[random.nextInt(14)]);
            }
            String name = FileNames.safe(wanted + ".docx");
            PathRoom room = new PathRoom(folder.toString().length() + 22 + 24 + random.nextInt(80));
            String fitting = room.fit(folder, name);
            assertThat(FileNames.safe(fitting)).as("%s of %s", fitting, name).isEqualTo(fitting);
            assertThat(FileNames.extension(fitting)).isEqualTo(FileNames.extension(name));
            assertThat(folder.resolve(fitting).toString().length() + 21)
                    .as(fitting)
                    .isLessThanOrEqualTo(room.units());
            assertThat(room.fit(folder, fitting)).isEqualTo(fitting);
        }
    }

    @Test
    void elsewhereOnlyTheFileSystemsOwnLimitCounts() {
        String name = FileNames.safe("n".repeat(400) + ".pdf");
        assertThat(new PathRoom(Integer.MAX_VALUE).fit(deep(240), name)).isEqualTo(name);
    }

    @Test
    void theFileGetsTheShorterNameAndSaysSo() throws Exception {
        Path destination = Files.createDirectory(folder.resolve("deep"));
        int room = destination.toString().length() + 1 + 21 + 30;
        try (Bench bench = new Bench(folder)) {
            Places places =
                    new Places(
                            new Targets(),
                            new ConflictRule(bench.question),
                            new Turns(new VirtualTicker(), Thread.ofVirtual().factory(), null),
                            new PathRoom(room));
            Job job = new Job(Bench.item("token", "x".repeat(100) + ".pdf", null), 1);
            job.destination = destination;
            SafeName chosen = SafeName.of("x".repeat(100) + ".pdf");
            assertThat(chosen.adjusted()).isFalse();
            assertThat(places.choose(job, chosen, 5, Conflicts.KEEP_BOTH)).isEmpty();
            assertThat(job.target).isEqualTo(destination.resolve("x".repeat(26) + ".pdf"));
            assertThat(job.transfer.facts().name()).isEqualTo(Transfer.Name.ADJUSTED);
        }
    }
}
