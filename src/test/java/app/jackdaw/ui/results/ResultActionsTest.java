package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.ConnectionState;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What the buttons do to their rows, and what they say of it. */
class ResultActionsTest {

    private static final TransferState FAILED =
            new TransferState.Failed(Problem.of(Cause.STALLED), 0);
    private static final TransferState PAUSED = new TransferState.Paused(1, 2);

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

    /** Else the sentence of the end before would stay where all is over within a beat. */
    @Test
    void retryAndResumeSayThatTheyDownload() throws Exception {
        Desk.onFx(() -> {
            desk.model.noticeProperty().set(Notice.of("status.finishedWithProblems"));
            desk.actions.retry(List.of(desk.row("a", FAILED), desk.row("b", FAILED)));
            return null;
        });
        assertThat(notice()).isEqualTo(Notice.of(Notice.DOWNLOADING, 0, 2, 0));
        Desk.onFx(() -> {
            desk.model.noticeProperty().set(Notice.of("status.paused"));
            desk.actions.resume(List.of(desk.row("c", PAUSED), desk.row("d")));
            return null;
        });
        assertThat(notice()).isEqualTo(Notice.of(Notice.DOWNLOADING, 0, 1, 0));
    }

    /** A saved file may be gone and a link grow stale: then somebody is there to ask with. */
    @Test
    void whatMayNeedSomebodyTakesTheFieldsIntoUse() throws Exception {
        desk.link("a", Desk.NOW.plusSeconds(3600));
        desk.link("b", Desk.NOW.plusSeconds(3600));
        Desk.onFx(() -> {
            desk.actions.retry(List.of(desk.row("a", FAILED)));
            return null;
        });
        assertThat(desk.used).as("retry").hasSize(1);
        Desk.onFx(() -> {
            desk.actions.resume(List.of(desk.row("b", PAUSED)));
            return null;
        });
        assertThat(desk.used).as("resume").hasSize(2);
        assertThat(desk.heard).contains("retry a", "resume b");
    }

    @Test
    void withoutCredentialsWhatNeedsNobodyGoesOn() throws Exception {
        desk.nobody = true;
        desk.link("live", Desk.NOW.plusSeconds(3600));
        desk.link("held", Desk.NOW.plusSeconds(3600));
        Desk.onFx(() -> {
            desk.actions.retry(List.of(desk.row("bare", FAILED), desk.row("live", FAILED)));
            desk.actions.resume(List.of(desk.row("wait", PAUSED), desk.row("held", PAUSED)));
            return null;
        });
        assertThat(desk.heard).contains("retry live", "resume held");
        assertThat(Desk.onFx(() -> desk.model.credentials().connectionProperty().get()))
                .as("the panel says why not the others")
                .isInstanceOf(ConnectionState.Failed.class);
        assertThat(notice()).isEqualTo(Notice.of(Notice.DOWNLOADING, 0, 1, 0));

        desk.heard.clear();
        Desk.onFx(() -> {
            desk.actions.retry(List.of(desk.row("bare", FAILED)));
            return null;
        });
        assertThat(desk.heard).isEmpty();
        assertThat(notice().key()).isEqualTo("status.problem");
    }

    @Test
    void withoutCredentialsLinksThatOthersGiveAreHad() throws Exception {
        desk.nobody = true;
        desk.guests.addAll(List.of("guest", "second"));
        Desk.onFx(() -> {
            desk.actions.getLinks(List.of(desk.row("guest")));
            desk.actions.retry(List.of(desk.row("second", FAILED)));
            return null;
        });
        assertThat(Desk.onFx(() -> desk.model.credentials().connectionProperty().get()))
                .as("nobody was asked for any")
                .isInstanceOf(ConnectionState.Idle.class);
        Desk.onFx(() -> {
            desk.actions.getLinks(List.of(desk.row("bare"), desk.row("guest")));
            return null;
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> desk.heard.stream().filter("fetch guest"::equals).count() == 2);
        assertThat(desk.heard).contains("retry second").doesNotContain("fetch bare");
        assertThat(Desk.onFx(() -> desk.model.credentials().connectionProperty().get()))
                .as("the panel says why not the other")
                .isInstanceOf(ConnectionState.Failed.class);
    }

    @Test
    void cancellingOneRowBeforeAnythingWasAskedLeavesTheOthers() throws Exception {
        Desk.onFx(() -> {
            List<ItemRow> rows = List.of(desk.row("a"), desk.row("b"), desk.row("c"));
            desk.actions.getLinks(rows);
            desk.actions.cancel(List.of(rows.get(1)));
            return null;
        });
        await(() -> desk.heard.contains("fetch a,c"));
        assertThat(Desk.onFx(() -> desk.actions.gettingLinks())).isTrue();
    }

    @Test
    void cancellingOneRowAsksNobodyAgainWhoHasAnAnswer() throws Exception {
        desk.answered.add("a");
        List<ItemRow> rows = Desk.onFx(() -> List.of(desk.row("a"), desk.row("b"), desk.row("c")));
        Desk.onFx(() -> {
            desk.actions.getLinks(rows);
            return null;
        });
        assertThat(desk.waiting.await(20, TimeUnit.SECONDS)).isTrue();
        Desk.onFx(() -> {
            desk.actions.cancel(List.of(rows.get(1)));
            return null;
        });
        await(() -> desk.heard.contains("fetch c"));
    }
}
