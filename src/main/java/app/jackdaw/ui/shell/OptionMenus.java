package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.DownloadOptions;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Menu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

/**
 * The menus of the download options; a choice holds at once, for running downloads too. FX thread.
 */
final class OptionMenus {

    private static final int MOST_AT_ONCE = 16;
    private static final long MEGABYTE = 1_000_000;

    /** In bytes per second: from a shared office line to none. */
    private static final List<Long> LIMITS =
            List.of(
                    0L,
                    MEGABYTE / 4,
                    MEGABYTE / 2,
                    MEGABYTE,
                    2 * MEGABYTE,
                    5 * MEGABYTE,
                    10 * MEGABYTE,
                    25 * MEGABYTE);

    private final Messages messages;
    private final ObjectProperty<DownloadOptions> options;

    OptionMenus(Messages messages, ObjectProperty<DownloadOptions> options) {
        this.messages = messages;
        this.options = options;
    }

    Menu filesAtOnce() {
        List<Choice> choices =
                IntStream.rangeClosed(1, MOST_AT_ONCE)
                        .mapToObj(files ->
                                new Choice(
                                        messages.get("menu.atOnce.files", files),
                                        now -> now.filesAtOnce() == files,
                                        now -> now.withFilesAtOnce(files)))
                        .toList();
        return menu(messages.get("menu.atOnce"), choices);
    }

    Menu speedLimit() {
        List<Choice> choices =
                LIMITS.stream()
                        .map(limit ->
                                new Choice(
                                        limit == 0
                                                ? messages.get("menu.speed.none")
                                                : messages.get(
                                                        "menu.speed.limit", messages.size(limit)),
                                        now -> now.bytesPerSecond() == limit,
                                        now -> now.withBytesPerSecond(limit)))
                        .toList();
        return menu(messages.get("menu.speed"), choices);
    }

    Menu conflicts() {
        List<Choice> choices =
                List.of(DownloadOptions.Conflicts.values()).stream()
                        .map(choice ->
                                new Choice(
                                        messages.get(
                                                "menu.conflicts."
                                                        + choice.name().toLowerCase(Locale.ROOT)),
                                        now -> now.conflicts() == choice,
                                        now -> now.withConflicts(choice)))
                        .toList();
        return menu(messages.get("menu.conflicts"), choices);
    }

    private record Choice(
            String text,
            Predicate<DownloadOptions> chosen,
            UnaryOperator<DownloadOptions> choose) {}

    private Menu menu(String title, List<Choice> choices) {
        Menu menu = new Menu(title);
        ToggleGroup group = new ToggleGroup();
        for (Choice choice : choices) {
            RadioMenuItem item = new RadioMenuItem(choice.text());
            item.setToggleGroup(group);
            item.setOnAction(_ -> options.set(choice.choose().apply(options.get())));
            menu.getItems().add(item);
        }
        menu.setOnShowing(_ -> {
            for (int i = 0; i < choices.size(); i++) {
                boolean chosen = choices.get(i).chosen().test(options.get());
                ((RadioMenuItem) menu.getItems().get(i)).setSelected(chosen);
            }
        });
        return menu;
    }
}
