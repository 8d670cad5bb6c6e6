package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.HungDrive;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.LinkSource;
import app.jackdaw.download.MemoryAnswer;
import app.jackdaw.download.Transfer;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.VirtualTicker;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Between the window's commands and the engine. */
class EngineTransfersTest {

    private final AtomicInteger anew = new AtomicInteger();

    private final VirtualTicker ticker = new VirtualTicker();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final List<String> notWanted = new CopyOnWriteArrayList<>();

    private Downloads engine() {
        return engine(
                _ -> {
                    throw new ProblemException(Problem.of(Cause.TLS_FAILED, "h"));
                },
                (_, _) -> {
                    throw new ProblemException(Problem.of(Cause.FORBIDDEN));
                });
    }

    private Downloads engine(ByteSource bytes, LinkSource links) {
        return new Downloads(
                new Downloads.Ports(
                        bytes,
                        links,
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
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        for (MediaItem item : items(2000)) {
            transfers.list(List.of(item), () -> {});
        }
        transfers.close(Duration.ofMinutes(1));
        assertThat(engine.transfers()).hasSize(2000);
        transfers.list(items(1), () -> {}); // a late click does no harm
        engine.close();
    }

    /** The disk cannot have what the engine has not told it. */
    @Test
    void theDiskIsWaitedForWhenTheEngineHasTheRows() {
        Downloads engine = engine();
        List<String> steps = new CopyOnWriteArrayList<>();
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        transfers.writtenBy(whenWritten -> {
            steps.add("asked with " + engine.transfers().size());
            whenWritten.run();
        });
        transfers.list(items(3), () -> steps.add("kept"));
        transfers.close(Duration.ofMinutes(1));
        assertThat(steps).containsExactly("asked with 3", "kept");
        engine.close();
    }

    /** Their links would be asked for in vain. */
    @Test
    void whoseTransfersEndOrStopIsTold() {
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(3);
        transfers.list(items, () -> {});
        transfers.pause(items.subList(1, 2));
        transfers.cancel(items.subList(0, 1), _ -> {});
        transfers.forget(items.subList(2, 3));
        transfers.close(Duration.ofMinutes(1));
        assertThat(notWanted)
                .containsExactly(items.get(1).id(), items.getFirst().id(), items.getLast().id());
        assertThat(anew).hasValue(0);
        engine.close();
    }

    /** What a row showed when it was clicked may be long over. */
    @Test
    void whichTransfersWereThereToBeEndedIsToldWhenTheyAre(@TempDir Path folder) {
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(3);
        List<MediaItem> ended = new CopyOnWriteArrayList<>();
        List<TransferState> states = new CopyOnWriteArrayList<>();
        transfers.list(items, () -> {});
        transfers.start(items.subList(0, 1), folder);
        transfers.start(items.subList(2, 3), folder);
        transfers.pause(items.subList(2, 3));
        transfers.cancel(
                items,
                those -> {
                    ended.addAll(those);
                    states.add(transfers.view(items.get(2).id()).state());
                });
        transfers.close(Duration.ofMinutes(1));
        assertThat(ended).containsExactly(items.get(0), items.get(2));
        assertThat(states).containsExactly(new TransferState.Idle());
        engine.close();
    }

    /** Else what a cancelled row was refused would be remembered, and told by the next start. */
    @Test
    void whatBelongsToACommandIsCarriedOutWithItThoughTheWindowCloses() throws Exception {
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(1);
        AtomicBoolean told = new AtomicBoolean();
        CountDownLatch carriedOut = new CountDownLatch(1);
        transfers.cancel(
                items,
                _ -> {
                    transfers.close(Duration.ZERO);
                    transfers.linkSettled(
                            items.getFirst().id(),
                            () -> {
                                told.set(true);
                                return new LinkState.NotFetched();
                            });
                    carriedOut.countDown();
                });
        carriedOut.await();
        assertThat(told).isTrue();
        engine.close();
    }

    /** What was refused to all may be mended. */
    @Test
    void whateverIsToGoOnAsksAnewOnceForAll(@TempDir Path folder) {
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(30);
        transfers.start(items, folder);
        transfers.resume(items);
        transfers.retry(items);
        transfers.close(Duration.ofMinutes(1));
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
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        assertThat(transfers.view(item.id()).attempts()).isZero();
        transfers.start(List.of(item), folder);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> transfers.view(item.id()).state() instanceof TransferState.Failed);
        assertThat(transfers.view(item.id()).attempts()).isEqualTo(1);
        assertThat(transfers.view(item.id()).nameAdjusted()).isTrue();
        transfers.close(Duration.ofMinutes(1));
        engine.close();
    }

    /** That nobody could check the length is never hidden behind anything else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SAME    | CHECKED     | 0 |
                    SAME    | NOT_CHECKED | 0 |
                    SAME    | CHECKED     | 2 | FETCHED_AGAIN
                    SAME    | UNVERIFIED  | 0 | SIZE_NOT_VERIFIED
                    SAME    | UNVERIFIED  | 1 | FETCHED_AGAIN SIZE_NOT_VERIFIED
                    CHANGED | CHECKED     | 0 | CHANGED_ON_SERVER
                    CHANGED | CHECKED     | 1 | CHANGED_ON_SERVER
                    CHANGED | UNVERIFIED  | 0 | CHANGED_ON_SERVER SIZE_NOT_VERIFIED
                    CHANGED | UNVERIFIED  | 1 | CHANGED_ON_SERVER SIZE_NOT_VERIFIED
                    """)
    void allThatIsWorthKnowingOfATransferIsSaid(
            Transfer.Version version, Transfer.Size size, int lost, @Nullable String remarks) {
        Transfer.Facts facts =
                new Transfer.Facts(null, Transfer.Name.AS_WANTED, 1, null, size, version);
        assertThat(EngineTransfers.remarks(facts, lost, Transfer.Halt.NONE))
                .extracting(TransferView.Remark::name)
                .containsExactly(remarks == null ? new String[0] : remarks.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"NONE,", "USER, ASKS_USER", "TURN, AWAITS_TURN"})
    void whatATransferWaitsForIsSaid(Transfer.Halt halt, TransferView.@Nullable Remark remark) {
        Transfer.Facts facts =
                new Transfer.Facts(
                        null,
                        Transfer.Name.AS_WANTED,
                        1,
                        null,
                        Transfer.Size.NOT_CHECKED,
                        Transfer.Version.SAME);
        assertThat(EngineTransfers.remarks(facts, 0, halt))
                .isEqualTo(remark == null ? Set.of() : Set.of(remark));
    }

    /** Not the system's, and as it is chosen by then. */
    @Test
    void namesAreReadInTheLanguageOfTheWindow(@TempDir Path folder) throws Exception {
        String octets = new String("合同".getBytes("GB18030"), StandardCharsets.ISO_8859_1);
        Map<String, String> headers =
                Map.of("Content-Disposition", "attachment; filename=\"" + octets + "\"");
        URI host = URI.create("http://127.0.0.1/");
        Downloads engine =
                engine(
                        _ -> new MemoryAnswer(host, 200, headers, new byte[9], wanted -> wanted),
                        (_, _) -> TemporaryLink.pasted(host.toString(), ticker.now()));
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        ObjectProperty<Language> window = new SimpleObjectProperty<>(Language.CHINESE);
        transfers.follow(window);
        List<MediaItem> items = items(2);
        assertThat(savedAs(transfers, items.getFirst(), folder)).isEqualTo("合同");
        window.set(Language.ENGLISH);
        assertThat(savedAs(transfers, items.getLast(), folder)).isEqualTo("ºÏÍ¬");
        transfers.close(Duration.ofMinutes(1));
        engine.close();
    }

    /** Only its server knew what it is called; a token says nothing to whom it is shown. */
    @Test
    void whatWasThereAlreadyIsCalledLikeTheFileThatIsThere(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("合同.pdf"), new byte[9]);
        URI host = URI.create("http://127.0.0.1/");
        Map<String, String> headers =
                Map.of(
                        "Content-Disposition",
                        "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf");
        Downloads engine =
                engine(
                        _ -> new MemoryAnswer(host, 200, headers, new byte[9], wanted -> wanted),
                        (_, _) -> TemporaryLink.pasted(host.toString(), ticker.now()));
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        MediaItem item = items(1).getFirst();
        transfers.start(List.of(item), folder);
        await().until(() -> transfers.view(item.id()).state().isFinished());
        assertThat(transfers.view(item.id()).state())
                .isEqualTo(new TransferState.Skipped(folder.resolve("合同.pdf")));
        assertThat(transfers.view(item.id()).fileName()).isEqualTo("合同.pdf");
        ItemRow row = new ItemRow(item);
        row.show(new LinkState.NotFetched(), transfers.view(item.id()), 0);
        assertThat(row.displayName()).isEqualTo("合同.pdf");
        CompletableFuture<Downloads> opens = new CompletableFuture<>();
        EngineTransfers next =
                new EngineTransfers(
                        Late.open("engine", opens::join),
                        anew::incrementAndGet,
                        notWanted::addAll,
                        problems::add);
        next.foresee(engine.transfers());
        assertThat(next.view(item.id()).fileName())
                .as("while the engine opens again")
                .isEqualTo("合同.pdf");
        opens.complete(engine);
        next.close(Duration.ofMinutes(1));
        transfers.close(Duration.ofMinutes(1));
        engine.close();
    }

