package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes are on the disk before the ledger says so, and the ledger says so before the file gets its
 * name. What a loss of power leaves is what was forced to the disk by then, and no more.
 */
class ForceTest {

    private static final int LARGE = 10 << 20;
    private static final int SMALL = 10 << 10;
    private static final MediaItem ITEM = Bench.item("t", "t.bin", null);

    @TempDir Path root;
    private Path folder;
    private Bench bench;
    private final Watching ledger = new Watching();
    private byte[] content = new byte[0];

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(root.resolve("to"));
        bench = new Bench(folder);
        bench.ledger = ledger;
        bench.sync = ledger::sync;
    }

    private void serve(int length) {
        content = Bench.bytes(length, 3);
        bench.links.put("t", bench.server.on("/t", Resource.of(content, "\"v\"")));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /**
     * What a loss of power would leave when a row was just written.
     *
     * @param forced of the part, as often as it was forced to the disk; the rest is zeros
     * @param length of the part, none if there is none
     */
    private record Moment(LedgerEntry row, byte[] forced, Optional<Long> length, boolean named) {

        long remembered() {
            PartRecord part = row.part();
            return part == null ? 0 : part.bytes();
        }

        boolean isWhole() {
            PartRecord part = row.part();
            return part != null && part.stage() == Stage.WHOLE;
        }
    }

    private final class Watching extends MemoryLedger {
        final List<Moment> moments = new ArrayList<>();
        private byte[] forced = new byte[0];

        synchronized void sync(Path path, RandomAccessFile file) throws IOException {
            forced = Files.readAllBytes(path);
        }

        @Override
        public synchronized void record(LedgerEntry entry) {
            super.record(entry);
            try {
                Path part = part();
                Optional<Long> length =
                        Files.exists(part) ? Optional.of(Files.size(part)) : Optional.empty();
                boolean named = Files.exists(folder.resolve("t.bin"));
                moments.add(new Moment(entry, forced, length, named));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private Path part() {
        return PartFile.beside(folder.resolve("t.bin"), ITEM.shortDigest());
    }

    @ParameterizedTest
    @ValueSource(ints = {LARGE, SMALL})
    @Fault(50)
    @Requirement({2, 15})
    void theDiskIsAheadOfTheLedgerAndTheLedgerAheadOfTheName(int length) throws Exception {
        serve(length);
        bench.assertSaved(bench.run(ITEM), content);
        bench.downloads().close();
        List<Moment> moments = List.copyOf(ledger.moments);
        for (Moment moment : moments) {
            int remembered = (int) moment.remembered();
            assertThat(moment.forced().length).isGreaterThanOrEqualTo(remembered);
            assertThat(Arrays.copyOf(moment.forced(), remembered))
                    .as("forced when the ledger told of %d bytes", remembered)
                    .isEqualTo(Arrays.copyOf(content, remembered));
        }
        if (length > BodyCopy.STRETCH) {
            assertThat(moments.stream().filter(m -> !m.isWhole()).map(Moment::remembered))
                    .as("remembered on the way")
                    .anyMatch(bytes -> bytes >= BodyCopy.STRETCH);
        }
        List<Moment> whole = moments.stream().filter(Moment::isWhole).toList();
        assertThat(whole).isNotEmpty();
        assertThat(whole.getFirst().forced()).isEqualTo(content);
        assertThat(whole.getFirst().named()).as("has its name already").isFalse();
        assertThat(moments.getLast().row().state()).isInstanceOf(TransferState.Saved.class);
        assertThat(moments.getLast().forced()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {LARGE, SMALL})
    @Fault(50)
    @Requirement({15, 16})
    void afterALossOfPowerAtAnyRowNothingRememberedIsFetchedAgain(int length) throws Exception {
        serve(length);
        bench.assertSaved(bench.run(ITEM), content);
        bench.downloads().close();
        List<Moment> moments = List.copyOf(ledger.moments);
        for (Moment moment : moments) {
            if (moment.named()) {
                continue; // the same bytes under another name
            }
            Files.deleteIfExists(folder.resolve("t.bin"));
            if (moment.length().isPresent()) {
                int left = (int) (long) moment.length().get();
                Files.write(part(), Arrays.copyOf(moment.forced(), left));
            }
            ledger.entries.clear();
            ledger.entries.put(ITEM.id(), moment.row());
            int before = bench.server.requests().size();
            Transfer again = bench.reopen().start(List.of(ITEM), folder).getFirst();
            bench.assertSaved(Bench.ended(again), content);
            assertThat(again.received())
                    .as("after %s", moment.row().part())
                    .isEqualTo(content.length - moment.remembered());
            assertThat(bench.server.requests().size() - before).isEqualTo(moment.isWhole() ? 0 : 1);
        }
    }
}
