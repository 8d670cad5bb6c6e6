package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.MediaItem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk takes one stretch of a part while the next is received. Here it takes each as slowly as
 * it can: it comes to an end only when whoever receives can do nothing but wait for it.
 */
class StretchTest {

    private static final MediaItem ITEM = Bench.item("t", "t.bin", null);
    private static final byte[] CONTENT = Bench.bytes(20 << 20, 3);
    private static final int MORE_THAN_A_STRETCH = (int) (BodyCopy.STRETCH * 10 / 7);

    @TempDir Path folder;
    private Bench bench;
    private Path path;
    private final Job job = new Job(ITEM, 1);
    private final Thread writer = Thread.currentThread();
    private final Watching ledger = new Watching();

    /** How long the part was when a force began that is over by now. */
    private volatile long forced;

    private volatile boolean writerIsDone;
    private final AtomicInteger onTheirWay = new AtomicInteger();

    /** Bytes behind those in the ledger, as often as the writer waited for the disk. */
    private final List<Long> unrecorded = new CopyOnWriteArrayList<>();

    private final List<String> wrong = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        path = folder.resolve("t.part");
        job.target(folder.resolve("t.bin"));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private final class Watching extends MemoryLedger {
        final List<PartRecord> parts = new ArrayList<>();

        @Override
        public void record(LedgerEntry entry) {
            super.record(entry);
            PartRecord part = Objects.requireNonNull(entry.part());
            parts.add(part);
            if (part.bytes() > forced) {
                wrong.add("%d recorded, %d forced".formatted(part.bytes(), forced));
            }
        }

        long bytes() {
            LedgerEntry entry = entries.get(ITEM.id());
            return entry == null || entry.part() == null ? 0 : entry.part().bytes();
        }
    }

    private void slowly(Path part, RandomAccessFile file) throws IOException {
        long before = file.length();
        if (Thread.currentThread() == writer) {
            if (onTheirWay.get() > 0) {
                wrong.add("forced while a stretch is on its way");
            }
        } else {
            onTheirWay.incrementAndGet();
            while (writer.getState() != Thread.State.WAITING && !writerIsDone) {
                Thread.onSpinWait();
            }
            unrecorded.add(Files.size(part) - ledger.bytes());
            if (!file.getFD().valid()) {
                wrong.add("closed while a stretch is on its way");
            }
            onTheirWay.decrementAndGet();
        }
        forced = before;
    }

    private interface Body {
        void of(BodyCopy copy) throws Exception;
    }

