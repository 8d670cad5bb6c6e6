package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose turn it is, to get a link and to choose a name. */
class TurnsTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 8);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private List<MediaItem> items(int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bench.links.put("t" + i, URI.create("https://links.example/" + i));
            items.add(Bench.item("t" + i, null, null));
        }
        return items;
    }

    private Downloads downloads(ByteSource bytes, LinkSource links) {
        return bench.fromMemory(bytes, links, Ledger.forgetful());
    }

    /** Nobody behind it fares better: it had a link of its own, which did not open. */
    @Test
    @Requirement(43)
    void whoseOwnLinkWasRefusedIsNotOvertakenByItself() throws Exception {
        Job first = new Job(Bench.item("t", null, null), 1);
        Job second = new Job(Bench.item("u", null, null), 2);
        first.destination = folder;
        second.destination = folder;
        try (Turns turns = new Turns(bench.ticker, bench.ticker, null)) {
            turns.begin(first);
            turns.begin(second);
            turns.hasLink(first);
            turns.awaitsLink(first);
            Thread behind =
                    bench.ticker.newThread(() -> {
                        try {
                            turns.await(second);
                        } catch (InterruptedException ended) {
                            throw new AssertionError(ended);
                        }
                    });
            behind.start();
            behind.join();
        }
        assertThat(bench.ticker.elapsed()).isGreaterThan(Duration.ofMinutes(9));
    }

    /** Else two would choose at the same time, or the user be asked two questions. */
    @Test
    @Requirement(43)
    void whoeverChoosesJustNowIsNotOvertakenByOneBeforeItInTheList() throws Exception {
        Job first = new Job(Bench.item("t", null, null), 1);
        Job second = new Job(Bench.item("u", null, null), 2);
        Job third = new Job(Bench.item("v", null, null), 3);
        try (Turns turns = new Turns(bench.ticker, bench.ticker, null)) {
            turns.begin(second);
            turns.begin(third);
            turns.await(second);
            turns.begin(first);
            assertThat(turns.isNext(first)).as("while the second chooses").isFalse();
            assertThat(turns.isNext(second)).isTrue();
            turns.hasName(second);
            assertThat(turns.isNext(first)).as("before the third").isTrue();
            assertThat(turns.isNext(third)).isFalse();
        }
    }

    /** What was moved behind it meanwhile does not take others along. */
    @Test
    @Requirement({22, 43})
    void whoeverBeginsComesBehindAllThatAreBeforeItInTheListByThen() throws Exception {
        Job first = new Job(Bench.item("t", null, null), 1);
        Job second = new Job(Bench.item("u", null, null), 2);
        Job third = new Job(Bench.item("v", null, null), 3);
        try (Turns turns = new Turns(bench.ticker, bench.ticker, null)) {
            turns.begin(first);
            turns.begin(second);
            first.rank = 4;
            turns.begin(third);
            assertThat(turns.isNext(second)).isTrue();
            turns.done(second);
            assertThat(turns.isNext(third)).isTrue();
        }
    }

    /** It sleeps, and nobody before it has anything more to tell. */
    @Test
    @Requirement({22, 43})
    void whoBecomesTheFirstByAMoveIsWoken() throws Exception {
        Job first = new Job(Bench.item("t", null, null), 1);
        Job second = new Job(Bench.item("u", null, null), 2);
        Job third = new Job(Bench.item("v", null, null), 3);
        AtomicBoolean woken = new AtomicBoolean();
        AtomicBoolean through = new AtomicBoolean();
        try (Turns turns = new Turns(bench.ticker, bench.ticker, null)) {
            turns.begin(first);
            turns.awaitsLink(first);
            turns.begin(second);
            Thread behind =
                    bench.ticker.newThread(() -> {
                        try {
                            turns.await(second);
                        } catch (InterruptedException ended) {
                            throw new AssertionError(ended);
                        }
                    });
            Thread user =
                    bench.ticker.newThread(() -> {
                        behind.start();
                        try {
                            bench.ticker.sleep(Duration.ofSeconds(1)); // by then it sleeps
                        } catch (InterruptedException ended) {
                            throw new AssertionError(ended);
                        }
                        first.rank = 4;
                        turns.begin(third);
                        woken.set(turns.isNext(second));
                        try {
                            bench.ticker.sleep(Duration.ofSeconds(1));
                        } catch (InterruptedException ended) {
                            throw new AssertionError(ended);
                        }
                        through.set(!behind.isAlive());
                    });
            user.start();
            user.join();
            behind.join();
        }
        assertThat(woken).isTrue();
        assertThat(through).as("long before the first one loses its turn").isTrue();
    }

    @Test
    @Requirement(43)
    void whatIsBegunAnewTakesItsTurnAnew() throws Exception {
        AtomicBoolean second = new AtomicBoolean();
        ByteSource source =
                request -> {
                    if (!second.get()) {
                        throw new ProblemException(Problem.of(Cause.FILE_DELETED));
                    }
                    return new MemoryAnswer(
                            request.uri(),
                            200,
                            Map.of("Content-Disposition", "attachment; filename=\"same.bin\""),
                            CONTENT,
                            wanted -> wanted);
                };
        LinkSource links =
                (item, refused) -> {
                    if (item.token().equals("t0")) {
                        bench.ticker.sleep(Duration.ofSeconds(2));
                    }
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = downloads(source, links)) {
            List<MediaItem> items = items(2);
            List<Transfer> transfers = downloads.start(items, folder);
            for (Transfer transfer : transfers) {
                bench.assertFailed(Bench.ended(transfer), Cause.FILE_DELETED);
            }
            second.set(true);
            downloads.start(items, folder);
            for (Transfer transfer : transfers) {
                Bench.until(transfer, state -> state.isFinished());
            }
            assertThat(transfers.get(0).facts().target()).isEqualTo(folder.resolve("same.bin"));
            assertThat(transfers.get(1).facts().target()).isEqualTo(folder.resolve("same (2).bin"));
        }
    }

    private enum Interruption {
        NONE,
        PAUSE_OF_ALL,
        PAUSE_OF_THE_FIRST,
        FEWER_AT_ONCE,
        FULL_DISK
    }

    /** The later in the list, the earlier its server answers. */
    private MemoryAnswer unnamed(URI uri, int count) throws InterruptedException {
        int number = Integer.parseInt(uri.getPath().substring(1));
        bench.ticker.sleep(Duration.ofMillis(100L * (count - number)));
        return new MemoryAnswer(
                uri,
                200,
                Map.of("Content-Disposition", "attachment; filename=\"image.png\""),
                CONTENT,
                wanted -> wanted);
    }

    /** Whoever was stopped has not failed; what the user lets go on takes its turn anew. */
    @ParameterizedTest
    @EnumSource
    @Requirement(43)
    void whatGoesOnTakesItsNameInTheOrderOfTheList(Interruption interruption) throws Exception {
        CountDownLatch asked = new CountDownLatch(4);
        CountDownLatch askedAgain = new CountDownLatch(5);
        CountDownLatch askedTwice = new CountDownLatch(8);
        CountDownLatch over = new CountDownLatch(1);
        ByteSource source =
                request -> {
                    if (request.uri().getPath().equals("/full")) {
                        asked.await();
                        return MemoryAnswer.of(request.uri(), CONTENT);
                    }
                    asked.countDown();
                    askedAgain.countDown();
                    askedTwice.countDown();
                    over.await();
                    return unnamed(request.uri(), 4);
                };
        List<MediaItem> items = new ArrayList<>(items(4));
        AtomicBoolean full = new AtomicBoolean(interruption == Interruption.FULL_DISK);
        if (full.get()) {
            bench.links.put("full", URI.create("https://links.example/full"));
            items.addFirst(Bench.item("full", "full.bin", null));
        }
        bench.sync =
                (_, _) -> {
                    if (full.getAndSet(false)) {
                        throw new IOException("No space left on device");
                    }
                };
        try (Downloads downloads = downloads(source, bench.links)) {
            downloads.setAtOnce(5);
            List<Transfer> all = downloads.start(items, folder);
            List<Transfer> transfers = all.subList(all.size() - 4, all.size());
            asked.await();
            switch (interruption) {
                case NONE -> {}
                case FULL_DISK -> askedTwice.await();
                case PAUSE_OF_ALL -> {
                    downloads.pauseAll();
                    transfers.forEach(t -> Bench.until(t, TransferState.Paused.class::isInstance));
                    downloads.resumeAll();
                }
                case PAUSE_OF_THE_FIRST -> {
                    downloads.pause(List.of("t0"));
                    Bench.until(transfers.getFirst(), TransferState.Paused.class::isInstance);
                    downloads.resume(List.of("t0"));
                    askedAgain.await();
                }
                case FEWER_AT_ONCE -> {
                    downloads.setAtOnce(1);
                    transfers
                            .subList(1, 4)
                            .forEach(t -> Bench.until(t, TransferState.Queued.class::isInstance));
                    downloads.setAtOnce(4);
                }
            }
            over.countDown();
            for (Transfer transfer : transfers) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
            }
            assertThat(transfers)
                    .extracting(transfer -> transfer.facts().target())
                    .containsExactly(
                            folder.resolve("image.png"),
                            folder.resolve("image (2).png"),
                            folder.resolve("image (3).png"),
                            folder.resolve("image (4).png"));
        }
    }

    /** The one that finds it there again has its name by then. */
    @Test
    @Requirement({33, 43})
    void whatWaitedForItsHostTakesItsNameInTheOrderOfTheList() throws Exception {
        int count = 20;
        ByteSource source =
                request -> {
                    if (bench.ticker.elapsed().compareTo(Duration.ofMinutes(1)) < 0) {
                        throw new ProblemException(
                                Problem.of(Cause.CONNECTION_REFUSED, "links.example"));
                    }
                    return unnamed(request.uri(), count);
                };
        try (Downloads downloads = downloads(source, bench.links)) {
            downloads.setAtOnce(4);
            List<Transfer> transfers = downloads.start(items(count), folder);
            List<Path> names = new ArrayList<>();
            for (Transfer transfer : transfers) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
                names.add(Objects.requireNonNull(transfer.facts().target()));
            }
            assertThat(names.remove(folder.resolve("image.png"))).isTrue();
            assertThat(names)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(2, count)
                                    .mapToObj(n -> folder.resolve("image (" + n + ").png"))
                                    .toList());
        }
    }

    /** Else it would get its link after the fifty that were announced before it asked. */
    @Test
    @Requirement(20)
    void theFirstFileIsTheFirstToGetALink() throws Exception {
        List<MediaItem> announced = new CopyOnWriteArrayList<>();
        LinkSource links =
                new LinkSource() {
                    @Override
                    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused) {
                        return bench.links.link(item, refused);
                    }

                    @Override
                    public void soon(List<MediaItem> items) {
                        announced.addAll(items);
                    }
                };
        List<MediaItem> items = items(200);
        try (Downloads downloads =
                downloads(request -> MemoryAnswer.of(request.uri(), CONTENT), links)) {
            downloads.start(items, folder).forEach(Bench::ended);
        }
        assertThat(announced).containsExactlyElementsOf(items);
    }
}
