package app.jackdaw.ui.results;

import app.jackdaw.ui.model.ItemRow;
import java.util.Collection;
import java.util.function.BiConsumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys of the table that no menu has. FX thread. */
final class TableKeys {

    private static final double MENU_INDENT = 48;

    private final TableView<ItemRow> table;
    private final RowSelection selection;
    private final ResultCommands commands;
    private final BiConsumer<ItemRow, Node> details;

    TableKeys(
            TableView<ItemRow> table,
            RowSelection selection,
            ResultCommands commands,
            BiConsumer<ItemRow, Node> details) {
        this.table = table;
        this.selection = selection;
        this.commands = commands;
        this.details = details;
    }

    /**
     * @param drawn the rows that are on the screen
     */
    void listen(Collection<TableRow<ItemRow>> drawn) {
        table.setOnKeyPressed(this::key);
        table.addEventFilter(
                ContextMenuEvent.CONTEXT_MENU_REQUESTED, request -> menuByKey(request, drawn));
    }

    private void key(KeyEvent key) {
        if (key.getCode() == KeyCode.DELETE) {
            commands.removeSelected();
        } else if (key.isShortcutDown() && key.getCode() == KeyCode.C) {
            commands.copyLinks();
        } else if (key.isShortcutDown() && key.getCode() == KeyCode.I) {
            ItemRow row = table.getSelectionModel().getSelectedItem();
            if (row != null) {
                details.accept(row, table);
            }
        } else if (key.isShortcutDown() && key.getCode() == KeyCode.A) {
            commands.selectRest();
            return;
        } else {
            return;
        }
        key.consume();
    }

    /** The menu key opens the menu of the row, as the mouse does, not that of the empty area. */
    private void menuByKey(ContextMenuEvent request, Collection<TableRow<ItemRow>> drawn) {
        int focused = table.getFocusModel().getFocusedIndex();
        if (!request.isKeyboardTrigger() || selection.chosen().isEmpty()) {
            return;
        }
        drawn.stream()
                .filter(row -> !row.isEmpty() && row.getIndex() == focused)
                .findFirst()
                .ifPresent(row -> {
                    Bounds on = row.localToScreen(row.getBoundsInLocal());
                    row.getContextMenu().show(row, on.getMinX() + MENU_INDENT, on.getMaxY());
                    request.consume();
                });
    }
}
