package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.HungDrive;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.Transfer;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.VirtualTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the window's commands and the engine. */
class EngineTransfersTest {

    private final AtomicInteger anew = new AtomicInteger();

    private final VirtualTicker ticker = new VirtualTicker();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final List<String> notWanted = new CopyOnWriteArrayList<>();

    private Downloads engine() {
        return new Downloads(
                new Downloads.Ports(
                        _ -> {
                            throw new ProblemException(Problem.of(Cause.TLS_FAILED, "h"));
                        },
                        (_, _) -> {
                            throw new ProblemException(Problem.of(Cause.FORBIDDEN));
                        },
                        Ledger.forgetful(),
                        (_, _) -> {
                            throw new AssertionError("nothing to ask");
                        },
                        ticker));
    }

    private static List<MediaItem> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MediaItem.ofToken("t" + i, new ItemSource.PastedToken(i)))
                .toList();
    }

    @Test
    void whatWasAskedForLastIsCarriedOutBeforeTheEnd() {
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        engine, anew::incrementAndGet, notWanted::addAll, problems::add);
        for (MediaItem item : items(2000)) {
            transfers.list(List.of(item));
        }
        transfers.close();
        assertThat(engine.transfers()).hasSize(2000);
        transfers.list(items(1)); // a late click does no harm
        engine.close();
    }

    /** Their links would be asked for in vain. */
    @Test
    void whoseTransfersEndOrStopIsTold() {
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        engine, anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(3);
        transfers.list(items);
        transfers.pause(items.subList(1, 2));
        transfers.cancel(items.subList(0, 1));
        transfers.forget(items.subList(2, 3));
        transfers.close();
        assertThat(notWanted)
                .containsExactly(items.get(1).id(), items.getFirst().id(), items.getLast().id());
        assertThat(anew).hasValue(0);
        engine.close();
    }

    /** What was refused to all may be mended. */
    @Test
    void whateverIsToGoOnAsksAnewOnceForAll(@TempDir Path folder) {
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        engine, anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(30);
        transfers.start(items, folder);
        transfers.resume(items);
        transfers.retry(items);
        transfers.close();
        assertThat(anew).hasValue(3);
        engine.close();
    }

    @Test
    void theWindowLearnsOfAttemptsAndOfNamesThatWereMadeSafe(@TempDir Path folder)
            throws Exception {
        MediaItem item = items(1).getFirst().withNames("a?.txt", null).withFacts(3L, null);
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        engine, anew::incrementAndGet, notWanted::addAll, problems::add);
        assertThat(transfers.view(item.id()).attempts()).isZero();
        transfers.start(List.of(item), folder);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> transfers.view(item.id()).state() instanceof TransferState.Failed);
        assertThat(transfers.view(item.id()).attempts()).isEqualTo(1);
        assertThat(transfers.view(item.id()).nameAdjusted()).isTrue();
        transfers.close();
        engine.close();
    }

    @Test
    void whatCannotBeCarriedOutIsSaid(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        engine, anew::incrementAndGet, notWanted::addAll, problems::add);
        transfers.start(items(1), file.resolve("sub"));
        transfers.close();
        assertThat(problems).extracting(Problem::cause).containsExactly(Cause.FOLDER_GONE);
        assertThat(engine.transfers())
                .extracting(Transfer::state)
                .containsExactly(new TransferState.Idle());
        engine.close();
    }

    /** As a network drive does that went away. */
    @Test
    void aFolderThatDoesNotAnswerKeepsNoOtherCommandWaiting() {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        engine, anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(3);
        try {
            transfers.start(items.subList(0, 2), HungDrive.path("/dead", looked, end));
            await().until(() -> looked.getCount() == 0);
            transfers.list(items.subList(2, 3));
            transfers.pause(items.subList(0, 1));
            transfers.cancel(items.subList(1, 2));
            await().until(() -> notWanted.contains(items.get(1).id()));
            assertThat(transfers.view(items.get(0).id()).state())
                    .isInstanceOf(TransferState.Paused.class);
            assertThat(transfers.view(items.get(1).id()).state())
                    .isInstanceOf(TransferState.Idle.class);
            assertThat(engine.transfers()).hasSize(3);
            assertThat(transfers.isBusy()).as("the start is not through").isTrue();
            transfers.close(Duration.ofMillis(20)); // does not hold up the end of the application
        } finally {
            end.countDown();
        }
        await().until(() -> !transfers.isBusy());
        assertThat(problems).hasSize(1);
        engine.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90));
    }
}
