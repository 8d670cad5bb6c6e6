package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.scene.control.Alert;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/**
 * Asks what to do with a file that is there already: one question at a time, and none over another
 * one of this window, such as whether to quit. FX thread.
 */
public final class ConflictDialog {

    /** What the user chose. */
    public enum Choice {
        KEEP_BOTH,
        OVERWRITE,
        SKIP
    }

    /**
     * @param forAll whether the choice holds for the files still to come
     */
    public record Answer(Choice choice, boolean forAll) {}

    /**
     * What is asked about.
     *
     * @param existing the file that is there
     * @param size of that one, null when it is not known
     * @param changed when that one was, null when it is not known
     * @param wantedSize of the file that would be downloaded, null when it is not known yet
     */
    public record Subject(
            Path existing,
            @Nullable Long size,
            @Nullable Instant changed,
            @Nullable Long wantedSize) {}

    private record Question(Subject subject, CompletableFuture<Answer> answer) {}

    private final Stage owner;
    private final Supplier<Language> language;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private @Nullable Question asked;
    private @Nullable Alert shown;

    public ConflictDialog(Stage owner, Supplier<Language> language) {
        this.owner = owner;
        this.language = language;
        // not every system takes a dialog away with its window
        owner.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> leave());
    }

    /**
     * Returns at once; the question stands as soon as no other one does.
     *
     * @param answer completed by the user; closing the dialog is the answer that leaves the file
     *     alone. Never, when the window goes with the question: who waits is stopped by then.
     *     Exceptionally, when the question cannot be put.
     */
    public void ask(Subject subject, CompletableFuture<Answer> answer) {
        waiting.add(new Question(subject, answer));
        next();
    }

    /** Nobody waits for the answer any more. */
    public void takeBack(CompletableFuture<Answer> answer) {
        waiting.removeIf(question -> question.answer() == answer);
        if (asked != null && asked.answer() == answer) {
            close();
        }
    }

    private void next() {
        waiting.removeIf(question -> question.answer().isDone());
        if (asked != null || waiting.isEmpty() || !owner.isShowing()) {
            return;
        }
        Optional<Stage> other = otherQuestion();
        if (other.isPresent()) {
            // after it is gone from the screen, and perhaps this window with it
            other.get().addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> FxThread.later(this::next));
            return;
        }
        Question question = waiting.remove();
        try {
            put(question);
        } catch (RuntimeException | Error failure) {
            asked = null;
            shown = null;
            question.answer().completeExceptionally(failure);
            next();
        }
    }

    private Optional<Stage> otherQuestion() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window.isShowing())
                .map(Stage.class::cast)
                .filter(stage -> stage.getOwner() == owner && stage.getModality() != Modality.NONE)
                .findFirst();
    }

    private void put(Question question) {
        ConflictForm form = new ConflictForm(new Messages(language.get()), question.subject());
        Alert dialog = form.dialog(owner);
        // unlike the events of a dialog, also told when its window goes without it
        dialog.showingProperty()
                .addListener((_, _, showing) -> {
                    if (!showing) {
                        ended(question, form.answer(dialog));
                    }
                });
        asked = question;
        shown = dialog;
        dialog.show(); // not to be waited for: whoever does that runs other events meanwhile
    }

    private void ended(Question question, Answer answer) {
        if (asked == question) {
            asked = null;
            shown = null;
            if (owner.isShowing()) {
                question.answer().complete(answer);
            }
            next();
        }
    }

    /** Without an answer. */
    private void close() {
        Alert open = shown;
        asked = null;
        shown = null;
        if (open != null) {
            open.close();
        }
        next();
    }

    private void leave() {
        waiting.clear();
        close();
    }
}
