package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A text field's menu speaks the language of the window, whatever that of the system is. */
class TextMenusTest {

    private static final List<String> KEYS =
            List.of("undo", "redo", "cut", "copy", "paste", "delete", "selectAll");

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    private static ContextMenu menu(TextInputControl field, Messages messages) throws Exception {
        return onFx(() -> {
            Scene scene = new Scene(new VBox(field));
            new TextMenus(messages).offer(scene);
            field.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, Event::consume);
            Event.fireEvent(
                    field,
                    new ContextMenuEvent(
                            ContextMenuEvent.CONTEXT_MENU_REQUESTED, 1, 1, 1, 1, false, null));
            ContextMenu menu = field.getContextMenu();
            menu.getOnShowing().handle(null);
            return menu;
        });
    }

    private static List<String> enabled(ContextMenu menu) {
        return menu.getItems().stream()
                .filter(item -> !(item instanceof SeparatorMenuItem) && !item.isDisable())
                .map(MenuItem::getText)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void speaksTheLanguageOfTheWindow(Language language) throws Exception {
        Messages messages = new Messages(language);
        ContextMenu menu = menu(new TextField("words"), messages);
        assertThat(menu.getItems())
                .filteredOn(item -> !(item instanceof SeparatorMenuItem))
                .extracting(MenuItem::getText)
                .isEqualTo(KEYS.stream().map(key -> messages.get("text." + key)).toList());
    }

    @Test
    void offersWhatCanBeDone() throws Exception {
        Messages messages = new Messages(Language.ENGLISH);
        TextField field = new TextField("words");
        assertThat(enabled(menu(field, messages))).contains("Select all").doesNotContain("Cut");
        onFx(() -> {
            field.selectAll();
            return null;
        });
        assertThat(enabled(menu(field, messages))).contains("Cut", "Copy", "Delete");
        TextField fixed = new TextField("words");
        fixed.setEditable(false);
        fixed.selectAll();
        assertThat(enabled(menu(fixed, messages))).containsExactly("Copy", "Select all");
    }

    @Test
    void aSecretIsNeitherCutNorCopied() throws Exception {
        PasswordField field = new PasswordField();
        field.setText("secret");
        field.selectAll();
        assertThat(enabled(menu(field, new Messages(Language.ENGLISH))))
                .contains("Delete")
                .doesNotContain("Cut", "Copy");
    }

    @Test
    void aMenuOfItsOwnStays() throws Exception {
        TextField field = new TextField("words");
        ContextMenu own = onFx(() -> new ContextMenu(new MenuItem("own")));
        own.setOnShowing(_ -> {});
        field.setContextMenu(own);
        assertThat(menu(field, new Messages(Language.ENGLISH))).isSameAs(own);
    }
}
