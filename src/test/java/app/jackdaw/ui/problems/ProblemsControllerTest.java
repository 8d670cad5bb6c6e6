package app.jackdaw.ui.problems;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.NoLinks;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.ToldTransfers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The panel says what is wrong now, whatever the counts say. */
class ProblemsControllerTest {

    private static final Messages ENGLISH = new Messages(Language.ENGLISH);
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final AppModel model = new AppModel();
    private final ToldTransfers transfers = new ToldTransfers();

    /** Rows whose pasted links are not known any more. */
    private final Set<String> forgotten = new HashSet<>();

    private final RowSync sync = new RowSync(model, new Links(), transfers, () -> NOW, () -> 0);

    private ProblemsController.Remedies remedies = remediesThatMove(new ArrayList<>());

    private final class Links extends NoLinks {

        @Override
        public LinkState state(String itemId) {
            return forgotten.contains(itemId)
                    ? new LinkState.Refused(Problem.of(Cause.PASTED_LINK_FORGOTTEN))
                    : super.state(itemId);
        }
    }

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    private Parent load() throws Exception {
        return load(() -> {});
    }

    private Parent load(Runnable focusTable) throws Exception {
        Formats formats = new Formats(ENGLISH, ZoneOffset.UTC);
        Views views =
                new Views(
                        ENGLISH,
                        Map.of(
                                ProblemsController.class,
                                () ->
                                        new ProblemsController(
                                                model, ENGLISH, formats, new Lifetime())));
        return onFx(() -> {
            Views.View<ProblemsController> view = views.load(ProblemsController.class);
            view.controller().remedy(remedies);
            view.controller().onKeyboardLost(focusTable);
            Parent node = view.node();
            new Scene(node, 600, 400);
            return node;
        });
    }

    private void fail(String token, Cause cause) throws Exception {
        onFx(() -> {
            transfers.tell(token, new TransferState.Failed(Problem.of(cause), 0));
            model.add(List.of(MediaItem.ofToken(token, new ItemSource.PastedToken(1))));
            sync.sync();
            return null;
        });
    }

    private static List<String> sentences(Parent panel) throws Exception {
        return onFx(() -> {
            panel.applyCss();
            return panel.lookupAll(".problem-what").stream()
                    .map((Node node) -> ((Labeled) node).getText())
                    .toList();
        });
    }

    private void waitForRoom(String token) throws Exception {
        onFx(() -> {
            Problem full = new LackOfRoom(3_000_000, 40_000, "/save", 0).problem();
            transfers.tell(token, new TransferState.Waiting(NOW.plusSeconds(5), full));
            model.add(List.of(MediaItem.ofToken(token, new ItemSource.PastedToken(1))));
            sync.sync();
            return null;
        });
    }

    /** No count of failures has it: it was not begun. */
    @Test
    void aPastedLinkThatWasForgottenBeforeItWasUsedIsAskedFor() throws Exception {
        Parent panel = load();
        onFx(() -> {
            forgotten.add("a");
            model.add(List.of(MediaItem.ofToken("a", new ItemSource.PastedToken(1))));
            sync.sync();
            return null;
        });
        assertThat(model.countsProperty().get().batch().failed()).isZero();
        assertThat(sentences(panel)).containsExactly(sentence(Cause.PASTED_LINK_FORGOTTEN));
        assertThat(panel.lookup("#problemsPanel").isVisible()).isTrue();
        onFx(() -> {
            forgotten.clear();
            sync.sync();
            return null;
        });
        assertThat(panel.lookup("#problemsPanel").isVisible()).isFalse();
    }

