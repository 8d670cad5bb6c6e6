package app.jackdaw.ui.results;

import app.jackdaw.model.Move;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.input.MouseButton;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The menu of a row, made when it is opened: it acts on the rows that it counts then, whatever
 * becomes of them and of the selection while it is open. And what a double click does. FX thread.
 */
final class RowMenu {

    private final RowSelection selection;
    private final ResultCommands commands;
    private final ResultActions actions;
    private final RowFiles files;
    private final Messages messages;
    private BiConsumer<ItemRow, Node> details = (_, _) -> {};
    private BiConsumer<ItemRow, Node> whatWentWrong = (_, _) -> {};

    RowMenu(
            RowSelection selection,
            ResultCommands commands,
            ResultActions actions,
            RowFiles files,
            Messages messages) {
        this.selection = selection;
        this.commands = commands;
        this.actions = actions;
        this.files = files;
        this.messages = messages;
    }

    /** What shows, beside the row, all that is known of it, and why it failed. */
    void onDetails(
            BiConsumer<ItemRow, Node> showDetails, BiConsumer<ItemRow, Node> showWhatWentWrong) {
        details = showDetails;
        whatWentWrong = showWhatWentWrong;
    }

    TableRow<ItemRow> row() {
        TableRow<ItemRow> row = new TableRow<>();
        ContextMenu menu = new ContextMenu();
        menu.setOnShowing(_ -> fill(menu, row));
        // a menu without entries would not open at all
        menu.getItems().setAll(new MenuItem());
        row.contextMenuProperty().bind(row.emptyProperty().map(empty -> empty ? null : menu));
        row.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY
                    && click.getClickCount() == 2
                    && !row.isEmpty()) {
                open(row);
            }
        });
        return row;
    }

    /** Where no row is. */
    ContextMenu ofEmptyArea(Runnable paste, Runnable openList) {
        return new ContextMenu(
                item("menu.paste", "fth-clipboard", paste),
                item("menu.openList", "fth-file-text", openList),
                item("menu.selectAll", "fth-check-square", commands::selectAll));
    }

    private void open(TableRow<ItemRow> at) {
        ItemRow row = at.getItem();
        if (RowFiles.fileOf(row).isPresent()) {
            files.open(row);
        } else if (row.reason().isPresent()) {
            whatWentWrong.accept(row, at);
        } else {
            details.accept(row, at);
        }
    }

    private void fill(ContextMenu menu, TableRow<ItemRow> at) {
        List<ItemRow> chosen = selection.chosen();
        List<ItemRow> rows = chosen.isEmpty() ? List.of(at.getItem()) : chosen;
        int count = rows.size();
        ItemRow first = rows.getFirst();
        boolean anyFile = rows.stream().anyMatch(row -> RowFiles.fileOf(row).isPresent());
        boolean anyToken = rows.stream().anyMatch(row -> !row.item().token().isEmpty());
        boolean anyUnderWay = rows.stream().anyMatch(row -> row.state().transfer().isUnderWay());
        boolean anyPaused =
                rows.stream()
                        .anyMatch(row -> row.state().transfer() instanceof TransferState.Paused);
        boolean anyToRetry = rows.stream().anyMatch(row -> row.reason().isPresent());

        menu.getItems()
                .setAll(
                        item(
                                "menu.copyLinks",
                                "fth-copy",
                                () -> commands.copy(rows, CopyFormat.LINKS),
                                count),
                        copyAs(rows),
                        item("menu.download", "fth-download", () -> actions.download(rows), count),
                        enabled(
                                anyUnderWay,
                                item("menu.pause", "fth-pause", () -> actions.pause(rows))),
                        enabled(
                                anyPaused,
                                item("menu.resume", "fth-play", () -> actions.resume(rows))),
                        enabled(
                                anyUnderWay || anyPaused,
                                item("menu.cancel", "fth-x", () -> commands.cancel(rows))),
                        enabled(
                                anyToRetry,
                                item("menu.retry", "fth-rotate-cw", () -> actions.retry(rows))),
                        enabled(
                                anyToken,
                                item(
                                        "menu.newLink",
                                        "fth-refresh-cw",
                                        () -> actions.getLinks(rows),
                                        count)),
                        order(rows),
                        new SeparatorMenuItem(),
                        enabled(
                                anyFile,
                                item(
                                        "menu.openFile",
                                        "fth-external-link",
                                        () -> files.open(first))),
                        enabled(
                                anyFile,
                                item("menu.showInFolder", "fth-folder", () -> files.reveal(first))),
                        enabled(
                                anyFile,
                                item(
                                        "menu.copyPath",
                                        "fth-clipboard",
                                        () -> files.copyPaths(rows))),
                        new SeparatorMenuItem(),
                        enabled(
                                anyToken,
                                item("menu.copyToken", "fth-tag", () -> files.copyTokens(rows))),
                        item("menu.details", "fth-info", () -> details.accept(first, at)),
                        enabled(
                                first.reason().isPresent(),
                                item(
                                        "menu.whatWentWrong",
                                        "fth-alert-circle",
                                        () -> whatWentWrong.accept(first, at))),
                        item(
                                "menu.remove",
                                "fth-minus-circle",
                                () -> commands.remove(rows),
                                count));
    }

    private Menu copyAs(List<ItemRow> rows) {
        Menu menu = new Menu(messages.get("menu.copyAs"), new FontIcon("fth-copy"));
        menu.getItems()
                .setAll(
                        copyAs("menu.copyAs.plain", "fth-link", rows, CopyFormat.LINKS),
                        copyAs("menu.copyAs.spreadsheet", "fth-grid", rows, CopyFormat.SPREADSHEET),
                        copyAs("menu.copyAs.markdown", "fth-hash", rows, CopyFormat.MARKDOWN),
                        copyAs("menu.copyAs.html", "fth-code", rows, CopyFormat.HTML));
        return menu;
    }

    private MenuItem copyAs(String key, String icon, List<ItemRow> rows, CopyFormat format) {
        return item(key, icon, () -> commands.copy(rows, format));
    }

    private Menu order(List<ItemRow> rows) {
        Menu menu = new Menu(messages.get("menu.order"), new FontIcon("fth-list"));
        menu.getItems()
                .setAll(
                        order("menu.order.first", "fth-chevrons-up", rows, Move.FIRST),
                        order("menu.order.earlier", "fth-chevron-up", rows, Move.EARLIER),
                        order("menu.order.later", "fth-chevron-down", rows, Move.LATER),
                        order("menu.order.last", "fth-chevrons-down", rows, Move.LAST));
        return menu;
    }

    private MenuItem order(String key, String icon, List<ItemRow> rows, Move move) {
        return item(key, icon, () -> commands.move(rows, move));
    }

    private MenuItem item(String key, String icon, Runnable action, Object... arguments) {
        MenuItem item = new MenuItem(messages.get(key, arguments), new FontIcon(icon));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static MenuItem enabled(boolean enabled, MenuItem item) {
        item.setDisable(!enabled);
        return item;
    }
}
