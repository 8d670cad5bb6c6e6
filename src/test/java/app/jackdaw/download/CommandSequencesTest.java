package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said last counts, whatever still ends at that time: a folder that is being made, a worker
 * that was stopped, a part that is being deleted.
 */
class CommandSequencesTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);
    private static final int SEQUENCES = 150;
    private static final int LENGTH = 12;

    @TempDir Path root;

    private enum Word {
        START_HERE,
        START_THERE,
        PAUSE,
        RESUME,
        CANCEL,
        REMOVE,
        RETRY,
        /** Not a word of the user's: what was slow comes to its end. */
        SETTLE,
        /** What was slow comes to its end while the user goes on. */
        LET_GO
    }

    private enum Wants {
        NOTHING,
        IT,
        IT_LATER
    }

    /** One engine with one file, whose body never ends by itself. */
    private final class World implements AutoCloseable {
        final Path here = root.resolve("here");
        final Path there = root.resolve("there");
        final Bench bench = new Bench(root);
        final MemoryLedger ledger = new MemoryLedger();
        final MediaItem item = Bench.item("t", "t.bin", null);
        private final Thread user = Thread.currentThread();
        private final AtomicInteger threads = new AtomicInteger();
        private final Semaphore finish = new Semaphore(0);
        private final List<CountDownLatch> held = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch ending = new CountDownLatch(1);
        private volatile boolean slow = true;
        final Downloads downloads;

        // what the user must be thought to want
        Wants wants = Wants.NOTHING;
        boolean listed;
        final Set<Path> folders = new HashSet<>();

        World() {
            bench.links.put("t", URI.create("https://links.example/t"));
            Downloads.Ports ports =
                    new Downloads.Ports(
                            request ->
                                    new MemoryAnswer(request.uri(), 200, Map.of(), CONTENT, body()),
                            bench.links,
                            ledger,
                            bench.question,
                            bench.ticker);
            downloads =
                    new Downloads(
                            ports, Machine.of(this::thread, new Random(1)).with((_, _) -> {}));
        }

        private MemoryAnswer.Reading body() {
            AtomicInteger reads = new AtomicInteger();
            return wanted -> {
                if (reads.incrementAndGet() == 1) {
                    return Math.min(wanted, 10);
                }
                try {
                    finish.acquire();
                } catch (InterruptedException stopped) {
                    awaitDeaf(ending);
                    throw stopped;
                }
                finish.release();
                return wanted;
            };
        }

        /** Those that a command begins, which make and delete, wait until they are let go. */
        private Thread thread(Runnable task) {
            threads.incrementAndGet();
            CountDownLatch go = new CountDownLatch(slow && Thread.currentThread() == user ? 1 : 0);
            held.add(go);
            return bench.ticker.newThread(() -> {
                try {
                    awaitDeaf(go);
                    task.run();
                } finally {
                    threads.decrementAndGet();
                }
            });
        }

        private void awaitDeaf(CountDownLatch latch) {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException deaf) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized void letGo() {
            CountDownLatch ended = ending;
            ending = new CountDownLatch(slow ? 1 : 0);
            ended.countDown();
            List.copyOf(held).forEach(CountDownLatch::countDown);
        }

        TransferState state() {
            return downloads.transfer("t").map(Transfer::state).orElse(new TransferState.Idle());
        }

        void say(Word word) throws IOException {
            List<String> ids = List.of("t");
            switch (word) {
                case START_HERE -> start(here);
                case START_THERE -> start(there);
                case PAUSE -> {
                    downloads.pause(ids);
                    wants = wants == Wants.IT ? Wants.IT_LATER : wants;
                }
                case RESUME -> {
                    downloads.resume(ids);
                    wants = wants == Wants.IT_LATER ? Wants.IT : wants;
                }
                case CANCEL -> {
                    downloads.cancel(ids);
                    wants = Wants.NOTHING;
                }
                case REMOVE -> {
                    downloads.remove(ids);
                    wants = Wants.NOTHING;
                    listed = false;
                }
                case RETRY -> downloads.retry(ids);
                case SETTLE -> check();
                case LET_GO -> letGo();
            }
            if (wants == Wants.IT) {
                assertThat(state().isUnderWay()).as("shown as if nobody wanted it").isTrue();
            }
        }

        private void start(Path folder) {
            downloads.start(List.of(item), folder, _ -> {});
            if (wants == Wants.NOTHING) {
                folders.clear();
            }
            folders.add(folder);
            wants = Wants.IT;
            listed = true;
        }

        /** All that was slow has come to its end. */
        void check() throws IOException {
            slow = false;
            try {
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            letGo();
                            return isShown() && isRemembered();
                        });
            } finally {
                slow = true;
                ending = new CountDownLatch(1);
            }
            if (wants == Wants.NOTHING) {
                assertThat(bench.files()).isEmpty();
            }
        }

        private boolean isShown() {
            return switch (wants) {
                case IT -> state() instanceof TransferState.Running r && r.done() == 10;
                case IT_LATER -> state() instanceof TransferState.Paused && isQuiet();
                case NOTHING -> state() instanceof TransferState.Idle && isQuiet();
            };
        }

        private boolean isRemembered() {
            LedgerEntry row = ledger.entries.get("t");
            if (row == null || !listed) {
                return row == null && !listed;
            }
            return switch (wants) {
                case IT -> row.state() instanceof TransferState.Queued && goesWhereItIsWanted(row);
                case IT_LATER ->
                        row.state() instanceof TransferState.Paused && goesWhereItIsWanted(row);
                case NOTHING -> row.state() instanceof TransferState.Idle;
            };
        }

        private boolean goesWhereItIsWanted(LedgerEntry row) {
            return row.plan() != null && folders.contains(row.plan().destination());
        }

        /** Only the foreman is left. */
        private boolean isQuiet() {
            return threads.get() <= 1;
        }

        /** What is paused goes on, and what goes on is saved where it was wanted. */
        void finish() throws IOException {
            if (wants == Wants.IT_LATER) {
                say(Word.RESUME);
            }
            check();
            slow = false; // it may be that a pause was taken back before anybody noticed it
            letGo();
            finish.release();
            if (wants == Wants.NOTHING) {
                return;
            }
            Transfer transfer = Bench.ended(downloads.transfer("t").orElseThrow());
            Path saved = bench.assertSaved(transfer, CONTENT);
            assertThat(folders).contains(saved.getParent());
            Files.delete(saved);
        }

        @Override
        public void close() throws Exception {
            finish.release();
            slow = false;
            letGo();
            downloads.close();
            bench.close();
            try (Stream<Path> left = Files.list(root)) {
                for (Path folder : left.toList()) {
                    Files.delete(folder);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Requirement(35)
    void whatWasSaidLastComesTrue(long seed) throws Exception {
        Random random = new Random(seed);
        Word[] words = Word.values();
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            List<Word> said = new ArrayList<>();
            try (World world = new World()) {
                for (int i = 0; i < LENGTH; i++) {
                    Word word = words[random.nextInt(words.length)];
                    said.add(word);
                    world.say(word);
                }
                world.finish();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ", " + said, failure);
            }
        }
    }

    /** The sequences that lost something once. */
    @ParameterizedTest
    @CsvSource({
        "START_HERE SETTLE CANCEL START_HERE PAUSE RESUME",
        "START_HERE SETTLE CANCEL START_HERE PAUSE",
        "START_HERE SETTLE CANCEL START_HERE PAUSE SETTLE RESUME",
        "START_HERE SETTLE PAUSE CANCEL START_THERE PAUSE RESUME CANCEL",
        "START_HERE SETTLE PAUSE SETTLE CANCEL START_THERE PAUSE LET_GO RESUME",
        "START_HERE PAUSE LET_GO RESUME",
        "START_HERE PAUSE START_THERE",
        "START_HERE CANCEL",
        "START_HERE REMOVE START_THERE PAUSE",
        "START_HERE SETTLE REMOVE START_THERE PAUSE RESUME"
    })
    @Requirement(35)
    void noStartIsLostWhileSomethingStillEnds(String words) throws Exception {
        try (World world = new World()) {
            for (String word : words.split(" ")) {
                world.say(Word.valueOf(word));
            }
            world.finish();
        }
    }

    /** It is paused in the folder that it was wanted in last. */
    @Test
    @Requirement(35)
    void aPausedStartKeepsItsFolder() throws Exception {
        try (World world = new World()) {
            world.say(Word.START_HERE);
            world.say(Word.SETTLE);
            world.say(Word.CANCEL);
            world.say(Word.START_THERE);
            world.say(Word.PAUSE);
            world.say(Word.SETTLE);
            LedgerEntry row = Objects.requireNonNull(world.ledger.entries.get("t"));
            assertThat(Objects.requireNonNull(row.plan()).destination()).isEqualTo(world.there);
            world.finish();
        }
    }
}
