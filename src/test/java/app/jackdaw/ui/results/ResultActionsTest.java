package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.ui.model.ConnectionState;
import app.jackdaw.ui.model.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What the buttons do to their rows, and what they say of it. */
class ResultActionsTest {

    private final Desk desk = new Desk();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Notice notice() throws Exception {
        return Desk.onFx(() -> desk.model.noticeProperty().get());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private void getLinks(String token) throws Exception {
        Desk.onFx(() -> {
            desk.actions.getLinks(List.of(desk.row(token)));
            return null;
        });
        await(() -> Desk.onFx(() -> !desk.actions.gettingLinks()));
    }

    /** The links that are there are the old ones. */
    @Test
    void getLinksThatFailedForAllIsNoSuccessThoughTheLinksAreKept() throws Exception {
        desk.link("a", Desk.NOW.plusSeconds(3600));
        desk.platform.countDown();
        getLinks("a");
        assertThat(notice()).isEqualTo(Notice.of("status.linksDone", 1, 1));

        Problem revoked = Problem.of(Cause.APP_SECRET_WRONG).at(Desk.NOW);
        desk.untold = Optional.of(revoked);
        getLinks("a");
        assertThat(notice()).isEqualTo(new Notice("status.problem", List.of(revoked)));
        assertThat(Desk.onFx(() -> desk.model.credentials().connectionProperty().get()))
                .isEqualTo(new ConnectionState.Failed(revoked));
    }

    @Test
    void networkThatIsGoneIsSaidAndSaysNothingOfWhoAsks() throws Exception {
        desk.link("a", Desk.NOW.plusSeconds(3600));
        desk.platform.countDown();
        getLinks("a");
        ConnectionState before =
                Desk.onFx(() -> desk.model.credentials().connectionProperty().get());
        Problem gone = Problem.of(Cause.NETWORK_UNREACHABLE).at(Desk.NOW);
        desk.untold = Optional.of(gone);
        getLinks("a");
        assertThat(notice()).isEqualTo(new Notice("status.problem", List.of(gone)));
        assertThat(Desk.onFx(() -> desk.model.credentials().connectionProperty().get()))
                .isEqualTo(before);
    }
}
