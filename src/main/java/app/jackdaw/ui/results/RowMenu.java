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
 * The menu of a row, made when it is opened so that it counts what it will act on; and what a
 * double click does. FX thread.
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
        List<ItemRow> rows = selection.targets();
        int count = rows.size();
        ItemRow first = rows.getFirst();
        boolean anyFile = rows.stream().anyMatch(row -> RowFiles.fileOf(row).isPresent());
        boolean anyToken = rows.stream().anyMatch(row -> !row.item().token().isEmpty());
        boolean anyUnderWay = rows.stream().anyMatch(row -> row.state().transfer().isUnderWay());
        boolean anyPaused =
                rows.stream()
                        .anyMatch(row -> row.state().transfer() instanceof TransferState.Paused);
        boolean anyToRetry = rows.stream().anyMatch(row -> row.reason().isPresent());

        Menu copyAs = new Menu(messages.get("menu.copyAs"), new FontIcon("fth-copy"));
        copyAs.getItems()
                .setAll(
                        item("menu.copyAs.plain", "fth-link", commands::copyLinks),
                        item("menu.copyAs.spreadsheet", "fth-grid", commands::copyForSpreadsheet),
                        item("menu.copyAs.markdown", "fth-hash", commands::copyAsMarkdown),
                        item("menu.copyAs.html", "fth-code", commands::copyAsHtml));

        Menu order = new Menu(messages.get("menu.order"), new FontIcon("fth-list"));
        order.getItems()
                .setAll(
                        item(
                                "menu.order.first",
                                "fth-chevrons-up",
                                () -> commands.move(Move.FIRST)),
                        item(
                                "menu.order.earlier",
                                "fth-chevron-up",
                                () -> commands.move(Move.EARLIER)),
                        item(
                                "menu.order.later",
                                "fth-chevron-down",
                                () -> commands.move(Move.LATER)),
                        item(
                                "menu.order.last",
                                "fth-chevrons-down",
                                () -> commands.move(Move.LAST)));

        menu.getItems()
                .setAll(
                        item("menu.copyLinks", "fth-copy", commands::copyLinks, count),
                        copyAs,
                        item("menu.download", "fth-download", commands::download, count),
                        enabled(anyUnderWay, item("menu.pause", "fth-pause", commands::pause)),
                        enabled(anyPaused, item("menu.resume", "fth-play", commands::resume)),
                        enabled(
                                anyUnderWay || anyPaused,
                                item("menu.cancel", "fth-x", commands::cancel)),
                        enabled(anyToRetry, item("menu.retry", "fth-rotate-cw", commands::retry)),
                        enabled(
                                anyToken,
                                item("menu.newLink", "fth-refresh-cw", commands::getLinks, count)),
                        order,
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
                        item("menu.remove", "fth-minus-circle", () -> actions.remove(rows), count));
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
