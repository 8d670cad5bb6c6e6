package app.jackdaw;

import app.jackdaw.download.ConflictQuestion;
import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.shell.ConflictDialog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the engine's question about a file that is there already before the user. A question whose
 * asker is interrupted is taken back. Any thread.
 */
record AskedConflicts(ConflictDialog dialog) implements ConflictQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(AskedConflicts.class);

    /**
     * @throws IllegalStateException when the question cannot be put
     */
    @Override
    public Answer ask(MediaItem item, Path existing) throws InterruptedException {
        CompletableFuture<ConflictDialog.Answer> answer = new CompletableFuture<>();
        ConflictDialog.Subject subject = subject(item, existing); // looks at the disk
        FxThread.later(() -> dialog.ask(subject, answer));
        try {
            return translated(answer.get());
        } catch (InterruptedException stopped) {
            answer.cancel(false);
            FxThread.later(() -> dialog.takeBack(answer));
            throw stopped;
        } catch (ExecutionException notPut) {
            throw new IllegalStateException("the question could not be put", notPut.getCause());
        }
    }

    private static ConflictDialog.Subject subject(MediaItem item, Path existing) {
        try {
            BasicFileAttributes there = Files.readAttributes(existing, BasicFileAttributes.class);
            return new ConflictDialog.Subject(
                    existing,
                    there.isRegularFile() ? there.size() : null,
                    there.lastModifiedTime().toInstant(),
                    item.size());
        } catch (IOException unreadable) {
            LOG.info("What is there tells nothing: {}", unreadable.getClass().getSimpleName());
            return new ConflictDialog.Subject(existing, null, null, item.size());
        }
    }

    private static Answer translated(ConflictDialog.Answer answer) {
        return new Answer(
                Choice.valueOf(answer.choice().name()),
                answer.forAll() ? Reach.ALL : Reach.THIS_ONE);
    }
}
