package app.jackdaw.ui.kit;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import org.jspecify.annotations.Nullable;

/**
 * The menu of text fields in the language of the window; the toolkit's own speaks the language of
 * the system. FX thread.
 */
public final class TextMenus {

    private final Messages messages;

    public TextMenus(Messages messages) {
        this.messages = messages;
    }

    /** For every text field that is in the scene or comes into it, but those that have a menu. */
    public void offer(Scene scene) {
        scene.getRoot()
                .addEventFilter(
                        ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                        request -> {
                            TextInputControl field = fieldOf(request.getTarget());
                            if (field != null && field.getContextMenu() == null) {
                                field.setContextMenu(menu(field));
                            }
                        });
    }

    private static @Nullable TextInputControl fieldOf(Object target) {
        for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
            if (at instanceof TextInputControl field) {
                return field;
            }
        }
        return null;
    }

    ContextMenu menu(TextInputControl field) {
        MenuItem undo = item("text.undo", field::undo);
        MenuItem redo = item("text.redo", field::redo);
        MenuItem cut = item("text.cut", field::cut);
        MenuItem copy = item("text.copy", field::copy);
        MenuItem paste = item("text.paste", field::paste);
        MenuItem delete = item("text.delete", () -> field.deleteText(field.getSelection()));
        MenuItem all = item("text.selectAll", field::selectAll);
        ContextMenu menu = new ContextMenu();
        menu.getItems()
                .setAll(
                        undo,
                        redo,
                        new SeparatorMenuItem(),
                        cut,
                        copy,
                        paste,
                        delete,
                        new SeparatorMenuItem(),
                        all);
        menu.setOnShowing(_ -> {
            boolean editable = field.isEditable();
            boolean selected = field.getSelection().getLength() > 0;
            boolean secret = field instanceof PasswordField;
            undo.setDisable(!editable || !field.isUndoable());
            redo.setDisable(!editable || !field.isRedoable());
            cut.setDisable(!editable || !selected || secret);
            copy.setDisable(!selected || secret);
            paste.setDisable(!editable || !Clipboard.getSystemClipboard().hasString());
            delete.setDisable(!editable || !selected);
            all.setDisable(field.getLength() == 0);
        });
        return menu;
    }

    private MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(messages.get(key));
        item.setOnAction(_ -> action.run());
        return item;
    }
}
