package app.jackdaw.ui.settings;

import app.jackdaw.ui.kit.FolderChoice;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.DownloadOptions;
import app.jackdaw.ui.model.LanguageChoice;
import app.jackdaw.ui.model.ThemeChoice;
import java.util.Locale;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;

/** The options of the model, bound both ways: what is chosen holds at once. FX thread. */
public final class SettingsController {

    private static final int MOST_AT_ONCE = 16;
    private static final int MOST_LINK_CALLS = 5;
    private static final int LARGEST_AMOUNT = 99_999;
    private static final long FIRST_LIMIT = 1_000_000;

    private final AppModel model;
    private final Messages messages;
    private final Lifetime lifetime = new Lifetime();
    private boolean showing;

    @FXML private ComboBox<LanguageChoice> settingsLanguage;
    @FXML private ComboBox<ThemeChoice> settingsTheme;
    @FXML private TextField settingsFolder;
    @FXML private Spinner<Integer> settingsAtOnce;
    @FXML private Spinner<Integer> settingsLinkCalls;
    @FXML private CheckBox settingsLimited;
    @FXML private Spinner<Integer> settingsLimit;
    @FXML private ComboBox<SpeedUnit> settingsUnit;
    @FXML private ComboBox<DownloadOptions.Conflicts> settingsConflicts;
    @FXML private Label settingsConflictsAbout;
    @FXML private CheckBox settingsDates;

    /** Made by {@link #initialize}. */
    @SuppressWarnings("NullAway.Init")
    private WholeNumber atOnce;

    /** Made by {@link #initialize}. */
    @SuppressWarnings("NullAway.Init")
    private WholeNumber linkCalls;

    /** Made by {@link #initialize}. */
    @SuppressWarnings("NullAway.Init")
    private WholeNumber limit;

    public SettingsController(AppModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
    }

    @FXML
    private void initialize() {
        offer(settingsLanguage, LanguageChoice.values(), this::name);
        settingsLanguage.valueProperty().bindBidirectional(model.languageChoiceProperty());
        offer(
                settingsTheme,
                ThemeChoice.values(),
                choice -> messages.get("menu.theme." + key(choice)));
        settingsTheme.valueProperty().bindBidirectional(model.themeProperty());
        settingsFolder.textProperty().bindBidirectional(model.destinationProperty());

        atOnce = new WholeNumber(settingsAtOnce, 1, MOST_AT_ONCE);
        linkCalls = new WholeNumber(settingsLinkCalls, 1, MOST_LINK_CALLS);
        limit = new WholeNumber(settingsLimit, 1, LARGEST_AMOUNT);
        offer(settingsUnit, SpeedUnit.values(), unit -> messages.get("settings.unit." + key(unit)));
        offer(
                settingsConflicts,
                DownloadOptions.Conflicts.values(),
                choice -> messages.get("menu.conflicts." + key(choice)));
        show();
        settingsLimit.disableProperty().bind(settingsLimited.selectedProperty().not());
        settingsUnit.disableProperty().bind(settingsLimited.selectedProperty().not());
        lifetime.listen(model.downloadOptionsProperty(), this::show);
        atOnce.onChosen(_ -> choose());
        linkCalls.onChosen(_ -> choose());
        limit.onChosen(_ -> choose());
        settingsLimited.selectedProperty().addListener((_, _, _) -> choose());
        settingsUnit.valueProperty().addListener((_, _, _) -> choose());
        settingsConflicts.valueProperty().addListener((_, _, _) -> choose());
        settingsDates.selectedProperty().addListener((_, _, _) -> choose());
    }

    /** Nothing is listened to any more. */
    void end() {
        lifetime.end();
        settingsLanguage.valueProperty().unbindBidirectional(model.languageChoiceProperty());
        settingsTheme.valueProperty().unbindBidirectional(model.themeProperty());
        settingsFolder.textProperty().unbindBidirectional(model.destinationProperty());
    }

    private void show() {
        DownloadOptions options = model.downloadOptionsProperty().get();
        showing = true;
        atOnce.show(options.filesAtOnce());
        linkCalls.show(options.linkCallsPerSecond());
        boolean limited = options.bytesPerSecond() > 0;
        settingsLimited.setSelected(limited);
        if (limited || settingsUnit.getValue() == null) {
            long speed = limited ? options.bytesPerSecond() : FIRST_LIMIT;
            showSpeed(speed);
        }
        settingsConflicts.setValue(options.conflicts());
        settingsConflictsAbout.setText(
                messages.get("settings.conflicts." + key(options.conflicts())));
        settingsDates.setSelected(options.dates() == DownloadOptions.Dates.OF_THE_SERVER);
        showing = false;
    }

    /** In the unit that was chosen, as long as it says the speed in a whole number. */
    private void showSpeed(long bytesPerSecond) {
        SpeedUnit chosen = settingsUnit.getValue();
        SpeedUnit unit =
                chosen != null && bytesPerSecond % chosen.bytes() == 0
                        ? chosen
                        : SpeedUnit.of(bytesPerSecond);
        settingsUnit.setValue(unit);
        limit.show(unit.amount(bytesPerSecond));
    }

    private void choose() {
        if (showing) {
            return;
        }
        long speed =
                settingsLimited.isSelected() ? limit.number() * settingsUnit.getValue().bytes() : 0;
        model.downloadOptionsProperty()
                .set(
                        new DownloadOptions(
                                atOnce.number(),
                                speed,
                                linkCalls.number(),
                                settingsConflicts.getValue(),
                                settingsDates.isSelected()
                                        ? DownloadOptions.Dates.OF_THE_SERVER
                                        : DownloadOptions.Dates.OF_SAVING));
    }

    @FXML
    private void chooseFolder() {
        new FolderChoice(model, messages).ask(settingsFolder.getScene().getWindow());
    }

    @FXML
    private void close() {
        settingsFolder.getScene().getWindow().hide();
    }

    @FXML
    private void restoreGeneral() {
        model.themeProperty().set(ThemeChoice.SYSTEM);
        model.languageChoiceProperty().set(LanguageChoice.SYSTEM);
    }

    @FXML
    private void restoreDownloads() {
        model.downloadOptionsProperty().set(DownloadOptions.DEFAULTS);
        model.destinationProperty().set(model.defaultDestinationProperty().get());
    }

    private static String key(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private String name(LanguageChoice choice) {
        return switch (choice) {
            case SYSTEM -> messages.get("settings.language.system");
            case CHINESE -> Language.CHINESE.ownName();
            case ENGLISH -> Language.ENGLISH.ownName();
        };
    }

    private static <T> void offer(ComboBox<T> box, T[] choices, Function<T, String> words) {
        box.getItems().setAll(choices);
        box.setConverter(new NamedChoice<>(box.getItems(), words));
    }
}
