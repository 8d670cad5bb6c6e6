package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.ConnectionState;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the buttons do to their rows, and what they say of it. */
class ResultActionsTest {

    private static final TransferState FAILED =
            new TransferState.Failed(Problem.of(Cause.STALLED), 0);
    private static final TransferState PAUSED = new TransferState.Paused(1, 2);

    @RegisterExtension private final Desk desk = new Desk();

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

    /** It did not open, and would not open now. */
    @Test
    void whatFailedForItsLinkIsTriedWithAnotherOne() throws Exception {
        desk.link("a", Desk.NOW.plusSeconds(3600));
        desk.link("b", Desk.NOW.plusSeconds(3600));
        TransferState gone = new TransferState.Failed(Problem.of(Cause.LINK_GONE), 0);
        Desk.onFx(() -> {
            desk.actions.retry(List.of(desk.row("a", gone), desk.row("b", FAILED)));
            return null;
        });
        assertThat(desk.heard).contains("renounce a").doesNotContain("renounce b");
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
        assertThat(notice()).isEqualTo(Notice.downloading(0, 2, 0, 0));
        Desk.onFx(() -> {
            desk.model.noticeProperty().set(Notice.of("status.paused"));
            desk.actions.resume(List.of(desk.row("c", PAUSED), desk.row("d")));
            return null;
        });
        assertThat(notice()).isEqualTo(Notice.downloading(0, 1, 0, 0));
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
        assertThat(notice()).isEqualTo(Notice.downloading(0, 1, 0, 0));

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
                .atMost(Duration.ofSeconds(120))
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
        assertThat(desk.waiting.await(120, TimeUnit.SECONDS)).isTrue();
        Desk.onFx(() -> {
            desk.actions.cancel(List.of(rows.get(1)));
            return null;
        });
        await(() -> desk.heard.contains("fetch c"));
    }

    private static final Problem GONE = Problem.of(Cause.FOLDER_NOT_WRITABLE, "/stick");
    private static final Notice FOLDER_GONE = new Notice("status.problem", List.of(GONE));

    /** Five beats a second: time to read a sentence. */
    private static final int BEATS_TO_READ = 30;

    private void beats(int count) throws Exception {
        Desk.onFx(() -> {
            for (int beat = 0; beat < count; beat++) {
                desk.actions.beat();
            }
            return null;
        });
    }

    private void say(Notice notice) throws Exception {
        Desk.onFx(() -> {
            desk.model.noticeProperty().set(notice);
            return null;
        });
    }

    /** Links that nobody gives yet. */
    private void wantLinks(String... tokens) throws Exception {
        Desk.onFx(() -> {
            desk.actions.getLinks(List.of(tokens).stream().map(desk::row).toList());
            return null;
        });
    }

    @Test
    void whatOthersSayCanBeReadWhileLinksAreGot() throws Exception {
        wantLinks("a", "b");
        beats(1);
        Notice getting = Notice.of("status.gettingLinks", 0, 2);
        assertThat(notice()).isEqualTo(getting);

        say(FOLDER_GONE);
        beats(2);
        assertThat(notice()).isEqualTo(FOLDER_GONE);
        beats(BEATS_TO_READ - 3);
        assertThat(notice()).isEqualTo(FOLDER_GONE);
        beats(1);
        assertThat(notice()).isEqualTo(getting);

        say(FOLDER_GONE);
        beats(BEATS_TO_READ - 1);
        say(new Notice("status.problem", List.of(GONE)));
        beats(BEATS_TO_READ - 1);
        assertThat(notice()).as("the same, said once more").isEqualTo(FOLDER_GONE);
        beats(1);
        assertThat(notice()).isEqualTo(getting);
    }

