package app.jackdaw.ui.shell;

import app.jackdaw.model.Move;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.LanguageChoice;
import app.jackdaw.ui.model.ThemeChoice;
import app.jackdaw.ui.results.ResultCommands;
import app.jackdaw.ui.results.ResultsController;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Fills the menu bar: the same actions as the buttons, with their keys. FX thread. */
final class ShellMenu {

    /** What the menus reach beside the results. */
    record Actions(
            Runnable paste,
            Runnable openList,
            Runnable tryExample,
            Runnable quit,
            Runnable about,
            Runnable settings) {}

    private final Messages messages;
    private final AppModel model;
    private final OptionMenus options;
    private final Menu file;
    private final Menu edit;
    private final Menu links;
    private final Menu downloads;
    private final Menu view;
    private final Menu help;

    ShellMenu(Messages messages, AppModel model) {
        this.messages = messages;
        this.model = model;
        this.options = new OptionMenus(messages, model.downloadOptionsProperty());
        file = menu("menu.file");
        edit = menu("menu.edit");
        links = menu("menu.links");
        downloads = menu("menu.downloads");
        view = menu("menu.view");
        help = menu("menu.help");
    }

    /** Shows the menus' titles; what is in them can follow. */
    void show(MenuBar bar) {
        bar.setUseSystemMenuBar(true);
        bar.getMenus().setAll(file, edit, links, downloads, view, help);
    }

    /**
     * Fills the menus that have keys, once; without a table there is nothing for most of them to
     * act upon.
     */
    void fillKeys(@Nullable ResultsController table, Actions actions) {
        if (file.getItems().isEmpty()) {
            fillFile(actions);
        }
        if (table != null && edit.getItems().isEmpty()) {
            ResultCommands results = table.commands();
            fillEdit(results, table::find);
            fill(
                    links,
                    item("menu.getLinks", "F5", results::getLinks),
                    item("menu.getAllLinks", "Shortcut+R", results::getAllLinks),
                    item("menu.copyLinksNow", "Shortcut+Shift+L", results::copyLinks));
            fillDownloads(results);
        }
    }

    /** Fills the others, which have no keys. */
    void fillRest(ResultsController table, Actions actions) {
        fillView(table);
        fill(help, item("menu.about", null, actions.about()));
    }

    /**
     * Does what a key means that may come before the scene knows the keys of the menus.
     *
     * @return whether it means anything
     */
    boolean press(KeyEvent key) {
        Optional<MenuItem> pressed =
                Stream.of(file, edit, links, downloads)
                        .flatMap(ShellMenu::entries)
                        .filter(item ->
                                item.getAccelerator() != null && item.getAccelerator().match(key))
                        .findFirst();
        pressed.ifPresent(MenuItem::fire);
        return pressed.isPresent();
    }

    private static Stream<MenuItem> entries(MenuItem item) {
        return item instanceof Menu menu
                ? menu.getItems().stream().flatMap(ShellMenu::entries)
                : Stream.of(item);
    }

    private void fillFile(Actions actions) {
        fill(
                file,
                item("menu.paste", null, actions.paste()),
                item("menu.openList", "Shortcut+O", actions.openList()),
                item("menu.example", null, actions.tryExample()),
                new SeparatorMenuItem(),
                item("menu.settings", "Shortcut+Comma", actions.settings()),
                new SeparatorMenuItem(),
                item("menu.quit", "Shortcut+Q", actions.quit()));
    }

    private void fillEdit(ResultCommands results, Runnable find) {
        Menu copyAs =
                menu(
                        "menu.copyAs",
                        item(
                                "menu.copyAs.spreadsheet",
                                "Shortcut+Shift+C",
                                results::copyForSpreadsheet),
                        item("menu.copyAs.markdown", null, results::copyAsMarkdown),
                        item("menu.copyAs.html", null, results::copyAsHtml));
        fill(
                edit,
                copyAs,
                item("menu.selectAll", null, results::selectAll),
                item("menu.find", "Shortcut+F", find),
                new SeparatorMenuItem(),
                item("menu.removeSelected", null, results::removeSelected));
    }

