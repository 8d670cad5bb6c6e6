package app.jackdaw;

import app.jackdaw.feishu.CredentialText;
import app.jackdaw.store.Layout;
import app.jackdaw.store.Settings;
import app.jackdaw.store.SettingsStore;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Credentials;
import app.jackdaw.ui.model.DownloadOptions;
import app.jackdaw.ui.model.IdentityKind;
import app.jackdaw.ui.model.LanguageChoice;
import app.jackdaw.ui.model.TableLayout;
import app.jackdaw.ui.model.ThemeChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the model what was remembered, and remembers what changes there; never a secret, and
 * nothing that was lent. FX thread; the store writes on its own.
 */
final class Memory {

    private static final Set<String> PANELS = Set.of("credentialsPanel", "tokenEditor");

    private final SettingsStore store;
    private final AppModel model;
    private final Path defaultDestination;
    private final KeptDraft draft;

    /**
     * @param withoutSecrets takes out of the editor's text what opens something; any thread
     */
    Memory(
            SettingsStore store,
            AppModel model,
            Path defaultDestination,
            UnaryOperator<String> withoutSecrets) {
        this.store = store;
        this.model = model;
        this.defaultDestination = defaultDestination;
        this.draft =
                new KeptDraft(
                        store, withoutSecrets, model.takenTexts(), model.draftCutProperty()::set);
    }

    void restore() {
        Settings settings = store.current();
        model.languageChoiceProperty().set(choice(settings.look().language()));
        Credentials credentials = model.credentials();
        credentials.platformProperty().set(settings.account().platform());
        credentials.baseAddressProperty().set(settings.account().baseAddress());
        credentials.appIdProperty().set(settings.account().appId());
        credentials
                .identityProperty()
                .set(IdentityKind.valueOf(settings.account().identity().name()));
        model.themeProperty().set(ThemeChoice.valueOf(settings.look().theme().name()));
        model.defaultDestinationProperty().set(defaultDestination.toString());
        Path destination = settings.downloads().destination();
        model.destinationProperty()
                .set((destination == null ? defaultDestination : destination).toString());
        model.downloadOptionsProperty()
                .set(
                        new DownloadOptions(
                                settings.downloads().filesAtOnce(),
                                settings.downloads().bytesPerSecond(),
                                settings.downloads().callsPerSecond(),
                                DownloadOptions.Conflicts.valueOf(
                                        settings.downloads().conflicts().name()),
                                DownloadOptions.Dates.valueOf(
                                        settings.downloads().dates().name())));
        model.cautionShownProperty()
                .set(settings.cautionsShown().contains(Settings.Caution.LINKS_ARE_KEYS));
        model.tableLayoutProperty().set(layout(settings.layout().table()));
        PANELS.forEach(panel ->
                model.panelOpenProperty(panel)
                        .set(!settings.layout().window().collapsed().contains(panel)));
        model.editorTextProperty().set(settings.draft().text());
        model.extraTextProperty().set(settings.draft().extra());
    }

    /** Begins to remember; called after {@link #restore}. */
    void keep() {
        Credentials credentials = model.credentials();
        onChange(credentials.platformProperty(), this::keepAccount);
        onChange(credentials.baseAddressProperty(), this::keepAccount);
        onChange(credentials.appIdProperty(), this::keepAccount);
        onChange(credentials.identityProperty(), this::keepAccount);
        onChange(model.themeProperty(), this::keepTheme);
        onChange(model.languageChoiceProperty(), this::keepLanguage);
        onChange(model.destinationProperty(), this::keepDestination);
        onChange(model.downloadOptionsProperty(), this::keepOptions);
        onChange(model.cautionShownProperty(), this::keepCaution);
        onChange(model.tableLayoutProperty(), this::keepTable);
        PANELS.forEach(panel -> onChange(model.panelOpenProperty(panel), this::keepPanels));
        onChange(model.editorTextProperty(), this::keepDraft);
        onChange(model.extraTextProperty(), this::keepDraft);
    }

    /**
     * Waits for what was typed last; called before the store is closed.
     *
     * @param patience in the time of the machine
     */
    void close(Duration patience) {
        draft.close(patience);
    }

    private static LanguageChoice choice(Settings.Language kept) {
        return switch (kept) {
            case ZH -> LanguageChoice.CHINESE;
            case EN -> LanguageChoice.ENGLISH;
            case SYSTEM -> LanguageChoice.SYSTEM;
        };
    }

