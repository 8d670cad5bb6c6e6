package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.model.ThemeChoice;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Light and dark as the system is, until the user has chosen. */
class ThemeTest {

    private final ObjectProperty<ColorScheme> system =
            new SimpleObjectProperty<>(ColorScheme.LIGHT);
    private final Theme theme = new Theme(system);

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() throws Exception {
        onFx(() -> {
            theme.close();
            Application.setUserAgentStylesheet(null);
            return null;
        });
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    private String sheetWhen(ThemeChoice choice, ColorScheme scheme) throws Exception {
        return onFx(() -> {
            theme.choose(choice);
            system.set(scheme);
            return Application.getUserAgentStylesheet();
        });
    }

    @Test
    void followsTheSystemWhileTheWindowIsOpen() throws Exception {
        assertThat(sheetWhen(ThemeChoice.SYSTEM, ColorScheme.LIGHT)).contains("light");
        assertThat(sheetWhen(ThemeChoice.SYSTEM, ColorScheme.DARK)).contains("dark");
        assertThat(onFx(theme::isDark)).isTrue();
        assertThat(sheetWhen(ThemeChoice.SYSTEM, ColorScheme.LIGHT)).contains("light");
    }

    @Test
    void aChoiceOutweighsTheSystem() throws Exception {
        assertThat(sheetWhen(ThemeChoice.LIGHT, ColorScheme.DARK)).contains("light");
        assertThat(sheetWhen(ThemeChoice.DARK, ColorScheme.LIGHT)).contains("dark");
        assertThat(sheetWhen(ThemeChoice.SYSTEM, ColorScheme.DARK)).contains("dark");
    }

    @Test
    void closedItFollowsNobody() throws Exception {
        String before = sheetWhen(ThemeChoice.SYSTEM, ColorScheme.LIGHT);
        String after =
                onFx(() -> {
                    theme.close();
                    system.set(ColorScheme.DARK);
                    return Application.getUserAgentStylesheet();
                });
        assertThat(after).isEqualTo(before);
    }

    @Test
    void theSystemIsThatOfTheToolkit() throws Exception {
        boolean same =
                onFx(() -> {
                    try (Theme ofTheSystem = new Theme()) {
                        boolean dark =
                                Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
                        return ofTheSystem.isDark() == dark;
                    }
                });
        assertThat(same).isTrue();
    }
}
