package app.jackdaw.ui.results;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.Move;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
        ItemRow clicked = at.getItem();
        List<ItemRow> chosen = selection.chosen();
        List<ItemRow> rows = chosen.isEmpty() ? List.of(clicked) : chosen;
        List<ItemRow> saved = those(rows, row -> RowFiles.fileOf(row).isPresent());
        List<ItemRow> tokens = those(rows, row -> !row.item().token().isEmpty());
        List<ItemRow> explained = those(rows, row -> row.reason().isPresent());

        menu.getItems()
                .setAll(
                        item(
                                "menu.copyLinks",
                                "fth-copy",
                                rows,
                                () -> commands.copy(rows, CopyFormat.LINKS)),
                        copyAs(rows),
                        item(
                                "menu.download",
                                "fth-download",
                                those(rows, RowMenu::mayStart),
                                () -> actions.download(rows)),
                        item(
                                "menu.pause",
                                "fth-pause",
                                those(rows, row -> row.state().transfer().isUnderWay()),
                                () -> actions.pause(rows)),
                        item(
                                "menu.resume",
                                "fth-play",
                                those(rows, RowMenu::isPaused),
                                () -> actions.resume(rows)),
                        item(
                                "menu.cancel",
                                "fth-x",
                                those(rows, RowMenu::mayBeCancelled),
                                () -> commands.cancel(rows)),
                        item(
                                "menu.retry",
                                "fth-rotate-cw",
                                those(rows, RowMenu::mayBeRetried),
                                () -> actions.retry(rows)),
                        item(
                                "menu.newLink",
                                "fth-refresh-cw",
                                tokens,
                                () -> commands.getNewLinks(rows)),
                        order(rows),
                        new SeparatorMenuItem(),
                        itemOfOne(
                                "menu.openFile", "fth-external-link", clicked, saved, files::open),
                        itemOfOne("menu.showInFolder", "fth-folder", clicked, saved, files::reveal),
                        item("menu.copyPath", "fth-clipboard", saved, () -> files.copyPaths(rows)),
                        new SeparatorMenuItem(),
                        item("menu.copyToken", "fth-tag", tokens, () -> files.copyTokens(rows)),
                        itemOfOne(
                                "menu.details",
                                "fth-info",
                                clicked,
                                rows,
                                row -> details.accept(row, at)),
                        itemOfOne(
                                "menu.whatWentWrong",
                                "fth-alert-circle",
                                clicked,
                                explained,
                                row -> whatWentWrong.accept(row, at)),
                        item("menu.remove", "fth-minus-circle", rows, () -> commands.remove(rows)));
    }

    /** Whether there may be something to fetch: a saved file may be gone. */
    private static boolean mayStart(ItemRow row) {
        TransferState state = row.state().transfer();
        return !(state instanceof TransferState.Running || state instanceof TransferState.Queued);
    }

    private static boolean isPaused(ItemRow row) {
        return row.state().transfer() instanceof TransferState.Paused;
    }

    /** Of what failed, the reason and the part file go. */
    private static boolean mayBeCancelled(ItemRow row) {
        TransferState state = row.state().transfer();
        LinkState link = row.state().link();
        return state.isUnderWay()
                || isPaused(row)
                || state instanceof TransferState.Failed
                || link instanceof LinkState.Fetching
                || link instanceof LinkState.Renewing;
    }

    private static boolean mayBeRetried(ItemRow row) {
        return row.state().transfer() instanceof TransferState.Waiting || row.failure().isPresent();
    }

    private static List<ItemRow> those(List<ItemRow> rows, Predicate<ItemRow> wanted) {
        return rows.stream().filter(wanted).toList();
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
        item.setOnAction(_ -> commands.onWhole(action));
        return item;
    }

    /**
     * @param concerned the rows of which the entry counts; it is disabled where there are none
     */
    private MenuItem item(String key, String icon, List<ItemRow> concerned, Runnable action) {
        MenuItem item = item(key, icon, action, concerned.size());
        item.setDisable(concerned.isEmpty());
        return item;
    }

    /** Acts on the row that was clicked where it can, else on the first that can. */
    private MenuItem itemOfOne(
            String key,
            String icon,
            ItemRow clicked,
            List<ItemRow> concerned,
            Consumer<ItemRow> action) {
        return item(
                key,
                icon,
                concerned,
                () -> action.accept(concerned.contains(clicked) ? clicked : concerned.getFirst()));
    }
}