    /** What the window speaks: the user's choice, else the switch, else the system's language. */
    Language language(@Nullable String languageSwitch, Locale system) {
        return switch (model.languageChoiceProperty().get()) {
            case CHINESE -> Language.CHINESE;
            case ENGLISH -> Language.ENGLISH;
            case SYSTEM ->
                    Language.of(
                            languageSwitch == null || languageSwitch.isBlank()
                                    ? system
                                    : Locale.forLanguageTag(languageSwitch));
        };
    }

    private void keepLanguage() {
        Settings.Language chosen =
                switch (model.languageChoiceProperty().get()) {
                    case CHINESE -> Settings.Language.ZH;
                    case ENGLISH -> Settings.Language.EN;
                    case SYSTEM -> Settings.Language.SYSTEM;
                };
        store.update(
                settings -> settings.withLook(new Settings.Look(chosen, settings.look().theme())));
    }

    private static void onChange(ObservableValue<?> value, Runnable keep) {
        value.addListener((_, _, _) -> keep.run());
    }

    private void keepAccount() {
        Credentials credentials = model.credentials();
        if (credentials.isLent()) {
            return;
        }
        Settings.Account account =
                new Settings.Account(
                        credentials.platformProperty().get(),
                        credentials.entry().baseAddress(),
                        CredentialText.clean(credentials.entry().appId()),
                        Settings.IdentityKind.valueOf(credentials.identityProperty().get().name()));
        store.update(settings -> settings.withAccount(account));
    }

    private void keepTheme() {
        Settings.Theme theme = Settings.Theme.valueOf(model.themeProperty().get().name());
        store.update(settings ->
                settings.withLook(new Settings.Look(settings.look().language(), theme)));
    }

    private void keepDestination() {
        Path chosen = model.destinationFolder().orElse(null); // the default until it is one
        Path kept = defaultDestination.equals(chosen) ? null : chosen;
        store.update(settings ->
                settings.withDownloads(
                        new Settings.Downloads(
                                kept,
                                settings.downloads().filesAtOnce(),
                                settings.downloads().bytesPerSecond(),
                                settings.downloads().callsPerSecond(),
                                settings.downloads().conflicts(),
                                settings.downloads().dates())));
    }

    private void keepOptions() {
        DownloadOptions options = model.downloadOptionsProperty().get();
        store.update(settings ->
                settings.withDownloads(
                        new Settings.Downloads(
                                settings.downloads().destination(),
                                options.filesAtOnce(),
                                options.bytesPerSecond(),
                                options.linkCallsPerSecond(),
                                Settings.Conflicts.valueOf(options.conflicts().name()),
                                Settings.Dates.valueOf(options.dates().name()))));
    }

    private void keepCaution() {
        if (model.cautionShownProperty().get()) {
            store.update(settings -> settings.withCautionShown(Settings.Caution.LINKS_ARE_KEYS));
        }
    }

    private void keepPanels() {
        Set<String> collapsed = new LinkedHashSet<>();
        for (String panel : PANELS) {
            if (!model.panelOpenProperty(panel).get()) {
                collapsed.add(panel);
            }
        }
        store.update(settings ->
                settings.withLayout(
                        settings.layout()
                                .with(
                                        new Layout.Window(
                                                settings.layout().window().bounds(),
                                                settings.layout().window().state(),
                                                settings.layout().window().dividers(),
                                                collapsed))));
    }

    private void keepDraft() {
        draft.is(model.editorTextProperty().get(), model.extraTextProperty().get());
    }

    private void keepTable() {
        TableLayout layout = model.tableLayoutProperty().get();
        Layout.Table table =
                new Layout.Table(
                        layout.columns().stream().map(Memory::column).toList(),
                        layout.sort().stream().map(Memory::sort).toList());
        store.update(settings -> settings.withLayout(settings.layout().with(table)));
    }

    private static Layout.Column column(TableLayout.Column column) {
        return new Layout.Column(
                column.id(),
                column.width(),
                column.visible() ? Layout.Shown.VISIBLE : Layout.Shown.HIDDEN);
    }

    private static Layout.Sort sort(TableLayout.Sort sort) {
        return new Layout.Sort(
                sort.id(), sort.ascending() ? Layout.Order.ASCENDING : Layout.Order.DESCENDING);
    }

    private static TableLayout layout(Layout.Table table) {
        return new TableLayout(
                table.columns().stream()
                        .map(column ->
                                new TableLayout.Column(
                                        column.id(),
                                        column.width(),
                                        column.shown() == Layout.Shown.VISIBLE))
                        .toList(),
                table.sort().stream()
                        .map(sort ->
                                new TableLayout.Sort(
                                        sort.columnId(), sort.order() == Layout.Order.ASCENDING))
                        .toList());
    }
}
