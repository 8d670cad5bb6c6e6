package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.model.ThemeChoice;
import app.jackdaw.ui.shell.ConflictDialog;
import app.jackdaw.ui.shell.Questions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.stage.Modality;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxToolkit;

/** Questions about files that are there already, on their way from a worker to the user. */
class AskedConflictsTest {

    private static final MediaItem ITEM = MediaItem.ofToken("t", new ItemSource.PastedToken(1));
    private static final Path FOLDER = Path.of("folder").toAbsolutePath();

    @SuppressWarnings("NullAway.Init")
    private Stage owner;

    @SuppressWarnings("NullAway.Init")
    private Theme theme;

    @SuppressWarnings("NullAway.Init")
    private Questions questions;

    @SuppressWarnings("NullAway.Init")
    private AskedConflicts asked;

    private volatile Language language = Language.ENGLISH;
    private volatile boolean broken;

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        Questions.onFx(() -> {
            Platform.setImplicitExit(false);
            theme = new Theme();
            theme.choose(ThemeChoice.LIGHT);
            owner = new Stage();
            owner.setScene(new Scene(new Pane(), 900, 600));
            owner.show();
            asked = new AskedConflicts(new ConflictDialog(owner, this::language));
            return null;
        });
        questions = new Questions(owner);
    }

    private Language language() {
        if (broken) {
            throw new IllegalStateException("no words");
        }
        return language;
    }

    @AfterEach
    void close() {
        Questions.onFx(() -> {
            owner.hide();
            theme.close();
            Application.setUserAgentStylesheet(null);
            return null;
        });
    }

    /** A worker that asks. */
    private record Worker(Thread thread, CompletableFuture<Answer> answer) {

        Answer awaited() throws Exception {
            return answer.get(60, TimeUnit.SECONDS);
        }

        boolean wasInterrupted() throws InterruptedException {
            thread.join(60_000);
            return answer.isCancelled();
        }
    }

    private Worker worker(String name) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                answer.complete(asked.ask(ITEM, FOLDER.resolve(name)));
                            } catch (InterruptedException stopped) {
                                answer.cancel(false);
                            } catch (RuntimeException failure) {
                                answer.completeExceptionally(failure);
                            }
                        });
        return new Worker(thread, answer);
    }

    /** Until the question has reached the window. */
    private static void awaitAsking(Worker worker) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> worker.thread().getState() == Thread.State.WAITING);
        Questions.onFx(() -> null);
    }

    @Test
    void everyAnswerReachesTheWorkerThatAsked() throws Exception {
        Worker both = worker("a.bin");
        Questions.press(questions.awaitOne("a.bin"), "conflictKeepBoth");
        assertThat(both.awaited()).isEqualTo(new Answer(Choice.KEEP_BOTH, Reach.THIS_ONE));

        Worker replace = worker("b.bin");
        Questions.press(questions.awaitOne("b.bin"), "conflictOverwrite");
        assertThat(replace.awaited()).isEqualTo(new Answer(Choice.OVERWRITE, Reach.THIS_ONE));

        Worker skip = worker("c.bin");
        DialogPane pane = questions.awaitOne("c.bin");
        Questions.tickForAll(pane);
        Questions.press(pane, "conflictSkip");
        assertThat(skip.awaited()).isEqualTo(new Answer(Choice.SKIP, Reach.ALL));
        questions.awaitNone();
    }

    @Test
    void theKeyThatLeavesDialogsLeavesTheFileAlone() throws Exception {
        Worker worker = worker("a.bin");
        Questions.escape(questions.awaitOne("a.bin"));
        assertThat(worker.awaited()).isEqualTo(new Answer(Choice.SKIP, Reach.THIS_ONE));
        questions.awaitNone();
    }

    /** As a row is asked about again and again that its disk stops every few seconds. */
    @Test
    void aQuestionGoesWithTheWorkerThatAskedIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            Worker worker = worker("a.bin");
            questions.awaitOne("a.bin");
            worker.thread().interrupt();
            assertThat(worker.wasInterrupted()).isTrue();
        }
        Worker last = worker("b.bin");
        Questions.press(questions.awaitOne("b.bin"), "conflictOverwrite");
        assertThat(last.awaited().choice()).isEqualTo(Choice.OVERWRITE);
        questions.awaitNone();
    }

    @Test
    void whoIsStoppedBeforeTheQuestionStandsIsNotAskedAbout() throws Exception {
        CompletableFuture<Void> held = new CompletableFuture<>();
        Platform.runLater(held::join);
        Worker worker = worker("a.bin");
        worker.thread().interrupt();
        assertThat(worker.wasInterrupted()).isTrue();
        held.complete(null);
        assertThat(questions.standing()).isEmpty();
    }

    @Test
    void whoAsksMeanwhileWaitsForHisTurn() throws Exception {
        Worker first = worker("a.bin");
        DialogPane pane = questions.awaitOne("a.bin");
        Worker second = worker("b.bin");
        Worker third = worker("c.bin");
        awaitAsking(second);
        awaitAsking(third);
        second.thread().interrupt();
        assertThat(second.wasInterrupted()).isTrue();
        assertThat(questions.standing()).containsExactly(pane);
        Questions.press(pane, "conflictSkip");
        assertThat(first.awaited().choice()).isEqualTo(Choice.SKIP);
        Questions.press(questions.awaitOne("c.bin"), "conflictKeepBoth");
        assertThat(third.awaited().choice()).isEqualTo(Choice.KEEP_BOTH);
        questions.awaitNone();
    }

    /** Whether to quit, for one. */
    @Test
    void noQuestionStandsOverAnotherOneOfTheWindow() throws Exception {
        Stage quit =
                Questions.onFx(() -> {
                    Stage other = new Stage();
                    other.initOwner(owner);
                    other.initModality(Modality.APPLICATION_MODAL);
                    other.setScene(new Scene(new DialogPane()));
                    other.show();
                    return other;
                });
        Worker worker = worker("a.bin");
        awaitAsking(worker);
        assertThat(questions.standing()).hasSize(1);
        Questions.onFx(() -> {
            quit.hide();
            return null;
        });
        Questions.press(questions.awaitOne("a.bin"), "conflictKeepBoth");
        assertThat(worker.awaited().choice()).isEqualTo(Choice.KEEP_BOTH);
    }

    /** That the window goes is nobody's answer: the row would count as skipped. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWindowThatGoesTakesTheQuestionAlongWithoutAnAnswer(boolean questionFirst)
            throws Exception {
        Worker worker = worker("a.bin");
        DialogPane pane = questions.awaitOne("a.bin");
        Questions.onFx(() -> {
            if (questionFirst) {
                owner.setOnHiding(_ -> pane.getScene().getWindow().hide());
            }
            owner.hide();
            return null;
        });
        questions.awaitNone();
        Questions.onFx(() -> null);
        assertThat(worker.answer()).isNotDone();
        worker.thread().interrupt();
        assertThat(worker.wasInterrupted()).isTrue();
    }

    @Test
    void aQuestionThatCannotBePutEndsAndKeepsNobodyWaiting() throws Exception {
        broken = true;
        Worker worker = worker("a.bin");
        assertThatThrownBy(worker::awaited)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(questions.standing()).isEmpty();
        broken = false;
        Worker next = worker("b.bin");
        Questions.press(questions.awaitOne("b.bin"), "conflictSkip");
        assertThat(next.awaited().choice()).isEqualTo(Choice.SKIP);
    }

    @ParameterizedTest
    @EnumSource
    void everythingCanBeReadInEveryLanguage(Language spoken) throws Exception {
        language = spoken;
        Worker worker = worker("长".repeat(30) + "-a-name-that-is-long-enough-to-be-cut.bin");
        DialogPane pane = questions.awaitOne("长");
        List<String> cut =
                Questions.onFx(() ->
                        pane.lookupAll("*").stream()
                                .filter(Labeled.class::isInstance)
                                .map(Labeled.class::cast)
                                .filter(AskedConflictsTest::isCut)
                                .map(Labeled::getText)
                                .toList());
        assertThat(cut).isEmpty();
        Questions.escape(pane);
        assertThat(worker.awaited().choice()).isEqualTo(Choice.SKIP);
    }

    private static boolean isCut(Labeled labeled) {
        Node text = labeled.lookup(".text");
        return text instanceof Text drawn && !drawn.getText().equals(labeled.getText());
    }
}
