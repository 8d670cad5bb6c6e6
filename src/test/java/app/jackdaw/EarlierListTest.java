package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Fault;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.UnwantedParts;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.VirtualTicker;
import app.jackdaw.store.SqliteLedger;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A list of an earlier run is there before all of it is read, and is whole in the end. */
@Timeout(60)
class EarlierListTest {

    private static final TransferState IDLE = new TransferState.Idle();

    private final AppModel model = new AppModel();
    private final LinkBook book = new LinkBook(new VirtualTicker());
    private final CompletableFuture<Downloads> opens = new CompletableFuture<>();
    private final Late<Downloads> engine = Late.open("engine", opens::join);
    private final EngineTransfers transfers =
            new EngineTransfers(engine, () -> {}, _ -> {}, _ -> {});
    private final List<Integer> breaths = new ArrayList<>();
    private final List<ItemRow> looked = new ArrayList<>();
    private final List<Problem> troubles = new ArrayList<>();
    private final AtomicInteger readOn = new AtomicInteger();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() {
        opens.cancel(false); // whoever still waits for it, does so in vain
        transfers.close();
        if (opens.isDone() && !opens.isCompletedExceptionally()) {
            opens.join().close();
        }
    }

    private static <T> T onFx(Callable<T> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get();
    }

    private static LedgerEntry entry(int rank, TransferState state) {
        MediaItem item = MediaItem.ofToken("t" + rank, new ItemSource.PastedToken(rank));
        return new LedgerEntry(item, rank, state, null, null, null);
    }

    private static List<LedgerEntry> entries(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(rank -> entry(rank, IDLE)).toList();
    }

    private static Downloads engine(List<LedgerEntry> remembered) {
        Ledger ledger =
                new Ledger() {
                    @Override
                    public List<LedgerEntry> entries() {
                        return remembered;
                    }

                    @Override
                    public void record(LedgerEntry entry) {}

                    @Override
                    public Commit commit(LedgerEntry entry) {
                        return () -> {};
                    }

                    @Override
                    public void forget(Collection<String> itemIds) {}

                    @Override
                    public UnwantedParts unwantedParts() {
                        return UnwantedParts.forgetful();
                    }
                };
        return new Downloads(
                new Downloads.Ports(
                        _ -> {
                            throw new AssertionError("nothing is fetched");
                        },
                        (_, _) -> {
                            throw new AssertionError("no link is asked for");
                        },
                        ledger,
                        (_, _) -> {
                            throw new AssertionError("nothing to ask");
                        },
                        new VirtualTicker()));
    }

    private EarlierList list(List<LedgerEntry> first) {
        EarlierList.Kept kept =
                new EarlierList.Kept() {
                    @Override
                    public List<LedgerEntry> firstRows() {
                        return first;
                    }

                    @Override
                    public void readOn() {
                        readOn.incrementAndGet();
                    }

                    @Override
                    public Stream<Problem> problems() {
                        return troubles.stream();
                    }
                };
        return new EarlierList(model, kept, engine, transfers, book);
    }

    private CompletableFuture<?> complete(EarlierList list) {
        CompletableFuture<Boolean> read = new CompletableFuture<>();
        list.whenRead(() -> read.complete(true));
        return read.thenRunAsync(
                () -> {
                    list.complete(looked::add, () -> breaths.add(model.rows().size()));
                    model.wholeList().end(() -> {});
                },
                Platform::runLater);
    }

