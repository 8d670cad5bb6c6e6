package app.jackdaw;

import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ThemeChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.TextArea;
import javafx.scene.image.WritableImage;
import javafx.stage.Window;

/**
 * The self-test's look at the views: what has to be there is there and was painted. Any thread but
 * the FX thread, on which it looks.
 *
 * @param language the window's own property: setting it loads the views anew
 */
record SelfTestViews(
        AppModel model, ObjectProperty<Language> language, About about, FxSteps steps) {

    /** What every view has to show, by the names that automation relies on. */
    private static final List<String> IDS =
            List.of(
                    "startPane",
                    "startTokensCard",
                    "tryExampleButton",
                    "credentialsPanel",
                    "platformChoice",
                    "connectButton",
                    "identityStatus",
                    "tokenEditor",
                    "tokenArea",
                    "tokenSummary",
                    "addButton",
                    "resultsTable",
                    "getLinksButton",
                    "copyLinksButton",
                    "downloadButton",
                    "retryButton",
                    "searchField",
                    "destinationField",
                    "statusMessage",
                    "totalProgress",
                    "problemsPanel");

    /** A window that shows fewer colours was not painted: text alone has that many shades. */
    private static final int LEAST_COLOURS = 20;

    /** Every how many pixels a colour is taken. */
    private static final int GRAIN = 3;

    /** Every part is there and the window is not blank. Returns what was found. */
    String whole(Language spoken, ThemeChoice theme) throws Exception {
        steps.onFx(() -> {
            language.set(spoken);
            model.themeProperty().set(theme);
            return spoken;
        });
        // some controls make their parts when the next frame is drawn
        steps.await(() -> {
            List<String> absent = IDS.stream().filter(id -> steps.find(id) == null).toList();
            return absent.isEmpty() ? "" : absent.toString();
        });
        return steps.onFx(() -> {
            int colours = colours(steps.stage().getScene().snapshot(null));
            if (colours < LEAST_COLOURS) {
                throw new IllegalStateException("only " + colours + " colours");
            }
            return IDS.size() + " parts, " + steps.stage().getTitle();
        });
    }

    /** The licences of what is shipped can be read in the window. */
    String licences(Language spoken) throws Exception {
        String notices = about.notices().get();
        if (notices.isBlank()) {
            throw new IllegalStateException("no notices were collected");
        }
        steps.onFx(() -> {
            about.show(steps.stage(), new Messages(spoken));
            return spoken;
        });
        try {
            // a text area takes no other control characters than these
            String shown = notices.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
            steps.await(() -> shows(shown) ? "" : "a window with the notices");
        } finally {
            steps.onFx(() -> {
                dialogs().forEach(Window::hide);
                return spoken;
            });
        }
        return notices.lines().count() + " lines of notices";
    }

    private boolean shows(String notices) {
        return dialogs()
                .flatMap(dialog -> dialog.getScene().getRoot().lookupAll(".text-area").stream())
                .anyMatch(area -> area instanceof TextArea text && text.getText().equals(notices));
    }

    private Stream<Window> dialogs() {
        return List.copyOf(Window.getWindows()).stream().filter(window -> window != steps.stage());
    }

    private static int colours(WritableImage picture) {
        Set<Integer> found = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += GRAIN) {
            for (int x = 0; x < picture.getWidth(); x += GRAIN) {
                found.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        return found.size();
    }
}
