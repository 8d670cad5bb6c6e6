package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Counts;
import java.io.IOException;
import java.nio.file.Files;
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

    /** Asks a disk, which may take its time. */
    interface Look {

        /** Of the folder, or of the nearest one above it that exists. */
        Look OF_DISK =
                folder -> {
                    Path at = folder;
                    while (at != null && !Files.isDirectory(at)) {
                        at = at.getParent();
                    }
                    return at == null
                            ? OptionalLong.empty()
                            : OptionalLong.of(Files.getFileStore(at).getUsableSpace());
                };

        /** Empty where nobody can tell. */
        OptionalLong usable(Path folder) throws IOException, InterruptedException;
    }

    private final AppModel model;
    private final Formats formats;
    private final Messages messages;
    private final Label label;
    private final Look look;

    /** The folder of the look that is under way; one that comes late for another is not shown. */
    private @Nullable Path lookedAt;

    /** Something has changed since that look began. */
    private boolean once;

    FreeSpace(AppModel model, Formats formats, Messages messages, Label label) {
        this(model, formats, messages, label, Look.OF_DISK);
    }

    FreeSpace(AppModel model, Formats formats, Messages messages, Label label, Look look) {
        this.look = look;
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
        Path folder = model.destinationFolder().orElse(null);
        if (folder == null) {
            lookedAt = null;
            show(OptionalLong.empty()); // nothing can be saved there
            return;
        }
        if (folder.equals(lookedAt)) {
            once = true;
            return;
        }
        lookedAt = folder;
        once = false;
        Task<OptionalLong> task =
                new Task<>() {
                    @Override
                    protected OptionalLong call() throws InterruptedException {
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

    private OptionalLong usable(Path folder) throws InterruptedException {
        try {
            return look.usable(folder);
        } catch (IOException unknown) {
            return OptionalLong.empty(); // shown as nothing: the transfer itself says what is wrong
        }
    }
}