    private void copy(byte[] content, PartFile.Sync sync, MemoryAnswer.Reading reading, Body body)
            throws Exception {
        URI uri = URI.create("https://links.example/t");
        MemoryAnswer answer = new MemoryAnswer(uri, 200, Map.of(), content, reading);
        Services services = Solo.services(bench, bench.reads, ledger);
        job.total = content.length;
        try (PartFile part = new PartFile(path, sync);
                Pace pace = new Pace(services, job)) {
            byte[] buffer = new byte[BodyCopy.BUFFER];
            BodyCopy copy = new BodyCopy(services, job, part, answer, Validator.NONE, buffer, pace);
            copy.begin();
            try {
                body.of(copy);
            } finally {
                copy.end();
                writerIsDone = true;
                assertThat(onTheirWay).as("on their way behind the end").hasValue(0);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @Requirement({15, 16})
    void nobodyReceivesMoreThanMayBeLostWhileTheDiskHangs() throws Exception {
        copy(CONTENT, this::slowly, wanted -> wanted, copy -> copy.run(CONTENT.length));
        assertThat(path).hasBinaryContent(CONTENT);
        assertThat(Objects.requireNonNull(job.part).sha256()).isEqualTo(sha256(CONTENT.length));
        assertThat(unrecorded).hasSizeGreaterThan(3);
        assertThat(unrecorded)
                .as("received while the disk was busy")
                .anyMatch(bytes -> bytes >= 2 * BodyCopy.STRETCH);
        assertThat(unrecorded)
                .allSatisfy(
                        bytes -> assertThat(bytes).isLessThanOrEqualTo(BodyCopy.REMEMBERED_BYTES));
    }

    @Test
    @Requirement(15)
    void eachRecordIsOfWhatWasThereWhenTheDiskWasAsked() throws Exception {
        copy(CONTENT, this::slowly, wanted -> wanted, copy -> copy.run(CONTENT.length));
        assertThat(ledger.parts).hasSizeGreaterThan(3);
        for (PartRecord part : ledger.parts) {
            assertThat(part.sha256()).as("of %d", part.bytes()).isEqualTo(sha256(part.bytes()));
        }
    }

    private static String sha256(long bytes) throws Exception {
        byte[] prefix = Arrays.copyOf(CONTENT, (int) bytes);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(prefix));
    }

    /** A disk that says once that it lost something finds nothing more to lose when asked again. */
    @Test
    @Fault(50)
    @Requirement({2, 15})
    void whatTheDiskRefusedOnceIsNeverRecorded() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        IOException refused = new SyncFailedException("sync failed");
        PartFile.Sync sync =
                (part, file) -> {
                    if (forces.incrementAndGet() == 2) {
                        throw refused;
                    }
                    slowly(part, file);
                };
        assertThatThrownBy(() ->
                        copy(CONTENT, sync, wanted -> wanted, copy -> copy.run(CONTENT.length)))
                .isSameAs(refused);
        long first = BodyCopy.STRETCH;
        assertThat(ledger.bytes()).isBetween(first, first + BodyCopy.BUFFER);
        assertThat(job.done()).isEqualTo(ledger.bytes());
        assertThat(job.mark).isNull();
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GO_ON", "PAUSE", "CANCEL", "REMOVE", "QUIT"})
    @Requirement({2, 35})
    void whoeverStopsWaitsForTheStretchThatIsOnItsWay(Job.Wish wish) throws Exception {
        byte[] content = Arrays.copyOf(CONTENT, MORE_THAN_A_STRETCH);
        AtomicInteger sent = new AtomicInteger();
        MemoryAnswer.Reading reading =
                wanted -> {
                    if (sent.addAndGet(wanted) > BodyCopy.STRETCH + BodyCopy.BUFFER) {
                        job.wish = wish;
                    }
                    return wanted;
                };
        Body body = copy -> copy.run(content.length);
        if (wish == Job.Wish.GO_ON) {
            copy(content, this::slowly, reading, body);
        } else {
            assertThatThrownBy(() -> copy(content, this::slowly, reading, body))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(wrong).isEmpty();
        assertThat(unrecorded).as("waited for").hasSize(1);
        boolean unwanted = wish == Job.Wish.CANCEL || wish == Job.Wish.REMOVE;
        if (!unwanted) {
            assertThat(job.done()).as("all of it is safe").isEqualTo(Files.size(path));
        }
    }

    @Test
    @Requirement(35)
    void anInterruptDoesNotEndTheWaitAndIsNotLost() throws Exception {
        PartFile.Sync sync =
                (_, _) -> {
                    awaitWriter();
                    writer.interrupt();
                    awaitWriter();
                };
        try (PartFile part = new PartFile(path, sync)) {
            part.append(CONTENT, 0, 1000);
            Stretch stretch = Stretch.begin(part, bench.ticker);
            assertThat(stretch.await()).isEqualTo(part.soFar());
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private void awaitWriter() {
        while (writer.isInterrupted() || writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aMistakeComesBackAsItIs() throws Exception {
        for (Throwable mistake : List.of(new IllegalStateException(), new OutOfMemoryError())) {
            PartFile.Sync sync =
                    (_, _) -> {
                        if (mistake instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) mistake;
                    };
            try (PartFile part = new PartFile(path, sync)) {
                Stretch stretch = Stretch.begin(part, bench.ticker);
                assertThatThrownBy(stretch::await).isSameAs(mistake);
            }
        }
    }
}