    /** Nothing has failed, but it would wait for ever. */
    @Test
    void aFullDiskAsksForRoomOrAnotherFolderForItsRows() throws Exception {
        waitForRoom("a");
        waitForRoom("b");
        List<ItemRow> moved = new ArrayList<>();
        remedies = remediesThatMove(moved);
        Parent panel = load();
        assertThat(sentences(panel))
                .containsExactly("2 files wait: 6.0 MB needed, but only 40.0 KB free in /save.");
        assertThat(onFx(() -> ((Labeled) panel.lookup("#problemsTitle")).getText()))
                .isEqualTo("2 files wait for you");
        onFx(() -> {
            panel.lookupAll(".button").stream()
                    .map(Button.class::cast)
                    .filter(button -> button.getText().equals("Choose another folder"))
                    .forEach(Button::fire);
            return null;
        });
        assertThat(moved).isEqualTo(model.rows());
        fail("c", Cause.FILE_DELETED);
        assertThat(onFx(() -> ((Labeled) panel.lookup("#problemsTitle")).getText()))
                .isEqualTo("1 file needs attention, 2 files wait for you");
        onFx(() -> {
            for (String token : List.of("a", "b")) {
                transfers.tell(token, new TransferState.Running(0, 3_000_000));
            }
            sync.sync();
            return null;
        });
        assertThat(sentences(panel)).containsExactly(sentence(Cause.FILE_DELETED));
    }

    private List<String> buttonsFor(Problem problem) throws Exception {
        onFx(() -> {
            transfers.tell("a", new TransferState.Failed(problem, 0));
            model.add(List.of(MediaItem.ofToken("a", new ItemSource.PastedToken(1))));
            sync.sync();
            return null;
        });
        Parent panel = load();
        return onFx(() -> {
            panel.applyCss();
            return panel.lookupAll(".button").stream()
                    .filter(Node::isVisible)
                    .map(button -> ((Labeled) button).getText())
                    .toList();
        });
    }

    /** The link is over, or to be pasted again; the system is to be started in another way. */
    @ParameterizedTest
    @EnumSource(names = {"PASTED_LINK_EXPIRED", "PASTED_LINK_FORGOTTEN", "NAME_NOT_SPELLED"})
    void thereIsNoOtherTryWhereNoneCanHelp(Cause cause) throws Exception {
        assertThat(buttonsFor(Problem.of(cause, "no system can spell: \0")))
                .containsExactly("Show in table");
    }

    /** As its remedy says. */
    @Test
    void aNameThatCanBeSpelledByNowIsTriedAgain() throws Exception {
        assertThat(buttonsFor(Problem.of(Cause.NAME_NOT_SPELLED, "plain.txt")))
                .containsExactly("Show in table", "Check again");
    }

    @ParameterizedTest
    @EnumSource(names = {"QUOTA_USED_UP", "FILE_NOT_FOUND", "TLS_FAILED", "PROXY_LOGIN"})
    void whatCanBeMendedElsewhereIsTriedAgain(Cause cause) throws Exception {
        assertThat(buttonsFor(Problem.of(cause))).containsExactly("Show in table", "Check again");
    }

    /** Somebody reads them, while the disk is looked at every few seconds. */
    @Test
    void detailsStayUnfoldedWhenTheNumbersChange() throws Exception {
        waitForRoom("a");
        Parent panel = load();
        sentences(panel);
        onFx(() -> {
            ((ToggleButton) panel.lookup(".fold")).fire();
            Problem full = new LackOfRoom(3_000_000, 90_000, "/save", 0).problem();
            transfers.tell("a", new TransferState.Waiting(NOW.plusSeconds(10), full));
            sync.sync();
            return null;
        });
        assertThat(sentences(panel)).singleElement().asString().contains("90.0 KB free");
        TextArea details = onFx(() -> (TextArea) panel.lookup(".mono"));
        assertThat(details.isVisible()).isTrue();
        assertThat(details.getText()).contains("DISK_FULL");
        Node before = onFx(() -> panel.lookup(".problem-group"));
        onFx(() -> {
            Problem same =
                    new LackOfRoom(3_000_000, 90_001, "/save", 0).problem().at(NOW.plusSeconds(10));
            transfers.tell("a", new TransferState.Waiting(NOW.plusSeconds(15), same));
            sync.sync();
            return null;
        });
        assertThat(onFx(() -> panel.lookup(".problem-group")))
                .as("the sentence has not changed")
                .isSameAs(before);
        assertThat(details.getText()).as("when it was looked at last").contains("08:00:10");
    }

