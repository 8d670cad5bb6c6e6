package app.jackdaw;

import app.jackdaw.download.ConflictQuestion;
import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.shell.ConflictDialog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Puts the engine's question about a file that is there already before the user. Any thread. */
record AskedConflicts(ConflictDialog dialog) implements ConflictQuestion {

    @Override
    public Answer ask(MediaItem item, Path existing) throws InterruptedException {
        CompletableFuture<Optional<ConflictDialog.Answer>> answer = new CompletableFuture<>();
        FxThread.later(() -> answer.complete(dialog.ask(existing)));
        try {
            // a dialog that was closed means: leave my file alone
            return answer.get()
                    .map(AskedConflicts::translated)
                    .orElse(new Answer(Choice.SKIP, Reach.THIS_ONE));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Answer translated(ConflictDialog.Answer answer) {
        return new Answer(
                Choice.valueOf(answer.choice().name()),
                answer.forAll() ? Reach.ALL : Reach.THIS_ONE);
    }
}
