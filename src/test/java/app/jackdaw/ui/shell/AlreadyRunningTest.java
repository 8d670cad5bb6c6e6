package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.model.ThemeChoice;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.geometry.Insets;
import javafx.scene.control.DialogPane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What a second start says, before there is any window that could lend its looks. */
class AlreadyRunningTest {

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void itLooksLikeTheOtherDialogs(Language language) throws Exception {
        AlreadyRunning running = new AlreadyRunning(language, Path.of("data"));
        Insets room =
                onFx(() -> {
                    try (Theme theme = new Theme()) {
                        theme.choose(ThemeChoice.LIGHT);
                        DialogPane pane = running.dialog(theme).getDialogPane();
                        assertThat(pane.getGraphic()).isNull();
                        pane.applyCss();
                        pane.layout();
                        return ((Region) pane.lookup(".header-panel")).getPadding();
                    } finally {
                        Application.setUserAgentStylesheet(null);
                    }
                });
        assertThat(room).isEqualTo(new Insets(20, 24, 4, 24));
    }
}
