package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.LanguageChoice;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** The settings dialog: what is chosen holds at once, for running downloads too, and is kept. */
class SettingsJourneyTest extends JourneyTest {

    private static final Messages CHINESE = new Messages(Language.CHINESE);

    @Test
    void numberAtOnceReachesRunningDownloadsAndIsKept() throws Exception {
        List<StandInFile> held = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            held.add(serve(Behaviour.HELD));
        }
        startConnectable();
        add(held);
        app.fire("downloadButton");
        awaitRunning(4);

        openSettings(ENGLISH);
        type("settingsLinkCalls", "2");
        type("settingsLinkCalls", "6");
        assertThat(this.<Integer>spinner("settingsLinkCalls"))
                .as("five calls a second are all that the platform allows")
                .isEqualTo(2);
        type("settingsAtOnce", "6");
        awaitRunning(6);
        type("settingsAtOnce", "many");
        type("settingsAtOnce", "99");
        assertThat(this.<Integer>spinner("settingsAtOnce"))
                .as("no number of that kind")
                .isEqualTo(6);
        app.close();

        startConnectable();
        openSettings(ENGLISH);
        assertThat(this.<Integer>spinner("settingsAtOnce")).isEqualTo(6);
        assertThat(this.<Integer>spinner("settingsLinkCalls")).isEqualTo(2);
        fire("settingsDownloadsDefaults");
        assertThat(this.<Integer>spinner("settingsAtOnce")).isEqualTo(4);
        assertThat(this.<Integer>spinner("settingsLinkCalls")).isEqualTo(5);
    }

    @Test
    void speedLimitReachesRunningDownloadsAndIsKept() throws Exception {
        StandInFile large = platform.put(StandInFile.of(token(), content(3_000_000)));
        startConnectable();
        openSettings(ENGLISH);
        assertThat(setting("settingsLimit", Spinner.class).isDisabled()).isTrue();
        choose("settingsUnit", 0);
        type("settingsLimit", "20");
        check("settingsLimited");
        add(List.of(large));
        app.fire("downloadButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));
        assertThat(app.column("columnStatus"))
                .as("20 KB a second take minutes")
                .contains("Downloading");

        check("settingsLimited");
        app.await("saved without a limit", () -> app.column("columnStatus").contains("Saved"));
        check("settingsLimited");
        app.close();

        startConnectable();
        openSettings(ENGLISH);
        assertThat(onFx(() -> setting("settingsLimited", CheckBox.class).isSelected())).isTrue();
        assertThat(this.<Integer>spinner("settingsLimit")).isEqualTo(20);
    }

    @Test
    void languageAndThemeChangeTheOpenDialogAndTheConsequenceFollowsTheChoice() throws Exception {
        start("en");
        openSettings(ENGLISH);
        choose("settingsConflicts", 2);
        assertThat(words("settingsConflictsAbout"))
                .isEqualTo(ENGLISH.get("settings.conflicts.ask"));
        choose("settingsLanguage", chineseIndex());
        app.await("Chinese", () -> title().equals(CHINESE.get("settings.title")));
        assertThat(app.stage().getTitle()).isEqualTo(CHINESE.get("window.title"));
        assertThat(words("settingsConflictsAbout"))
                .isEqualTo(CHINESE.get("settings.conflicts.ask"));
        assertThat(windows()).as("one dialog, the window stays usable").hasSize(1);
        app.type("destinationField", temporary.resolve("other").toString());
        assertThat(onFx(() -> setting("settingsFolder", TextField.class).getText()))
                .endsWith("other");
        fire("settingsDownloadsDefaults");
        assertThat(app.typed("destinationField")).isEqualTo(downloads().toString());
        Stage dialog = windows().getFirst();
        onFx(() -> {
            dialog.hide();
            return dialog;
        });
        openSettings(CHINESE); // the views of another language can be asked for it, too
        assertThat(title()).isEqualTo(CHINESE.get("settings.title"));
        app.close();

        start("en");
        openSettings(CHINESE);
        assertThat(words("settingsConflictsAbout"))
                .as("the defaults were restored before")
                .isEqualTo(CHINESE.get("settings.conflicts.keep_both"));
    }

    @Test
    void onALowScreenAPageScrollsAndItsButtonStaysInSight() throws Exception {
        start("en");
        openSettings(ENGLISH);
        Stage window = windows().getFirst();
        onFx(() -> {
            pages().getSelectionModel().select(1);
            window.setHeight(480);
            return window;
        });
        app.await("the window is low", () -> window.getScene().getHeight() <= 480);
        Button defaults = setting("settingsDownloadsDefaults", Button.class);
        Region page = (Region) setting("settingsDates", CheckBox.class).getParent().getParent();
        app.await(
                "the button is seen whole and no line of the page is cut",
                () -> {
                    Bounds place = defaults.localToScene(defaults.getLayoutBounds());
                    return place.getMaxY() < window.getScene().getHeight()
                            && place.getHeight() >= defaults.prefHeight(-1)
                            && page.getHeight() >= page.prefHeight(page.getWidth());
                });
    }

    @Test
    void theMenuShowsTheThemeThatTheSettingsChose() throws Exception {
        start("en");
        Menu themes = (Menu) app.menuItem(ENGLISH.get("menu.theme"));
        openSettings(ENGLISH);
        for (int choice : List.of(2, 1, 0)) {
            choose("settingsTheme", choice);
            assertThat(chosenOnShowing(themes)).containsExactly(choice);
        }
    }

    @Test
    void theDateOnTheServerIsChosenAndTheChoiceIsRemembered() throws Exception {
        startConnectable();
        openSettings(ENGLISH);
        assertThat(onFx(() -> setting("settingsDates", CheckBox.class).isSelected())).isFalse();
        check("settingsDates");
        add(List.of(platform.put(StandInFile.of(token(), content(1000)))));
        app.fire("downloadButton");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(Files.getLastModifiedTime(files(downloads()).getFirst()).toInstant())
                .isEqualTo(Instant.parse("2019-04-05T06:07:08Z"));
        app.close();

        start("en");
        openSettings(ENGLISH);
        assertThat(onFx(() -> setting("settingsDates", CheckBox.class).isSelected())).isTrue();
        fire("settingsDownloadsDefaults");
        assertThat(onFx(() -> setting("settingsDates", CheckBox.class).isSelected())).isFalse();
    }

    private List<Integer> chosenOnShowing(Menu menu) {
        return onFx(() -> {
            Event.fireEvent(menu, new Event(Menu.ON_SHOWING));
            return IntStream.range(0, menu.getItems().size())
                    .filter(i -> ((RadioMenuItem) menu.getItems().get(i)).isSelected())
                    .boxed()
                    .toList();
        });
    }

    @Test
    void theDefaultsFollowTheSystemAgain() throws Exception {
        start("en");
        openSettings(ENGLISH);
        choose("settingsLanguage", chineseIndex());
        app.await("Chinese", () -> title().equals(CHINESE.get("settings.title")));
        fire("settingsGeneralDefaults");
        app.await("as the system", () -> title().equals(ENGLISH.get("settings.title")));
        ComboBox<?> languages = setting("settingsLanguage", ComboBox.class);
        assertThat(onFx(() -> (Object) languages.getValue())).isEqualTo(LanguageChoice.SYSTEM);
        app.close();

        start("zh"); // the system of the next start is another one
        assertThat(app.stage().getTitle()).isEqualTo(CHINESE.get("window.title"));
    }

    @Test
    void aChosenLanguageOutweighsTheSystemAtTheNextStart() throws Exception {
        start("en");
        openSettings(ENGLISH);
        choose(
                "settingsLanguage",
                List.of(LanguageChoice.values()).indexOf(LanguageChoice.ENGLISH));
        app.close();
        start("zh");
        assertThat(app.stage().getTitle()).isEqualTo(ENGLISH.get("window.title"));
    }

    private int chineseIndex() {
        return List.of(LanguageChoice.values()).indexOf(LanguageChoice.CHINESE);
    }

    private void awaitRunning(int count) {
        app.await(
                count + " run",
                () ->
                        app.column("columnStatus").stream().filter("Downloading"::equals).count()
                                == count);
    }

    /** By its entry in the menu, which its key fires too. */
    private void openSettings(Messages messages) {
        MenuBar bar = app.node("menuBar", MenuBar.class);
        Platform.runLater(() ->
                bar.getMenus().getFirst().getItems().stream()
                        .filter(item ->
                                Objects.equals(item.getText(), messages.get("menu.settings")))
                        .forEach(MenuItem::fire));
        app.await("the settings", () -> windows().size() == 1);
        // a page that was never chosen has no skins yet
        onFx(() -> {
            pages().getSelectionModel().selectLast();
            pages().applyCss();
            return pages();
        });
    }

    private List<Stage> windows() {
        return onFx(() ->
                Window.getWindows().stream()
                        .filter(Stage.class::isInstance)
                        .map(Stage.class::cast)
                        .filter(stage -> stage != app.stage() && stage.isShowing())
                        .toList());
    }

    private String title() {
        return onFx(() -> windows().isEmpty() ? "" : windows().getFirst().getTitle());
    }

    private TabPane pages() {
        return (TabPane) windows().getFirst().getScene().lookup("#settingsPages");
    }

    private <N extends Node> N setting(String id, Class<N> type) {
        return onFx(() -> {
            return pages().getTabs().stream()
                    .flatMap(page -> ((Pane) page.getContent()).getChildren().stream())
                    .map(part -> part instanceof ScrollPane body ? body.getContent() : part)
                    .map(part -> part.lookup("#" + id))
                    .filter(Objects::nonNull)
                    .map(type::cast)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no #" + id));
        });
    }

    @SuppressWarnings("unchecked")
    private <V> V spinner(String id) {
        return onFx(() -> (V) setting(id, Spinner.class).getValue());
    }

    private void type(String id, String text) {
        onFx(() -> {
            setting(id, Spinner.class).getEditor().setText(text);
            return text;
        });
    }

    private void choose(String id, int index) {
        onFx(() -> {
            setting(id, ComboBox.class).getSelectionModel().select(index);
            return index;
        });
    }

    private void check(String id) {
        onFx(() -> {
            setting(id, CheckBox.class).fire();
            return id;
        });
    }

    private void fire(String id) {
        onFx(() -> {
            setting(id, ButtonBase.class).fire();
            return id;
        });
    }

    private String words(String id) {
        return onFx(() -> setting(id, Labeled.class).getText());
    }

    /** Here on the FX thread already when one look asks for another. */
    private <V> V onFx(Callable<V> action) {
        if (!Platform.isFxApplicationThread()) {
            return app.onFx(action);
        }
        try {
            return action.call();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
