package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows neither moves nor deletes a file that somebody has open. */
class OpenPartTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final byte[] CONTENT = Bench.bytes(300_000, 5);

    @TempDir Path folder;

    private List<String> openParts() {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.map(OpenPartTest::where)
                    .filter(file -> file.startsWith(folder.toString()) && file.contains(".part"))
                    .toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String where(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    @Requirement(43)
    void nobodyHasThePartOpenWhenItIsPublished() throws Exception {
        assumeTrue(Files.isDirectory(OPEN_FILES));
        List<List<String>> open = new CopyOnWriteArrayList<>();
        try (Bench bench = new Bench(folder)) {
            bench.ledger =
                    new MemoryLedger() {
                        @Override
                        void recordNow(LedgerEntry entry) throws ProblemException {
                            super.recordNow(entry);
                            if (entry.part() != null && entry.part().stage() == Stage.WHOLE) {
                                open.add(openParts());
                            }
                        }
                    };
            // the second answer is of another version, so it is the whole file
            MediaItem item =
                    bench.cutAt(
                            200_000,
                            Resource.of(CONTENT, "\"old\""),
                            Resource.of(CONTENT, "\"new\""));
            bench.assertSaved(bench.run(item), CONTENT);
            assertThat(bench.server.requests()).hasSize(2);
        }
        assertThat(open).containsExactly(List.of());
    }
}