    /** The rows are on their way for a moment, and then the panel says what it said before. */
    @Test
    void detailsStayUnfoldedWhenTheNextTryEndsInTheSameWay() throws Exception {
        fail("a", Cause.TIMED_OUT);
        fail("b", Cause.FILE_DELETED);
        Parent panel = load();
        onFx(() -> {
            panel.applyCss();
            ((ToggleButton) panel.lookup(".fold")).fire();
            tell("a", new TransferState.Queued());
            return null;
        });
        assertThat(sentences(panel)).containsExactly(sentence(Cause.FILE_DELETED));
        fail("a", Cause.TIMED_OUT);
        assertThat(sentences(panel)).hasSize(2);
        assertThat(unfolded(panel)).containsExactly(true, false);
        onFx(() -> {
            ((ToggleButton) panel.lookup(".fold")).fire();
            tell("a", new TransferState.Queued());
            return null;
        });
        fail("a", Cause.TIMED_OUT);
        assertThat(unfolded(panel)).as("folded by hand").containsExactly(false, false);
    }

    /** On a quota, what is said to be free is not there for this user. */
    @Test
    void detailsStayUnfoldedWhileAFullDiskIsTriedAgainAndAgain() throws Exception {
        waitForRoom("a");
        Parent panel = load();
        onFx(() -> {
            panel.applyCss();
            ((ToggleButton) panel.lookup(".fold")).fire();
            tell("a", new TransferState.Running(0, 3_000_000));
            return null;
        });
        assertThat(sentences(panel)).isEmpty();
        waitForRoom("a");
        assertThat(sentences(panel)).hasSize(1);
        assertThat(unfolded(panel)).containsExactly(true);
    }

    private void tell(String token, TransferState state) {
        transfers.tell(token, state);
        sync.sync();
    }

    private static List<Boolean> unfolded(Parent panel) throws Exception {
        return onFx(() -> panel.lookupAll(".mono").stream().map(Node::isVisible).toList());
    }

    private void waitForRoom(long free) {
        Problem full =
                new LackOfRoom(3_000_000, free, "/save", 0).problem().at(NOW.plusSeconds(free));
        transfers.tell("a", new TransferState.Waiting(NOW.plusSeconds(5), full));
        sync.sync();
    }

    /** The disk is looked at every few seconds, and more groups come and go. */
    @Test
    void keyboardAndSelectedWordsStayWhenTheNumbersChange() throws Exception {
        waitForRoom("a");
        Parent panel = load();
        onFx(() -> {
            waitForRoom(40_001);
            panel.applyCss();
            panel.layout();
            ((ToggleButton) panel.lookup(".fold")).fire();
            ((TextArea) panel.lookup(".mono")).selectRange(5, 14);
            panel.lookup(".accent").requestFocus();
            return null;
        });
        fail("b", Cause.FILE_DELETED);
        onFx(() -> {
            waitForRoom(90_000);
            return null;
        });
        assertThat(sentences(panel)).hasSize(2).first().asString().contains("90.0 KB free");
        onFx(() -> {
            assertThat(panel.getScene().getFocusOwner())
                    .isInstanceOfSatisfying(
                            Button.class,
                            button ->
                                    assertThat(button.getText()).isEqualTo("Choose another folder"))
                    .extracting(Node::getScene)
                    .as("it is still in the window")
                    .isSameAs(panel.getScene());
            TextArea details = (TextArea) panel.lookup(".mono");
            assertThat(details.getSelectedText()).isEqualTo(details.getText().substring(5, 14));
            assertThat(details.getText()).as("told anew").contains("09:00:00");
            return null;
        });
    }

