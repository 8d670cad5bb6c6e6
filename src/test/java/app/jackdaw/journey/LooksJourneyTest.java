package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.text.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kordamp.ikonli.javafx.FontIcon;

/** What user experience, section 1.2, asks of the looks, where it can be measured. */
class LooksJourneyTest extends JourneyTest {

    /** The default window less the frame that the system draws around it. */
    private static final double WIDTH = 1_358;

    private static final double HEIGHT = 815;

    /** A laptop of 1366×768 less what its desktop takes. */
    private static final double LOW = 680;

    /** One base size, one larger for titles, one smaller for secondary lines. */
    private static final List<Double> SIZES = List.of(12.0, 13.0, 16.0);

    private void resize() {
        resize(HEIGHT);
    }

    private void resize(double height) {
        app.onFx(() -> {
            app.stage().setWidth(WIDTH);
            app.stage().setHeight(height);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void thereAreThreeSizesOfText(Language language) throws Exception {
        start(language.locale().getLanguage());
        resize();
        TreeSet<Double> seen = new TreeSet<>(sizes());
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        seen.addAll(sizes());
        app.fire("addButton");
        app.fire("getLinksButton");
        app.await("something needs attention", () -> app.isVisible("problemsPanel"));
        seen.addAll(sizes());
        assertThat(seen).containsExactlyElementsOf(SIZES);
    }

    private List<Double> sizes() {
        return app.onFx(() -> {
            Parent root = app.stage().getScene().getRoot();
            root.applyCss();
            root.layout();
            return root.lookupAll(".text").stream()
                    .filter(Text.class::isInstance)
                    .filter(text -> !(text instanceof FontIcon))
                    .map(text -> ((Text) text).getFont().getSize())
                    .distinct()
                    .toList();
        });
    }

    /** Whatever is chosen, and whatever the platform says. */
    @ParameterizedTest
    @EnumSource
    void theConnectionPanelFitsIntoTheDefaultWindow(Language language) throws Exception {
        start(language.locale().getLanguage());
        app.fire("startTokensCard");
        resize();
        Label status = app.node("identityStatus", Label.class);
        String longest = longest(new Messages(language), status);
        for (int platform = 0; platform < 3; platform++) {
            choosePlatform(platform);
            for (String identity : List.of("identityApp", "identityToken")) {
                app.fire(identity);
                app.onFx(() -> {
                    status.setText(longest);
                    return null;
                });
                app.await("platform " + platform + ", " + identity, this::isWholePanelSeen);
            }
        }
    }

    /** The panel grows by a field then, and nothing else changes that would lay it out anew. */
    @ParameterizedTest
    @EnumSource
    void theConnectionPanelFitsWhenTheExampleHasFilledIt(Language language) throws Exception {
        start(language.locale().getLanguage());
        resize();
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.await("all of the panel", this::isWholePanelSeen);
    }

    /** Two kinds of trouble, one of them in two lines: as the example has them. */
    @ParameterizedTest
    @EnumSource
    void theProblemsOfTheExampleAreSeenWithoutScrolling(Language language) throws Exception {
        start(language.locale().getLanguage());
        resize();
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.fire("addButton");
        app.fire("getLinksButton");
        app.await("something needs attention", () -> app.isVisible("problemsPanel"));
        app.await("all of it is seen", () -> isWhollySeen("#problemsPanel"));
        resize(LOW);
        app.await(
                "in a lower window the table gives way",
                () -> app.stage().getScene().getHeight() <= LOW && isWhollySeen("#problemsPanel"));
    }

    /** Of all that is ever said there. */
    private String longest(Messages words, Label status) {
        return app.onFx(() -> {
            double width = status.getWidth();
            return Stream.of(Cause.values())
                    .filter(cause -> cause.concernsIdentity() || cause == Cause.TLS_FAILED)
                    .map(cause -> words.explained(Problem.of(cause, "open.larksuite.com")))
                    .max(
                            Comparator.comparing(sentence -> {
                                status.setText(sentence);
                                return status.prefHeight(width);
                            }))
                    .orElseThrow();
        });
    }

    private boolean isWholePanelSeen() {
        return isWhollySeen("#credentialsPanel");
    }

    private boolean isWhollySeen(String id) {
        return app.onFx(() -> {
            Node panel = app.stage().getScene().lookup(id);
            ScrollPane body = (ScrollPane) panel.lookup(".scroll-pane");
            return body.getContent().getLayoutBounds().getHeight()
                    <= body.getViewportBounds().getHeight() + 0.5;
        });
    }
}
