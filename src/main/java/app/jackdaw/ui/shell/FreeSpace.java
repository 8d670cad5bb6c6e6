package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Counts;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.concurrent.Task;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/**
 * Says how much room is left where files go. The disk is asked on a virtual thread, because a
 * network drive may take its time; shown on the FX thread.
 */
final class FreeSpace {

    private static final long WORTH_A_LOOK = 64L << 20;

    private final AppModel model;
    private final Formats formats;
    private final Messages messages;
    private final Label label;

    /** The folder of the look that is under way; one that comes late for another is not shown. */
    private @Nullable String lookedAt;

    /** Something has changed since that look began. */
    private boolean once;

    FreeSpace(AppModel model, Formats formats, Messages messages, Label label) {
        this.model = model;
        this.formats = formats;
        this.messages = messages;
        this.label = label;
    }

    void follow(Lifetime lifetime) {
        lifetime.listen(model.destinationProperty(), this::ask);
        lifetime.listen(model.countsProperty().map(FreeSpace::used), this::ask);
        ask();
    }

    /** Another value whenever so much may have been written, or somebody has looked for room. */
    private static List<Object> used(Counts counts) {
        return List.of(
                counts.batch().saved(),
                counts.batch().bytesDone() / WORTH_A_LOOK,
                Optional.ofNullable(counts.delay()));
    }

    /** One look at a time at a folder: a drive that does not answer is not asked meanwhile. */
    private void ask() {
        String folder = model.destinationProperty().get();
        if (folder.equals(lookedAt)) {
            once = true;
            return;
        }
        lookedAt = folder;
        once = false;
        Task<OptionalLong> task =
                new Task<>() {
                    @Override
                    protected OptionalLong call() {
                        return usable(folder);
                    }
                };
        task.setOnSucceeded(_ -> {
            if (folder.equals(lookedAt)) {
                show(task.getValue());
                goOn();
            }
        });
        task.setOnFailed(_ -> {
            if (folder.equals(lookedAt)) {
                goOn();
            }
        });
        Thread.ofVirtual().name("free space").start(task);
    }

    private void goOn() {
        lookedAt = null;
        if (once) {
            once = false;
            ask();
        }
    }

    private void show(OptionalLong bytes) {
        label.setText(
                bytes.isPresent()
                        ? messages.get("status.free", formats.size(bytes.getAsLong()))
                        : "");
        label.setVisible(bytes.isPresent());
    }

    /** Of the folder or the nearest one above it that exists; empty where nobody can tell. */
    private static OptionalLong usable(String folder) {
        try {
            for (Path at = Path.of(folder.strip()).toAbsolutePath();
                    at != null;
                    at = at.getParent()) {
                if (Files.isDirectory(at)) {
                    FileStore store = Files.getFileStore(at);
                    return OptionalLong.of(store.getUsableSpace());
                }
            }
            return OptionalLong.empty();
        } catch (IOException | InvalidPathException unknown) {
            return OptionalLong.empty(); // shown as nothing: the transfer itself says what is wrong
        }
    }
}
