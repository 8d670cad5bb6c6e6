package app.jackdaw.ui.kit;

import app.jackdaw.ui.model.ThemeChoice;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * Light and dark: the theme library's sheet for all controls, our sheet and the bridge for
 * ControlsFX on top. Follows the system until the user chose. FX thread.
 */
public final class Theme implements AutoCloseable {

    /** First installed family wins; style class → family, in the order of the language's taste. */
    private static final Map<Language, List<String>> FAMILIES =
            Map.of(
                    Language.CHINESE,
                    List.of(
                            "Microsoft YaHei UI",
                            "PingFang SC",
                            "Noto Sans CJK SC",
                            "Source Han Sans SC"),
                    Language.ENGLISH,
                    List.of(
                            "Segoe UI",
                            "SF Pro Text",
                            "Inter",
                            "Noto Sans",
                            "Cantarell",
                            "Ubuntu"));

    private final ChangeListener<ColorScheme> systemListener = (_, _, _) -> apply();
    private final ObservableValue<ColorScheme> system;
    private final List<String> installed = Font.getFamilies();
    private ThemeChoice choice = ThemeChoice.SYSTEM;

    public Theme() {
        this(Platform.getPreferences().colorSchemeProperty());
    }

    /**
     * @param system whether the system is light or dark at the moment
     */
    Theme(ObservableValue<ColorScheme> system) {
        this.system = system;
        system.addListener(systemListener);
    }

    public void choose(ThemeChoice newChoice) {
        choice = newChoice;
        apply();
    }

    public boolean isDark() {
        return switch (choice) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> system.getValue() == ColorScheme.DARK;
        };
    }

    /** Shows what is whole in a scene, with our sheets and the fonts of its language. */
    public void dress(Scene scene, Parent root, Language language) {
        if (scene.getStylesheets().isEmpty()) {
            scene.getStylesheets().setAll(sheet("app.css"), sheet("controlsfx-bridge.css"));
        }
        family(language)
                .ifPresent(family ->
                        root.getStyleClass()
                                .add("font-" + family.toLowerCase(Locale.ROOT).replace(' ', '-')));
        scene.setRoot(root);
    }

    @Override
    public void close() {
        system.removeListener(systemListener);
    }

    private void apply() {
        Application.setUserAgentStylesheet(
                isDark()
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
    }

    private Optional<String> family(Language language) {
        return FAMILIES.getOrDefault(language, List.of()).stream()
                .filter(installed::contains)
                .findFirst();
    }

    private static String sheet(String name) {
        URL url = Theme.class.getResource("theme/" + name);
        if (url == null) {
            throw new IllegalStateException("no style sheet " + name);
        }
        return url.toExternalForm();
    }
}