    private void fillDownloads(ResultCommands results) {
        fill(
                downloads,
                item("menu.start", "Shortcut+D", results::download),
                item("menu.startAll", "Shortcut+Shift+D", results::downloadAll),
                new SeparatorMenuItem(),
                item("menu.pause", "Shortcut+P", results::pause),
                item("menu.resume", null, results::resume),
                item("menu.pauseAll", "Shortcut+Shift+P", results::pauseAll),
                item("menu.resumeAll", "Shortcut+Shift+R", results::resumeAll),
                item("menu.cancel", null, results::cancel),
                item("menu.retryFailed", "Shortcut+Shift+F5", results::retry),
                item("menu.showInFolder", "Shortcut+Shift+O", results::showInFolder),
                order(results),
                new SeparatorMenuItem(),
                options.filesAtOnce(),
                options.speedLimit(),
                options.conflicts());
    }

    /** Of the queue, by the keys that download managers have for it. */
    private Menu order(ResultCommands results) {
        return menu(
                "menu.order",
                item("menu.order.first", "Alt+Home", () -> results.move(Move.FIRST)),
                item("menu.order.earlier", "Alt+Up", () -> results.move(Move.EARLIER)),
                item("menu.order.later", "Alt+Down", () -> results.move(Move.LATER)),
                item("menu.order.last", "Alt+End", () -> results.move(Move.LAST)));
    }

    private void fillView(ResultsController table) {
        Menu columns = new Menu(messages.get("menu.columns"));
        columns.getItems().setAll(table.columnEntries());
        fill(view, columns, themes(), languages());
    }

    /** Also chosen elsewhere, so what is chosen is looked up when the menu opens. */
    private Menu themes() {
        Menu themes = new Menu(messages.get("menu.theme"));
        ToggleGroup themeGroup = new ToggleGroup();
        for (ThemeChoice choice : ThemeChoice.values()) {
            String name = choice.name().toLowerCase(Locale.ROOT);
            RadioMenuItem item = new RadioMenuItem(messages.get("menu.theme." + name));
            item.setToggleGroup(themeGroup);
            item.setUserData(choice);
            item.setSelected(choice == model.themeProperty().get());
            item.setOnAction(_ -> model.themeProperty().set(choice));
            themes.getItems().add(item);
        }
        themes.setOnShowing(_ -> {
            for (MenuItem item : themes.getItems()) {
                boolean chosen = item.getUserData() == model.themeProperty().get();
                ((RadioMenuItem) item).setSelected(chosen);
            }
        });
        return themes;
    }

    /** The views are made anew in another language, this menu too. */
    private Menu languages() {
        Menu languages = new Menu(messages.get("menu.language"));
        ToggleGroup languageGroup = new ToggleGroup();
        for (Language language : Language.values()) {
            RadioMenuItem item = new RadioMenuItem(language.ownName());
            item.setToggleGroup(languageGroup);
            item.setSelected(messages.language() == language);
            item.setOnAction(_ -> model.languageChoiceProperty().set(choice(language)));
            languages.getItems().add(item);
        }
        return languages;
    }

    private static LanguageChoice choice(Language language) {
        return switch (language) {
            case CHINESE -> LanguageChoice.CHINESE;
            case ENGLISH -> LanguageChoice.ENGLISH;
        };
    }

    private Menu menu(String key, MenuItem... items) {
        Menu menu = new Menu(messages.get(key));
        fill(menu, items);
        return menu;
    }

    private static void fill(Menu menu, MenuItem... items) {
        menu.getItems().setAll(items);
    }

    private MenuItem item(String key, @Nullable String accelerator, Runnable action) {
        MenuItem item = new MenuItem(messages.get(key));
        item.setOnAction(_ -> action.run());
        if (accelerator != null) {
            item.setAccelerator(KeyCombination.keyCombination(accelerator));
        }
        return item;
    }
}