    private List<String> shown() throws Exception {
        return onFx(() -> model.rows().stream().map(row -> row.item().id()).toList());
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "t" + i).toList();
    }

    @Test
    @Fault(78)
    void howItBeginsIsShownAndUsableWhileTheRestIsStillRead() throws Exception {
        TransferState saved = new TransferState.Saved(Path.of("/x/file"), 7);
        Problem refused = Problem.of(Cause.FORBIDDEN);
        List<LedgerEntry> first = new ArrayList<>();
        first.addAll(
                List.of(
                        entry(1, saved),
                        entry(2, new TransferState.Queued()),
                        new LedgerEntry(
                                entry(3, IDLE).item(),
                                3,
                                IDLE,
                                null,
                                null,
                                null,
                                LedgerEntry.Told.NOTHING,
                                refused)));
        first.addAll(entries(4, SqliteLedger.FIRST));
        List<LedgerEntry> all = new ArrayList<>(first);
        all.addAll(entries(SqliteLedger.FIRST + 1, 25_000));
        EarlierList list = list(first);
        onFx(() -> {
            list.begin();
            return null;
        });
        assertThat(shown()).isEqualTo(ids(1, SqliteLedger.FIRST));
        assertThat(transfers.view("t1").state()).isEqualTo(saved);
        assertThat(transfers.view("t2").state())
                .as("as it will be: nothing goes on by itself")
                .isInstanceOf(TransferState.Paused.class);
        assertThat(book.state("t3")).isEqualTo(new LinkState.Refused(refused));
        assertThat(model.noticeProperty().get()).isEqualTo(Notice.READING_LIST);

        CompletableFuture<?> completed = complete(list);
        List<Integer> commanded = new ArrayList<>();
        onFx(() -> { // the window answers
            model.wholeList().orNow(() -> commanded.add(model.rows().size()));
            return null;
        });
        assertThat(completed).isNotDone();
        assertThat(commanded).as("waits for all whom it is meant for").isEmpty();

        opens.complete(engine(all));
        completed.get();
        assertThat(shown()).isEqualTo(ids(1, 25_000));
        assertThat(commanded).containsExactly(25_000);
        assertThat(breaths).as("a long list comes in pieces").hasSize(2);
        assertThat(looked).as("has its state before it is seen").hasSize(25_000 - first.size());
        assertThat(transfers.view("t1").state()).isEqualTo(saved);
        assertThat(model.noticeProperty().get()).isEqualTo(Notice.NONE);
    }

    /** It may be counted; commands still need an engine. */
    @Test
    void aShortListIsThereFromTheStart() throws Exception {
        int rows = SqliteLedger.FIRST - 1;
        EarlierList list = list(entries(1, rows));
        List<String> done = new ArrayList<>();
        onFx(() -> {
            list.begin();
            model.wholeList()
                    .orNow(() -> {
                        model.remove(List.of(model.row("t2").orElseThrow()));
                        done.add("removed");
                    });
            return null;
        });
        assertThat(model.wholeList().isCountable()).isTrue();
        assertThat(model.noticeProperty().get()).isEqualTo(Notice.NONE);
        assertThat(done).isEmpty();
        opens.complete(engine(entries(1, rows)));
        complete(list).get();
        assertThat(shown()).hasSize(rows - 1).doesNotContain("t2");
    }

    /** None selected would mean all. */
    @Test
    void whatIsSelectedMeanwhileStaysSelected() throws Exception {
        int rows = 2 * SqliteLedger.FIRST;
        EarlierList list = list(entries(1, SqliteLedger.FIRST));
        TableView<ItemRow> table =
                onFx(() -> {
                    list.begin();
                    model.add(List.of(MediaItem.ofToken("pasted", new ItemSource.PastedToken(1))));
                    TableView<ItemRow> made = new TableView<>(model.rows());
                    made.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
                    made.getSelectionModel().selectIndices(7, SqliteLedger.FIRST);
                    return made;
                });
        opens.complete(engine(entries(1, rows)));
        complete(list).get();
        assertThat(shown()).hasSize(rows + 1).endsWith("t" + rows, "pasted");
        assertThat(onFx(() -> List.copyOf(table.getSelectionModel().getSelectedItems())))
                .extracting(row -> row.item().id())
                .containsExactly("t8", "pasted");
    }

    /** What is damaged is mended while it is read; and nobody waits for that to add something. */
    @Test
    void theListIsAsTheEngineHasItWithWhatCameMeanwhileBehindIt() throws Exception {
        EarlierList list = list(List.of(entry(2, IDLE), entry(4, IDLE), entry(9, IDLE)));
        MediaItem pasted = MediaItem.ofToken("pasted", new ItemSource.PastedToken(1));
        ItemRow kept =
                onFx(() -> {
                    list.begin();
                    model.add(List.of(pasted));
                    return model.row("t4").orElseThrow();
                });
        opens.complete(engine(entries(1, 5)));
        troubles.add(Problem.of(Cause.LEDGER_DAMAGED, "/x"));
        complete(list).get();
        assertThat(model.noticeProperty().get())
                .isEqualTo(new Notice("status.problem", List.copyOf(troubles)));
        assertThat(shown()).containsExactly("t1", "t2", "t3", "t4", "t5", "pasted");
        assertThat(onFx(() -> model.row("t4"))).hasValue(kept);
        assertThat(onFx(() -> model.row("t9"))).isEmpty();
    }

    @Test
    void withoutAnEarlierListNothingIsWaitedFor() throws Exception {
        EarlierList list = list(List.of());
        onFx(() -> {
            list.begin();
            model.add(List.of(MediaItem.ofToken("new", new ItemSource.PastedToken(1))));
            return null;
        });
        assertThat(model.wholeList().isWhole()).isTrue();
        opens.complete(engine(List.of()));
        complete(list).get();
        assertThat(shown()).containsExactly("new");
    }

    /** Whoever added or opened something meanwhile was told so, and is not told that it is over. */
    @Test
    void whatWasSaidMeanwhileIsNotWipedAway() throws Exception {
        Notice said = Notice.of("status.cannotOpen", "example");
        EarlierList list = list(entries(1, SqliteLedger.FIRST));
        onFx(() -> {
            list.begin();
            model.noticeProperty().set(said);
            return null;
        });
        opens.complete(engine(entries(1, SqliteLedger.FIRST + 1)));
        complete(list).get();
        assertThat(model.noticeProperty().get()).isEqualTo(said);
    }

    /** Only the window knows when its first frame no longer needs the processors. */
    @Test
    void theRestIsReadWhenTheWindowSaysSo() throws Exception {
        EarlierList list = list(entries(1, SqliteLedger.FIRST));
        onFx(() -> {
            list.begin();
            return null;
        });
        assertThat(readOn).hasValue(0);
        list.readOn();
        assertThat(readOn).hasValue(1);
    }

    @Test
    void whyThereIsNoEngineIsHeard() throws Exception {
        EarlierList list = list(entries(1, 1));
        onFx(() -> {
            list.begin();
            return null;
        });
        opens.completeExceptionally(new IllegalStateException("a mistake"));
        assertThatThrownBy(() -> complete(list).get()).hasRootCauseMessage("a mistake");
    }
}