    private static @Nullable String savedAs(
            EngineTransfers transfers, MediaItem item, Path folder) {
        transfers.start(List.of(item), folder);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> transfers.view(item.id()).state() instanceof TransferState.Saved);
        return transfers.view(item.id()).fileName();
    }

    @Test
    void whatCannotBeCarriedOutIsSaid(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        transfers.start(items(1), file.resolve("sub"));
        transfers.close(Duration.ofMinutes(1));
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
                        Late.of(engine), anew::incrementAndGet, notWanted::addAll, problems::add);
        List<MediaItem> items = items(3);
        try {
            transfers.start(items.subList(0, 2), HungDrive.path("/dead", looked, end));
            await().until(() -> looked.getCount() == 0);
            transfers.list(items.subList(2, 3), () -> {});
            transfers.pause(items.subList(0, 1));
            transfers.cancel(items.subList(1, 2), _ -> {});
            await().until(() -> notWanted.contains(items.get(1).id()));
            assertThat(transfers.view(items.get(0).id()).state())
                    .isInstanceOf(TransferState.Paused.class);
            assertThat(transfers.view(items.get(1).id()).state())
                    .isInstanceOf(TransferState.Idle.class);
            assertThat(engine.transfers()).hasSize(3);
            await().until(() -> !transfers.isBusy()); // the rows show all that was commanded
            assertThat(problems).as("the start is not through").isEmpty();
            transfers.close(Duration.ofMillis(20)); // does not hold up the end of the application
        } finally {
            end.countDown();
        }
        await().until(() -> problems.size() == 1);
        engine.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90));
    }
}
