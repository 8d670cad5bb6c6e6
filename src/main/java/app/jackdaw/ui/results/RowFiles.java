package app.jackdaw.ui.results;

import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.FileOpener;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/**
 * Opens, shows and names the files that rows were saved to. FX thread; the system is asked off it.
 */
public final class RowFiles {

    private final AppModel model;
    private final FileOpener opener;
    private final Background background;

    public RowFiles(AppModel model, FileOpener opener, Background background) {
        this.model = model;
        this.opener = opener;
        this.background = background;
    }

    /** Where the row's file is, if it was saved or found there. */
    static Optional<Path> fileOf(ItemRow row) {
        return switch (row.state().transfer()) {
            case TransferState.Saved(Path path, _) -> Optional.of(path);
            case TransferState.Skipped there when there.hasFile() -> Optional.of(there.path());
            default -> Optional.empty();
        };
    }

    void open(ItemRow row) {
        fileOf(row).ifPresent(path -> ask("open file", path, () -> opener.open(existing(path))));
    }

    void reveal(ItemRow row) {
        fileOf(row)
                .ifPresent(
                        path -> ask("show in folder", path, () -> opener.reveal(existing(path))));
    }

    /** Opens the folder that files go to, or the nearest one above it that exists. */
    void openFolder() {
        Optional<Path> folder = model.destinationFolder();
        if (folder.isEmpty()) {
            model.noticeProperty().set(Notice.of("status.folderImpossible"));
            return;
        }
        ask("open folder", folder.get(), () -> opener.open(nearest(folder.get())));
    }

    private static Path nearest(Path folder) {
        Path at = folder;
        while (at.getParent() != null && !Files.isDirectory(at)) {
            at = at.getParent();
        }
        return at;
    }

    void copyPaths(List<ItemRow> rows) {
        List<String> paths =
                rows.stream().flatMap(row -> fileOf(row).stream()).map(Path::toString).toList();
        copyText(paths, "status.pathsCopied");
    }

    void copyTokens(List<ItemRow> rows) {
        List<String> tokens =
                rows.stream()
                        .map(row -> row.item().token())
                        .filter(token -> !token.isEmpty())
                        .toList();
        copyText(tokens, "status.tokensCopied");
    }

    private void copyText(List<String> lines, String said) {
        ClipboardContent content = new ClipboardContent();
        content.putString(String.join("\n", lines));
        Clipboard.getSystemClipboard().setContent(content);
        model.noticeProperty().set(Notice.of(said, lines.size()));
    }

    private static Path existing(Path path) throws NoSuchFileException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        return path;
    }

    private interface Request {
        void send() throws Exception;
    }

    private void ask(String name, Path path, Request request) {
        background.call(
                name,
                () -> {
                    request.send();
                    return path;
                },
                _ -> {},
                _ -> model.noticeProperty().set(Notice.of("status.cannotOpen", path.toString())));
    }
}