    /** Else somebody would copy another line than they chose. */
    @Test
    void whatWasSelectedIsNotReplacedByOtherWordsWhenItsRowGoes() throws Exception {
        for (String token : List.of("first", "second", "third")) {
            fail(token, Cause.TIMED_OUT);
        }
        Parent panel = load();
        onFx(() -> {
            panel.applyCss();
            panel.layout();
            ((ToggleButton) panel.lookup(".fold")).fire();
            TextArea details = (TextArea) panel.lookup(".mono");
            int second = details.getText().indexOf("second");
            details.selectRange(second, second + "second".length());
            tell("first", new TransferState.Queued());
            assertThat(details.getSelectedText()).as("it has moved").isEqualTo("second");
            int caret = details.getCaretPosition();
            tell("second", new TransferState.Queued());
            assertThat(details.getText()).startsWith("third");
            assertThat(details.getSelectedText()).isEmpty();
            assertThat(details.getCaretPosition()).isEqualTo(caret);
            tell("first", new TransferState.Failed(Problem.of(Cause.TIMED_OUT), 0));
            assertThat(details.getCaretPosition()).as("nothing moves by itself").isEqualTo(caret);
            return null;
        });
    }

    /** Tab, Space and Space again must not do something elsewhere in the window. */
    @Test
    void theKeyboardGoesOnToTheNextBoxAndFromTheLastToTheTable() throws Exception {
        for (Cause cause : List.of(Cause.TIMED_OUT, Cause.FILE_DELETED, Cause.STALLED)) {
            fail(cause.name(), cause);
        }
        List<String> asked = new ArrayList<>();
        remedies =
                new ProblemsController.Remedies(
                        _ -> {},
                        rows ->
                                rows.forEach(row ->
                                        transfers.tell(
                                                row.item().id(), new TransferState.Queued())),
                        () -> {},
                        _ -> {},
                        _ -> {},
                        _ -> {});
        Parent panel = load(() -> asked.add("table"));
        onFx(() -> {
            panel.applyCss();
            panel.layout();
            boxes(panel).get(1).lookup(".fold").requestFocus();
            fireAgain(boxes(panel).get(1));
            assertThat(boxes(panel)).hasSize(2);
            assertFocused(panel, boxes(panel).get(1), "Try again");
            fireAgain(boxes(panel).get(0));
            assertFocused(panel, boxes(panel).getFirst(), "Try again");
            fail("new", Problem.of(Cause.FILE_NOT_FOUND));
            fireAgain(boxes(panel).getFirst());
            assertThat(asked).isEmpty();
            assertFocused(panel, boxes(panel).getFirst(), "Show in table");
            fireAgain(boxes(panel).getFirst());
            assertThat(boxes(panel)).isEmpty();
            return null;
        });
        assertThat(asked).containsExactly("table");
    }

    private static List<Node> boxes(Parent panel) {
        return ((Pane) panel.lookup("#problemsList")).getChildren();
    }

    private void fireAgain(Node box) {
        box.lookupAll(".button").stream()
                .filter(Node::isVisible)
                .map(Button.class::cast)
                .filter(button -> button.getText().endsWith(" again"))
                .forEach(Button::fire);
        sync.sync();
    }

    private static void assertFocused(Parent panel, Node box, String label) {
        assertThat(panel.getScene().getFocusOwner())
                .isInstanceOfSatisfying(
                        Button.class, button -> assertThat(button.getText()).isEqualTo(label));
        assertThat(panel.getScene().getFocusOwner().getParent().getParent()).isSameAs(box);
    }

    /** Then the others only wait for their turn, perhaps for hours. */
    @Test
    void onceOneRowHasRoomTheQueuedOnesWaitForNothing() throws Exception {
        waitForRoom("a");
        waitForRoom("b");
        Parent panel = load();
        assertThat(sentences(panel)).hasSize(1);
        onFx(() -> {
            transfers.tell("a", new TransferState.Queued());
            transfers.tell("b", new TransferState.Queued());
            sync.sync();
            return null;
        });
        assertThat(sentences(panel)).as("they are on their way to a look").hasSize(1);
        onFx(() -> {
            transfers.tell("a", new TransferState.Running(0, 3_000_000));
            sync.sync();
            return null;
        });
        assertThat(sentences(panel)).isEmpty();
    }

