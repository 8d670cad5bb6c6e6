package app.jackdaw.ui.settings;

import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.TextMenus;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.kit.Views.View;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/** Shows the settings beside the window, which stays usable; one at a time. FX thread. */
public final class SettingsDialog {

    private static final double WIDTH = 560;
    private static final double HEIGHT = 840;

    /** Room for the title bar and the panels of the desktop. */
    private static final double FRAME = 80;

    private final Stage owner;
    private @Nullable Stage open;

    public SettingsDialog(Stage owner) {
        this.owner = owner;
        // not every system takes a window away with its owner
        owner.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> close());
    }

    public void show(Views views, Messages messages) {
        if (open != null) {
            open.toFront();
            open.requestFocus();
            return;
        }
        View<SettingsController> view = views.load(SettingsController.class);
        Stage stage = new Stage();
        double height = Screen.getPrimary().getVisualBounds().getHeight() - FRAME;
        stage.setScene(new Scene(view.node(), WIDTH, Math.min(HEIGHT, height)));
        new TextMenus(messages).offer(stage.getScene());
        new DialogLook(owner).dress(stage, messages.get("settings.title"));
        stage.setOnHidden(_ -> {
            view.controller().end();
            if (open == stage) {
                open = null;
            }
        });
        open = stage;
        stage.show();
    }

    private void close() {
        if (open != null) {
            open.hide();
        }
    }

    /** Speaks the new language of the window, at the same place. */
    public void renew(Views views, Messages messages) {
        Stage old = open;
        if (old == null) {
            return;
        }
        open = null;
        old.hide();
        show(views, messages);
        Stage renewed = open;
        if (renewed != null) {
            renewed.setX(old.getX());
            renewed.setY(old.getY());
        }
    }
}
