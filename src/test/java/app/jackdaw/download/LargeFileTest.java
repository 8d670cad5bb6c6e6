package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose length needs more than 32 bits go on where they were. */
class LargeFileTest {

    private static final long THERE = (9L << 30) / 2;
    private static final byte[] REST = Bench.bytes(300_000, 1);
    private static final long TOTAL = THERE + REST.length;
    private static final long LOOK = 64 << 10;

    @TempDir Path folder;
    private final List<ByteRequest> requests = new CopyOnWriteArrayList<>();

    /** Stands in for a host with a file of zeros that has the rest at its end. */
    private ByteAnswer answer(ByteRequest request, Map<String, String> version) {
        requests.add(request);
        boolean sample = request.count() >= 0;
        long end = sample ? request.from() + request.count() : TOTAL;
        assertThat(end - request.from()).as("nobody asks for gigabytes again").isLessThan(1 << 20);
        byte[] body = new byte[(int) (end - request.from())];
        if (!sample) {
            System.arraycopy(REST, 0, body, body.length - REST.length, REST.length);
        }
        String range = "bytes " + request.from() + "-" + (end - 1) + "/" + TOTAL;
        Map<String, String> headers = new HashMap<>(version);
        headers.put("Content-Range", range);
        return new MemoryAnswer(request.uri(), 206, headers, body, wanted -> wanted);
    }

    /** Four and a half gigabytes that take no room. */
    private void sparse(Path path) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(THERE);
        } catch (IOException tooLarge) {
            Assumptions.abort("no sparse files here");
        }
    }

    /** Where no version is told, what is there is compared at three places. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({9, 10})
    void goesOnBehindFourGigabytes(boolean versioned) throws Exception {
        Map<String, String> version = versioned ? Map.of("ETag", "\"v\"") : Map.of();
        try (Bench bench = new Bench(folder)) {
            MemoryLedger ledger = new MemoryLedger();
            bench.links.put("t", URI.create("https://links.example/t"));
            MediaItem item = Bench.item("t", "t.bin", TOTAL);
            Job job = new Job(item, 1);
            Path target = folder.resolve("t.bin");
            job.destination = folder;
            job.target(target);
            job.total = TOTAL;
            sparse(job.partPath(target));
            String noMatter = "0a"; // whoever wrote it just now need not read it again
            job.part = new PartRecord(THERE, noMatter, Stage.GROWING, version.get("ETag"), null);
            job.mark =
                    new PartFile.Mark(
                            THERE,
                            new Sha256(),
                            Files.getLastModifiedTime(job.partPath(target)),
                            key(job.partPath(target)));
            Services services = Solo.services(bench, asked -> answer(asked, version), ledger);
            Outcome outcome = new Worker(services, job).run();
            assertThat(outcome).isEqualTo(new Outcome.Done(new TransferState.Saved(target, TOTAL)));
            assertThat(requests)
                    .extracting(ByteRequest::from)
                    .isEqualTo(
                            versioned
                                    ? List.of(THERE)
                                    : List.of(0L, (THERE - LOOK) / 2, THERE - LOOK));
            long compared = versioned ? 0 : 3 * LOOK;
            assertThat(job.transfer.received()).isEqualTo(compared + REST.length);
            assertThat(Files.size(target)).isEqualTo(TOTAL);
            assertThat(bench.files()).containsExactly("t.bin");
            try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "r")) {
                byte[] end = new byte[REST.length + 1];
                file.seek(THERE - 1);
                file.readFully(end);
                assertThat(end[0]).isZero();
                assertThat(Arrays.copyOfRange(end, 1, end.length)).isEqualTo(REST);
            }
            LedgerEntry whole = ledger.entries().getFirst();
            assertThat(Objects.requireNonNull(whole.part()).bytes()).isEqualTo(TOTAL);
            assertThat(Objects.requireNonNull(whole.plan()).total()).isEqualTo(TOTAL);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Test
    @Requirement(9)
    void partsAndRangesHaveNoLimitThere() throws Exception {
        Path path = folder.resolve("sparse.part");
        sparse(path);
        PartFile.Mark mark =
                new PartFile.Mark(THERE, new Sha256(), Files.getLastModifiedTime(path), key(path));
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThat(part.continueAt(mark)).isTrue();
            part.append(new byte[] {1, 2, 3}, 0, 3);
            assertThat(part.length()).isEqualTo(THERE + 3);
            assertThat(part.bytes(THERE - 1, 4)).containsExactly(0, 1, 2, 3);
        }
        assertThat(Files.size(path)).isEqualTo(THERE + 3);
        assertThat(ContentRange.parse("bytes 4831838208-5368709119/5368709120"))
                .contains(new ContentRange(4_831_838_208L, 5_368_709_119L, 5_368_709_120L));
    }
}