    @Test
    void answersDoNotShortenTheTimeToRead() throws Exception {
        desk.answered.add("a");
        Desk.onFx(() -> {
            desk.actions.getLinks(List.of(desk.row("a"), desk.row("b")));
            desk.model.noticeProperty().set(FOLDER_GONE);
            return null;
        });
        assertThat(desk.waiting.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(notice()).isEqualTo(FOLDER_GONE);
        beats(BEATS_TO_READ);
        await(() -> notice().equals(Notice.of("status.gettingLinks", 1, 2)));
    }

    @Test
    void whoWantsLinksHearsAtOnceHowFarTheyAre() throws Exception {
        say(FOLDER_GONE);
        wantLinks("a");
        beats(1);
        assertThat(notice()).isEqualTo(Notice.of("status.gettingLinks", 0, 1));
        say(Notice.downloading(3, 5, 0, 0));
        beats(1);
        assertThat(notice())
                .as("what is said again at any time waits for nobody")
                .isEqualTo(Notice.of("status.gettingLinks", 0, 1));
    }

    /** Rows wait for the network beside it, and that is said with every beat. */
    @ParameterizedTest
    @ValueSource(strings = {"status.downloading", "status.waiting", "status.waitingForNetwork"})
    void whatIsSaidWithEveryBeatDoesNotHideHowFarTheLinksAre(String key) throws Exception {
        wantLinks("a");
        for (int beat = 0; beat < 2; beat++) {
            say(Notice.of(key, 0, 1, "00:0" + beat, "why"));
            beats(1);
        }
        assertThat(notice()).isEqualTo(Notice.of("status.gettingLinks", 0, 1));
    }

    @Test
    void whyNotAllLinksAreGotCanBeRead() throws Exception {
        desk.nobody = true;
        desk.guests.add("guest");
        wantLinks("bare", "guest");
        Notice missing =
                new Notice("status.problem", List.of(Problem.of(Cause.CREDENTIALS_MISSING)));
        beats(2);
        assertThat(notice()).isEqualTo(missing);
        wantLinks("bare", "guest");
        beats(2);
        assertThat(notice()).as("the same again").isEqualTo(missing);
        beats(BEATS_TO_READ);
        assertThat(notice().key()).isEqualTo("status.gettingLinks");
    }

    private static final TransferState RUNNING = new TransferState.Running(1, 2);

    /** These rows stand as they stand for as long as the engine has not come to its commands. */
    private void beforeTheEngineCame(TransferState state, Consumer<List<ItemRow>> commands)
            throws Exception {
        desk.busy = true;
        Desk.onFx(() -> {
            desk.model.destinationProperty().set("/downloads");
            commands.accept(List.of(desk.row("a", state), desk.row("b", state)));
            return null;
        });
    }

    /** The engine has carried out everything. */
    private void stands(TransferState state, String... tokens) throws Exception {
        desk.busy = false;
        Desk.onFx(() -> {
            for (String token : tokens) {
                desk.transfers.put(token, new TransferView(state, null));
            }
            desk.sync.sync();
            desk.actions.beat();
            return null;
        });
    }

    @Test
    void theLastWordCountsThoughNoRowShowsTheOneBefore() throws Exception {
        beforeTheEngineCame(
                RUNNING,
                rows -> {
                    desk.actions.pause(rows);
                    desk.actions.resume(rows);
                });
        assertThat(desk.heard).containsExactly("pause a,b", "resume a,b");
        assertThat(notice()).isEqualTo(Notice.downloading(0, 2, 0, 0));
    }

    @Test
    void whatIsPausedBeforeItShowsThatItBeganIsPaused() throws Exception {
        beforeTheEngineCame(
                new TransferState.Idle(),
                rows -> {
                    desk.actions.download(rows);
                    desk.actions.pause(rows);
                });
        assertThat(desk.heard).containsExactly("start a,b", "pause a,b");
    }

    @Test
    void ofWhatIsPausedBeforeItShowsThatItBeganSomeGoesOn() throws Exception {
        beforeTheEngineCame(
                FAILED,
                rows -> {
                    desk.actions.retry(rows);
                    desk.actions.pause(rows);
                    desk.actions.resume(rows.subList(1, 2));
                    desk.actions.pause(rows);
                    desk.actions.resume(rows.subList(0, 1));
                });
        assertThat(desk.heard)
                .containsExactly("retry a,b", "pause a,b", "resume b", "pause a,b", "resume a");
        assertThat(notice()).isEqualTo(Notice.downloading(0, 1, 0, 0));
    }

    /** A worker puts its file down first. */
    @Test
    void whatStillRunsAfterAPauseGoesOn() throws Exception {
        beforeTheEngineCame(RUNNING, desk.actions::pause);
        stands(RUNNING, "a", "b");
        say(Notice.NONE);
        Desk.onFx(() -> {
            desk.actions.resume(List.copyOf(desk.model.rows()));
            return null;
        });
        assertThat(desk.heard).containsExactly("pause a,b", "resume a,b");
        assertThat(notice()).isEqualTo(Notice.downloading(0, 2, 0, 0));
    }

    @Test
    void nothingIsAnnouncedOfRowsThatGoOnAnyway() throws Exception {
        say(Notice.NONE);
        beforeTheEngineCame(RUNNING, desk.actions::resume);
        assertThat(notice()).isEqualTo(Notice.NONE);
        Desk.onFx(() -> {
            desk.row("b", PAUSED);
            desk.actions.resume(List.copyOf(desk.model.rows()));
            return null;
        });
        assertThat(notice()).isEqualTo(Notice.downloading(0, 1, 0, 0));
    }

    /** Neither do cancelled rows go on, nor paused ones that wait no more. */
    @Test
    void nothingIsAnnouncedOfRowsThatWereStoppedBefore() throws Exception {
        TransferState waiting =
                new TransferState.Waiting(Desk.NOW, Problem.of(Cause.NETWORK_UNREACHABLE));
        say(Notice.NONE);
        beforeTheEngineCame(
                waiting,
                rows -> {
                    desk.actions.cancel(rows.subList(0, 1));
                    desk.actions.pause(rows.subList(1, 2));
                    desk.actions.retry(rows);
                    desk.actions.resume(rows.subList(0, 1));
                });
        assertThat(notice()).isEqualTo(Notice.NONE);

        stands(new TransferState.Idle(), "a");
        stands(PAUSED, "b");
        stands(FAILED, "a", "b");
        Desk.onFx(() -> {
            desk.actions.retry(List.copyOf(desk.model.rows()));
            return null;
        });
        assertThat(notice())
                .as("what was said then is over")
                .isEqualTo(Notice.downloading(0, 2, 0, 0));
    }

    @Test
    void cancellingWhatIsUnderWayLeavesWhatHasEnded() throws Exception {
        TransferState waiting =
                new TransferState.Waiting(Desk.NOW, Problem.of(Cause.NETWORK_UNREACHABLE));
        Desk.onFx(() -> {
            desk.row("failed", FAILED);
            desk.row("saved", new TransferState.Saved(Path.of("x"), 1));
            desk.row("fresh");
            desk.row("queued", new TransferState.Queued());
            desk.row("waiting", waiting);
            desk.row("running", RUNNING);
            desk.row("paused", PAUSED);
            desk.actions.cancelUnderWay(List.copyOf(desk.model.rows()));
            return null;
        });
        assertThat(desk.heard).containsExactly("cancel saved,queued,waiting,running,paused");
    }

    @Test
    void cancellingWhatIsUnderWayReachesWhatWasCommandedJustNow() throws Exception {
        beforeTheEngineCame(
                FAILED,
                rows -> {
                    desk.actions.retry(rows.subList(0, 1));
                    desk.actions.cancelUnderWay(rows);
                });
        assertThat(desk.heard).containsExactly("retry a", "cancel a");
        stands(FAILED, "a", "b");
        Desk.onFx(() -> {
            desk.actions.cancelUnderWay(List.copyOf(desk.model.rows()));
            return null;
        });
        assertThat(desk.heard)
                .as("it failed again")
                .containsOnlyOnce("cancel a")
                .doesNotContain("cancel b", "cancel a,b");
    }

    @Test
    void cancellingWhatIsUnderWayEndsAskingForLinks() throws Exception {
        wantLinks("a", "b");
        assertThat(desk.waiting.await(120, TimeUnit.SECONDS)).isTrue();
        Desk.onFx(() -> {
            desk.actions.cancelUnderWay(List.copyOf(desk.model.rows()));
            return null;
        });
        await(() -> notice().equals(Notice.of("status.linksCancelled")));
    }

    /** No work ends with them: nobody else would say it. */
    @Test
    void cancellingWhatStandsStillSaysWhatBecameOfIt() throws Exception {
        Desk.onFx(() -> {
            desk.row("busy", RUNNING);
            desk.row("saved", new TransferState.Saved(Path.of("x"), 1));
            desk.actions.cancel(List.of(desk.row("a", PAUSED), desk.row("b", FAILED)));
            return null;
        });
        assertThat(notice()).isEqualTo(Notice.of("status.stopped", 2));
        Desk.onFx(() -> {
            desk.actions.cancelUnderWay(List.of(desk.row("c", PAUSED), desk.row("d", FAILED)));
            return null;
        });
        assertThat(notice()).isEqualTo(Notice.of("status.stopped", 1));
        Desk.onFx(() -> {
            desk.actions.remove(List.of(desk.row("e", PAUSED)));
            return null;
        });
        assertThat(notice()).isEqualTo(Notice.of("status.removed", 1));
    }

    private static LinkState refused(Cause cause) {
        return new LinkState.Refused(Problem.of(cause));
    }

    /** The link told the same as the download, and would go on telling it. */
    @Test
    void whatFailedForWantOfALinkNeedsNoAttentionOnceItIsCancelled() throws Exception {
        Problem why = Problem.of(Cause.NOT_SHARED);
        desk.links.put("a", new LinkState.Refused(why));
        ItemRow row =
                Desk.onFx(() -> {
                    ItemRow failed = desk.row("a", new TransferState.Failed(why, 0));
                    desk.actions.cancel(List.of(failed));
                    return failed;
                });
        stands(new TransferState.Idle(), "a");
        assertThat(row.problem()).isEmpty();
        assertThat(desk.model.countsProperty().get().batch().failed()).isZero();
        assertThat(Desk.onFx(() -> desk.actions.cancel(List.of(row))))
                .as("there is nothing left to end")
                .isFalse();
    }

    /** It told why before, and nobody waits for it now. */
    @Test
    void whateverTheDownloadDidAboutItsLinkNeedsNoAttentionOnceItIsCancelled() throws Exception {
        Problem offline = Problem.of(Cause.NETWORK_UNREACHABLE);
        Map<String, TransferState> wanted =
                Map.of(
                        "queued", new TransferState.Queued(),
                        "waiting", new TransferState.Waiting(Desk.NOW, offline),
                        "paused", PAUSED);
        String[] tokens = wanted.keySet().toArray(String[]::new);
        for (String token : tokens) {
            desk.links.put(token, new LinkState.Refused(offline));
        }
        Desk.onFx(() -> {
            wanted.forEach((token, state) -> desk.row(token, state));
            desk.actions.cancel(List.copyOf(desk.model.rows()));
            return null;
        });
        stands(new TransferState.Idle(), tokens);
        assertThat(desk.model.rows()).allSatisfy(row -> assertThat(row.problem()).isEmpty());
        assertThat(desk.model.countsProperty().get().batch().failed()).isZero();
    }

    /** Cancel ends downloads; of these there is none, or no other link than that to be had. */
    @Test
    void whyThereIsNoLinkStaysTrueWhereNoDownloadFailedForIt() throws Exception {
        desk.links.put("a", refused(Cause.NOT_SHARED));
        desk.links.put("b", refused(Cause.PASTED_LINK_FORGOTTEN));
        TransferState forgotten =
                new TransferState.Failed(Problem.of(Cause.PASTED_LINK_FORGOTTEN), 0);
        Desk.onFx(() -> {
            desk.actions.cancel(List.of(desk.row("a"), desk.row("b", forgotten)));
            return null;
        });
        assertThat(desk.links)
                .containsEntry("a", refused(Cause.NOT_SHARED))
                .containsEntry("b", refused(Cause.PASTED_LINK_FORGOTTEN));
    }

    /** The end of the work is told, with how many of it were stopped. */
    @Test
    void cancellingWhatIsUnderWayLeavesTheSentenceToTheEndOfTheWork() throws Exception {
        Notice downloading = Notice.downloading(0, 2, 0, 0);
        say(downloading);
        Desk.onFx(() -> {
            desk.actions.cancel(List.of(desk.row("a", RUNNING), desk.row("b", PAUSED)));
            return null;
        });
        assertThat(notice()).isEqualTo(downloading);
    }

    private int stopped() throws Exception {
        return Desk.onFx(() -> desk.sync.stopped().count());
    }

    /** What had come to an end, or never began, does not end once more. */
    @Test
    void onlyWhatWasUnderWayOrPausedIsStopped() throws Exception {
        desk.busy = true;
        Desk.onFx(() -> {
            desk.actions.cancel(
                    List.of(
                            desk.row("a", RUNNING),
                            desk.row("b", PAUSED),
                            desk.row("c", FAILED),
                            desk.row("d", new TransferState.Saved(Path.of("d"), 2)),
                            desk.row("e")));
            return null;
        });
        stands(new TransferState.Idle(), "a", "b", "c");
        assertThat(stopped()).isEqualTo(2);
    }

    @Test
    void whatIsCancelledBeforeItShowsThatItBeganIsStopped() throws Exception {
        beforeTheEngineCame(
                new TransferState.Idle(),
                rows -> {
                    desk.actions.download(rows);
                    desk.actions.cancel(rows.subList(0, 1));
                });
        stands(RUNNING, "b");
        assertThat(stopped()).isEqualTo(1);
        stands(new TransferState.Saved(Path.of("b"), 2), "b");
        assertThat(stopped()).isEqualTo(1);
    }

    @Test
    void workThatBeginsKnowsNothingOfRowsThatWereStoppedBefore() throws Exception {
        List<Consumer<ItemRow>> commands =
                List.of(
                        row -> desk.actions.download(List.of(row)),
                        row -> desk.actions.resume(List.of(row)),
                        row -> desk.actions.retry(List.of(row)));
        List<TransferState> before = List.of(new TransferState.Idle(), PAUSED, FAILED);
        Desk.onFx(() -> {
            desk.model.destinationProperty().set("/downloads");
            return null;
        });
        for (int command = 0; command < commands.size(); command++) {
            TransferState state = before.get(command);
            ItemRow other = Desk.onFx(() -> desk.row("b", state));
            Desk.onFx(() -> {
                desk.actions.cancel(List.of(desk.row("a", RUNNING)));
                return null;
            });
            stands(new TransferState.Idle(), "a");
            assertThat(stopped()).isEqualTo(1);
            Consumer<ItemRow> begin = commands.get(command);
            Desk.onFx(() -> {
                begin.accept(other);
                return null;
            });
            assertThat(stopped()).isZero();
        }
    }

    @Test
    void whatIsBegunBesideOtherWorkLeavesStoppedWhatIsNotWanted() throws Exception {
        Desk.onFx(() -> {
            desk.model.destinationProperty().set("/downloads");
            desk.row("busy", RUNNING);
            desk.actions.cancel(List.of(desk.row("a", RUNNING), desk.row("b", RUNNING)));
            return null;
        });
        stands(new TransferState.Idle(), "a", "b");
        Desk.onFx(() -> {
            desk.actions.download(List.of(desk.row("a")));
            return null;
        });
        assertThat(stopped()).isEqualTo(1);
    }
}
