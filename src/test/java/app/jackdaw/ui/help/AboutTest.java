package app.jackdaw.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Version and notices, in the language of the window and not in that of the system. */
class AboutTest {

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"CHINESE, 关闭", "ENGLISH, Close"})
    void itsButtonSpeaksTheLanguageOfTheWindow(Language language, String word) throws Exception {
        Stage owner = FxToolkit.registerPrimaryStage();
        List<String> words =
                onFx(() -> {
                    owner.setScene(new Scene(new Label()));
                    new About("1", () -> "").show(owner, new Messages(language));
                    Window dialog =
                            Window.getWindows().stream()
                                    .filter(window -> window != owner)
                                    .findFirst()
                                    .orElseThrow();
                    DialogPane pane = (DialogPane) dialog.getScene().getRoot();
                    dialog.hide();
                    return pane.getButtonTypes().stream().map(ButtonType::getText).toList();
                });
        assertThat(words).containsExactly(word);
    }
}
