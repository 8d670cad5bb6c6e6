package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that refuses, or holds, what it was given while more of the same file is received. */
class SlowDiskTest {

    private static final byte[] CONTENT = Bench.bytes(12 << 20, 3);
    private static final int SENT = 5 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final AtomicInteger forces = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Boolean> open = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        bench.close();
    }

    private long recorded() {
        LedgerEntry entry = Objects.requireNonNull(ledger.entries.get("t"));
        PartRecord part = entry.part();
        return part == null ? 0 : part.bytes();
    }

    private void failOnce(int number, IOException failure) {
        bench.sync =
                (_, _) -> {
                    if (forces.incrementAndGet() == number) {
                        throw failure;
                    }
                };
    }

    /** A kill then finds no row, and nothing that one would have to know of. */
    @Test
    @Requirement({2, 35})
    void whatIsOffTheListWhileItTakesTheEndGetsNeitherARowNorAName() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        bench.ledger =
                new MemoryLedger() {
                    @Override
                    public void record(LedgerEntry entry) {
                        told.add("row");
                        super.record(entry);
                    }

                    @Override
                    public void forget(Collection<String> itemIds) {
                        told.add("forgotten");
                        super.forget(itemIds);
                    }
                };
        bench.sync =
                (_, _) -> {
                    held.countDown();
                    awaitThroughInterrupts(end);
                };
        byte[] small = Arrays.copyOf(CONTENT, 1000);
        bench.start(bench.scripted("t", Resource.of(small, "\"v\"")));
        held.await();
        bench.downloads().remove(List.of("t"));
        end.countDown();
        bench.downloads().close();
        await().atMost(PATIENCE).until(() -> bench.files().isEmpty());
        assertThat(told.subList(told.indexOf("forgotten"), told.size())).containsOnly("forgotten");
    }

    private static void awaitThroughInterrupts(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException asDisksDo) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Fault(50)
    @Requirement({2, 15, 41})
    void whatItRefusedIsFetchedAgainAndNothingElse(int number) throws Exception {
        failOnce(number, new SyncFailedException("sync failed"));
        Transfer transfer = bench.run(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        bench.assertFailed(transfer, Cause.DISK_FAILED);
        assertThat(bench.files()).noneMatch("t.bin"::equals);
        long safe = recorded();
        assertThat(safe / BodyCopy.STRETCH).as("stretches in the ledger").isEqualTo(number - 1);
        long received = transfer.received();
        assertThat(received - safe).isLessThanOrEqualTo(BodyCopy.REMEMBERED_BYTES);
        bench.downloads().retry(List.of("t"));
        bench.assertSaved(Bench.ended(transfer), CONTENT);
        assertThat(transfer.received() - received).isEqualTo(CONTENT.length - safe);
    }

    @Test
    @Requirement(40)
    void aDiskThatIsFoundFullBehindTheBackIsWaitedFor() throws Exception {
        CountDownLatch room = new CountDownLatch(1);
        bench.sync =
                (_, _) -> {
                    if (room.getCount() > 0) {
                        throw new IOException("Disk quota exceeded");
                    }
                };
        Transfer transfer = bench.start(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        Bench.until(
                transfer,
                state ->
                        state instanceof TransferState.Waiting waiting
                                && waiting.why().cause() == Cause.DISK_FULL);
        assertThat(bench.files()).noneMatch("t.bin"::equals);
        assertThat(recorded()).isZero();
        room.countDown();
        bench.assertSaved(Bench.ended(transfer), CONTENT);
    }

    private void hold(Path path, RandomAccessFile file) throws IOException {
        if (forces.incrementAndGet() == 1) {
            held.countDown();
            boolean interrupted = false;
            while (end.getCount() > 0) { // as a disk does: an interrupt does not reach it
                try {
                    end.await();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            open.add(!interrupted && file.getFD().valid() && file.length() == Files.size(path));
        }
    }

    /** Nobody sends any more at once; the rest comes when the disk does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void aPauseAndACancelHangUpAtOnceAndEndWithTheDisk(boolean forGood) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        Resource whole = Resource.of(CONTENT, "\"v\"");
        bench.sync = this::hold;
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() > 0) {
                                whole.answer(request, wire);
                                return;
                            }
                            wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: ");
                            wire.text(CONTENT.length + "\r\n\r\n").bytes(CONTENT, 0, SENT);
                            wire.timeout();
                            gone.countDown();
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == SENT);
        await().atMost(PATIENCE).until(() -> held.getCount() == 0);
        if (forGood) {
            bench.downloads().cancel(List.of("t"));
        } else {
            bench.downloads().pause(List.of("t"));
        }
        assertThat(gone.await(90, TimeUnit.SECONDS)).as("the server sees the end").isTrue();
        assertThat(recorded()).as("while the disk hangs").isZero();
        end.countDown();
        if (forGood) {
            Bench.until(transfer, TransferState.Idle.class::isInstance);
            await().atMost(PATIENCE).until(() -> bench.files().isEmpty());
            assertThat(forces).as("nothing else that is deleted was forced").hasValue(1);
        } else {
            Bench.until(transfer, TransferState.Paused.class::isInstance);
            await().atMost(PATIENCE).until(() -> recorded() == SENT);
            bench.downloads().resume(List.of("t"));
            bench.assertSaved(Bench.ended(transfer), CONTENT);
            assertThat(transfer.received()).isEqualTo(CONTENT.length);
        }
        assertThat(open).as("the file was open until the disk had taken it").containsExactly(true);
    }
}
