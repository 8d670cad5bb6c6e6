package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.WholeList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A command that has nothing to do says why; no button is pressed in silence. */
class ResultCommandsTest {

    @RegisterExtension private final Desk desk = new Desk();

    @SuppressWarnings("NullAway.Init")
    private TableView<ItemRow> table;

    @SuppressWarnings("NullAway.Init")
    private ResultCommands commands;

    @BeforeEach
    void setUp() throws Exception {
        Desk.onFx(() -> {
            table = new TableView<>(desk.model.rows());
            commands = desk.commands(new RowSelection(table, Set.of()));
            return null;
        });
    }

    static Stream<Arguments> ofAllRows() {
        return Stream.of(
                command("status.nothingUnderWay", ResultCommands::pause),
                command("status.nothingUnderWay", ResultCommands::pauseAll),
                command("status.nothingPaused", ResultCommands::resume),
                command("status.nothingPaused", ResultCommands::resumeAll),
                command("status.nothingToCancel", ResultCommands::cancel),
                command("status.nothingFailed", ResultCommands::retry));
    }

    static Stream<Arguments> ofSelectedRows() {
        return Stream.of(
                command("status.nothingSelected", ResultCommands::removeSelected),
                command("status.nothingSelected", ResultCommands::showInFolder),
                command("status.nothingSelected", commands -> commands.move(Move.LATER)));
    }

    static Stream<Arguments> ofAnyRows() {
        return Stream.concat(ofAllRows(), ofSelectedRows());
    }

    static Stream<Arguments> ofSomeRows() {
        return Stream.of(
                command("status.noneUnderWay", ResultCommands::pause),
                command("status.nonePaused", ResultCommands::resume),
                command("status.noneToCancel", ResultCommands::cancel),
                command("status.noneFailed", ResultCommands::retry));
    }

    private static Arguments command(String said, Consumer<ResultCommands> command) {
        return Arguments.of(said, command);
    }

    private Notice saidOf(Consumer<ResultCommands> command) throws Exception {
        return Desk.onFx(() -> {
            command.accept(commands);
            return desk.model.noticeProperty().get();
        });
    }

    @ParameterizedTest
    @MethodSource("ofAnyRows")
    void whereNoRowIsInTheStateThatIsSaid(String said, Consumer<ResultCommands> command)
            throws Exception {
        Desk.onFx(() -> desk.row("fresh"));
        assertThat(saidOf(command)).isEqualTo(Notice.of(said));
    }

    private static MediaItem item(String token) {
        return MediaItem.ofToken(token, new ItemSource.PastedToken(1));
    }

    /** The list begins with two rows, somebody does this, and then all four are there. */
    private List<String> leftAfter(Runnable meanwhile) throws Exception {
        return Desk.onFx(() -> {
            WholeList list = desk.model.wholeList();
            list.begin(List.of(item("a"), item("b")), true);
            meanwhile.run();
            list.complete(
                    Stream.of("a", "b", "c", "d").map(ResultCommandsTest::item).toList(),
                    _ -> {},
                    () -> {});
            list.end(() -> {});
            return desk.model.rows().stream().map(row -> row.item().token()).toList();
        });
    }

    @Test
    void whoSearchedAndSelectedWhileTheListWasReadMeansThatRow() throws Exception {
        assertThat(
                        leftAfter(() -> {
                            FilteredList<ItemRow> found =
                                    new FilteredList<>(
                                            desk.model.rows(),
                                            row -> row.item().token().equals("b"));
                            table.setItems(found);
                            table.getSelectionModel().select(0);
                            commands.removeSelected();
                            table.setItems(desk.model.rows());
                        }))
                .containsExactly("a", "c", "d");
    }

    @Test
    void whoSelectedAllWhileTheListWasReadMeansTheRestAsWell() throws Exception {
        assertThat(
                        leftAfter(() -> {
                            commands.selectAll();
                            commands.removeSelected();
                        }))
                .isEmpty();
    }

    @Test
    void whoSelectedAllThatWereFoundMeansNoOthers() throws Exception {
        assertThat(
                        leftAfter(() -> {
                            desk.model.filter().searchProperty().set("a or b");
                            table.setItems(
                                    new FilteredList<>(
                                            desk.model.rows(),
                                            row -> Set.of("a", "b").contains(row.item().token())));
                            commands.selectAll();
                            commands.removeSelected();
                        }))
                .containsExactly("c", "d");
    }

    @Test
    void whoSelectedAnotherOneAfterAllMeansThatOne() throws Exception {
        leftAfter(() -> {
            commands.selectAll();
            table.getSelectionModel().clearAndSelect(1);
        });
        assertThat(Desk.onFx(() -> List.copyOf(table.getSelectionModel().getSelectedItems())))
                .extracting(row -> row.item().token())
                .containsExactly("b");
    }

    @ParameterizedTest
    @MethodSource("ofAnyRows")
    void anEmptyListIsToldAsSuch(String said, Consumer<ResultCommands> command) throws Exception {
        assertThat(saidOf(command)).isEqualTo(Notice.of("status.nothingToDo"));
    }