    private static void fireAll(Parent panel) {
        panel.applyCss();
        panel.lookupAll(".button").stream()
                .filter(Node::isVisible)
                .map(Button.class::cast)
                .forEach(Button::fire);
    }

    /** But for what {@link #thereIsNoOtherTryWhereNoneCanHelp no other try can help}. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PASTED_LINK_EXPIRED", "PASTED_LINK_FORGOTTEN", "NAME_NOT_SPELLED"})
    void everyGroupHasOneButtonThatTriesItsRowsAgain(Cause cause) throws Exception {
        fail("a", cause);
        List<ItemRow> retried = new ArrayList<>();
        remedies =
                new ProblemsController.Remedies(
                        _ -> {}, retried::addAll, () -> {}, _ -> {}, _ -> {}, _ -> {});
        Parent panel = load();
        onFx(() -> {
            fireAll(panel);
            return null;
        });
        assertThat(retried).as("%s", cause).isEqualTo(model.rows());
    }

    private static ProblemsController.Remedies remediesThatMove(List<ItemRow> moved) {
        return new ProblemsController.Remedies(
                _ -> {}, _ -> {}, () -> {}, _ -> {}, moved::addAll, _ -> {});
    }

    private static String sentence(Cause cause) {
        return ENGLISH.get("problems.group", 1, ENGLISH.what(Problem.of(cause)));
    }

    @Test
    void aRetryThatEndsWithAnotherCauseIsSaidThoughTheCountsAreEqual() throws Exception {
        fail("a", Cause.FILE_DELETED);
        Parent panel = load();
        assertThat(sentences(panel)).containsExactly(sentence(Cause.FILE_DELETED));
        fail("a", Cause.TIMED_OUT);
        assertThat(sentences(panel)).containsExactly(sentence(Cause.TIMED_OUT));
    }

    private void fail(String token, Problem problem) {
        transfers.tell(token, new TransferState.Failed(problem, 0));
        model.add(List.of(MediaItem.ofToken(token, new ItemSource.PastedToken(1))));
    }

    @Test
    void ofManyFilesTheFirstIsNamed() throws Exception {
        onFx(() -> {
            for (int i = 0; i < 1_000; i++) {
                fail("t" + i, Problem.of(Cause.PART_CHANGED, "/save/" + i + ".part"));
            }
            sync.sync();
            return null;
        });
        assertThat(sentences(load()))
                .containsExactly(
                        "1,000 files, the first of them: Something else changed or deleted the"
                                + " unfinished file: /save/0.part");
    }

    @Test
    void thereIsAnEndToTheBoxesAndTheRestIsCounted() throws Exception {
        onFx(() -> {
            for (int i = 0; i < 1_000; i++) {
                fail("t" + i, Problem.of(Cause.HOST_NOT_FOUND, i / 2 + ".example"));
            }
            sync.sync();
            return null;
        });
        Parent panel = load();
        assertThat(sentences(panel)).hasSize(50);
        assertThat(
                        onFx(() -> {
                            List<Node> boxes = ((Pane) panel.lookup("#problemsList")).getChildren();
                            return ((Labeled) boxes.getLast()).getText();
                        }))
                .isEqualTo("… and 450 more problems with 900 files");
    }

    @Test
    void causesThatChangePlacesAreSaid() throws Exception {
        fail("a", Cause.FILE_DELETED);
        fail("b", Cause.TIMED_OUT);
        Parent panel = load();
        transfers.tell("a", new TransferState.Failed(Problem.of(Cause.TIMED_OUT), 0));
        fail("b", Cause.FILE_DELETED);
        assertThat(sentences(panel))
                .containsExactly(sentence(Cause.TIMED_OUT), sentence(Cause.FILE_DELETED));
    }
}
