package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.AppDriver.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuBar;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/** The first moments of the window: what is there at once, what follows, and who is in a hurry. */
class StartJourneyTest extends JourneyTest {

    @Test
    void aNewUsersFirstFrameWaitsForTheStartPageOnly() throws Exception {
        List<Boolean> seen = new ArrayList<>();
        start(stage -> {
            seen.add(has(stage, "startPane") && has(stage, "statusMessage"));
            seen.add(has(stage, "resultsTable"));
            MenuBar bar = (MenuBar) stage.getScene().lookup("#menuBar");
            seen.add(bar.getMenus().size() == 6);
        });
        assertThat(seen).containsExactly(true, false, true);
        assertThat(app.exists("resultsTable")).as("when the start has returned").isTrue();
        MenuBar bar = app.node("menuBar", MenuBar.class);
        assertThat(app.onFx(bar::getMenus))
                .allSatisfy(menu -> assertThat(menu.getItems()).isNotEmpty());
    }

    @Test
    void aListOfEarlierIsInTheFirstFrame() throws Exception {
        start("en");
        add(token());
        app.close();

        List<Boolean> seen = new ArrayList<>();
        start(stage -> seen.add(has(stage, "resultsTable") && has(stage, "tokenArea")));
        assertThat(seen).containsExactly(true);
        assertThat(app.isVisible("startPane")).isFalse();
        assertThat(app.table().getItems()).hasSize(1);
    }

    @Test
    void whoIsQuickerThanThePanelsGetsWhatWasAskedFor() throws Exception {
        start(stage ->
                Platform.runLater(
                        () -> ((ButtonBase) stage.getScene().lookup("#startTokensCard")).fire()));
        assertThat(app.isVisible("startPane")).isFalse();
        assertThat(app.isVisible("tokenArea")).isTrue();
        assertThat(app.onFx(() -> app.stage().getScene().getFocusOwner()))
                .isEqualTo(app.node("tokenArea", Node.class));
    }

    @Test
    void aWindowThatIsClosedAtOnceStaysClosed() throws Exception {
        start(stage -> Platform.runLater(stage::hide));
        assertThat(app.onFx(app.stage()::isShowing)).isFalse();
    }

    /** As automation does that forgets to stop the first one: it must not lose its process. */
    @Test
    void aSecondApplicationInTheSameProcessOpensWithoutTheList() throws Exception {
        start("en");
        add(token());
        AppDriver first = app;
        start("en");
        assertThat(app.table().getItems()).isEmpty();
        assertThat(app.label("statusMessage")).isNotEqualTo(ENGLISH.get("status.ready"));
        app.close();
        first.close();
    }

    private void start(Consumer<Stage> whenShown) throws Exception {
        app = AppDriver.start(new Setup(home(), downloads(), "en"), whenShown);
    }

    private static boolean has(Stage stage, String id) {
        return stage.getScene().lookup("#" + id) != null;
    }
}