    @ParameterizedTest
    @MethodSource("ofAllRows")
    void whereAllRowsAreSelectedTheSameIsSaid(String said, Consumer<ResultCommands> command)
            throws Exception {
        Desk.onFx(() -> desk.row("fresh"));
        Desk.onFx(() -> {
            table.getSelectionModel().select(0);
            return null;
        });
        assertThat(saidOf(command)).isEqualTo(Notice.of(said));
    }

    /** Others are under way, paused, or failed. */
    @ParameterizedTest
    @MethodSource("ofSomeRows")
    void whatIsSaidOfSelectedRowsIsNotSaidOfTheOthers(String said, Consumer<ResultCommands> command)
            throws Exception {
        addOneOfEachState();
        Desk.onFx(() -> {
            table.getSelectionModel().select(0);
            return null;
        });
        assertThat(saidOf(command)).isEqualTo(Notice.of(said));
    }

    @ParameterizedTest
    @MethodSource("ofSomeRows")
    void whatIsSaidOfShownRowsIsNotSaidOfTheOthers(String said, Consumer<ResultCommands> command)
            throws Exception {
        addOneOfEachState();
        Desk.onFx(() -> {
            table.setItems(FXCollections.observableArrayList(desk.model.rows().getFirst()));
            return null;
        });
        assertThat(saidOf(command)).isEqualTo(Notice.of(said));
    }

    private void addOneOfEachState() throws Exception {
        Problem problem = Problem.of(Problem.Cause.DISK_FULL);
        Desk.onFx(() -> desk.row("fresh"));
        Desk.onFx(() -> desk.row("running", new TransferState.Running(1, 2)));
        Desk.onFx(() -> desk.row("paused", new TransferState.Paused(1, 2)));
        Desk.onFx(() -> desk.row("failed", new TransferState.Failed(problem, 0)));
    }

    @Test
    void whereNothingSelectedIsSavedNoFolderIsShown() throws Exception {
        Desk.onFx(() -> desk.row("fresh"));
        Desk.onFx(() -> {
            table.getSelectionModel().select(0);
            return null;
        });
        assertThat(saidOf(ResultCommands::showInFolder))
                .isEqualTo(Notice.of("status.nothingSaved"));
    }

    /** What was there to end is told by whoever ended. */
    @Test
    void cancellingThatEndsAnythingIsNotCancellingNothing() throws Exception {
        Desk.onFx(() -> desk.row("running", new TransferState.Running(1, 2)));
        assertThat(saidOf(ResultCommands::cancel)).isEqualTo(Notice.NONE);

        ItemRow links = Desk.onFx(() -> desk.row("links"));
        Desk.onFx(() -> {
            table.getSelectionModel().clearAndSelect(table.getItems().indexOf(links));
            commands.getLinks();
            return null;
        });
        assertThat(desk.waiting.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(saidOf(ResultCommands::cancel).key()).isNotEqualTo("status.nothingToCancel");
    }

    @Test
    void cancellingACopyThatWaitsIsNotCancellingNothing() throws Exception {
        Desk.onFx(() -> desk.row("wanted"));
        Desk.onFx(() -> {
            commands.copyLinks();
            return null;
        });
        assertThat(desk.waiting.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(saidOf(ResultCommands::cancel).key()).isNotEqualTo("status.nothingToCancel");
    }

    /** What becomes of the order of the list shows in no other order. */
    @Test
    void movingRowsWhereTheOrderIsNotShownIsTold() throws Exception {
        Desk.onFx(() -> desk.row("a"));
        Desk.onFx(() -> desk.row("b"));
        move(Move.LAST);
        assertThat(saidOf(_ -> {})).as("it shows").isEqualTo(Notice.NONE);
        Desk.onFx(() -> {
            table.setItems(FXCollections.observableArrayList(desk.model.rows().getFirst()));
            return null;
        });
        move(Move.FIRST);
        assertThat(saidOf(_ -> {})).isEqualTo(Notice.of("status.movedFirst", 1));
        move(Move.LAST);
        assertThat(saidOf(_ -> {})).isEqualTo(Notice.of("status.movedLast", 1));
        move(Move.LATER);
        assertThat(saidOf(_ -> {})).isEqualTo(Notice.of("status.orderNotShown"));
    }

    /** Some rows of the list, in its order. */
    @Test
    void movingRowsPastOthersThatAreShownIsSeen() throws Exception {
        ItemRow first = Desk.onFx(() -> desk.row("first"));
        Desk.onFx(() -> desk.row("b"));
        Desk.onFx(() -> desk.row("c"));
        Desk.onFx(() -> {
            table.setItems(desk.model.rows().filtered(row -> row != first));
            return null;
        });
        move(1, Move.FIRST);
        assertThat(table.getItems()).extracting(row -> row.item().id()).containsExactly("c", "b");
        assertThat(saidOf(_ -> {})).isEqualTo(Notice.NONE);
        move(0, Move.LAST);
        assertThat(saidOf(_ -> {})).isEqualTo(Notice.NONE);
        move(1, Move.LAST);
        assertThat(saidOf(_ -> {}))
                .as("it was last already")
                .isEqualTo(Notice.of("status.movedLast", 1));
    }

    private void move(Move move) throws Exception {
        move(0, move);
    }

    private void move(int index, Move move) throws Exception {
        Desk.onFx(() -> {
            table.getSelectionModel().clearAndSelect(index);
            commands.move(move);
            return null;
        });
    }
}
