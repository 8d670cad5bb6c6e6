package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tokens become files against a platform that follows its documentation and makes trouble. */
class PlatformJourneyTest extends JourneyTest {

    private static final int MOST_TOKENS = 5;
    private static final int CALLS_A_SECOND = 5;

    /** Ten seconds at the pace that the platform allows; calls that come too soon show in two. */
    private static final int MANY = 10 * CALLS_A_SECOND * MOST_TOKENS;

    @Test
    void fortyTokensBecomeFortyEqualFiles() throws Exception {
        List<StandInFile> files = serve(40);
        startConnectable();
        add(files);
        app.fire("downloadButton");
        awaitSettled();

        assertThat(digests(downloads())).containsExactlyInAnyOrderElementsOf(digests(files));
        assertThat(app.column("columnStatus")).containsOnly(ENGLISH.get("transfer.saved"));
        assertCallsAreAsDocumented();
        assertThat(platform.linkCalls()).as("calls of five").hasSizeLessThanOrEqualTo(12);

        app.fire("downloadButton");
        app.fire("downloadButton");
        app.await(
                "nothing is left to do",
                () -> app.label("statusMessage").startsWith("Finished: 40 of 40"));
        assertThat(files(downloads())).as("never a second copy").hasSize(40);
    }

    @Test
    void everyRefusedTokenHasItsOwnReasonAndTheRestIsSaved() throws Exception {
        Map<String, Cause> refused = new LinkedHashMap<>();
        // what is asked for again and again stands first in two calls: they wait at the same time
        refused.put(serve(Behaviour.API_HTML).token(), Cause.ANSWER_NOT_JSON);
        refused.put(serve(Behaviour.FORBIDDEN).token(), Cause.NOT_SHARED);
        refused.put(serve(Behaviour.GONE).token(), Cause.FILE_DELETED);
        refused.put(serve(Behaviour.MALFORMED).token(), Cause.TOKEN_MALFORMED);
        refused.put(serve(Behaviour.MISSING).token(), Cause.NOT_RETURNED);
        refused.put(serve(Behaviour.API_CUT).token(), Cause.ANSWER_CUT);
        refused.put(serve(Behaviour.LINK_ELSEWHERE).token(), Cause.LINK_HOST_UNEXPECTED);
        refused.put(serve(Behaviour.LINK_RELATIVE).token(), Cause.LINK_INVALID);
        refused.put(serve(Behaviour.LINK_EMPTY).token(), Cause.LINK_INVALID);
        refused.put(token(), Cause.FILE_NOT_FOUND);
        List<StandInFile> good = new ArrayList<>(serve(7));
        good.add(serve(Behaviour.API_TROUBLE_THRICE));

        startConnectable();
        List<String> tokens = new ArrayList<>(refused.keySet());
        good.forEach(file -> tokens.add(file.token()));
        add(String.join("\n", tokens));
        app.fire("downloadButton");
        awaitSettled();

        Map<String, String> status = app.byToken("columnStatus");
        refused.forEach((token, cause) ->
                assertThat(status).containsEntry(token, ENGLISH.brief(Problem.of(cause))));
        good.forEach(file ->
                assertThat(status).containsEntry(file.token(), ENGLISH.get("transfer.saved")));
        assertThat(digests(downloads())).containsExactlyInAnyOrderElementsOf(digests(good));
        assertThat(app.label("statusMessage"))
                .startsWith("Finished: 8 of 18 saved")
                .endsWith("10 need attention");
        assertCallsAreAsDocumented();
    }

    @Test
    void troubleOnTheWayIsOvercomeAndContentsStayWhatTheyAre() throws Exception {
        List<StandInFile> files = new ArrayList<>();
        for (int status : List.of(400, 401, 403, 404, 410)) {
            StandInFile expired =
                    StandInFile.of(token(), content(9_000), Behaviour.EXPIRED_ONCE)
                            .refusing(status);
            files.add(platform.put(expired));
        }
        files.add(serve(Behaviour.HOST_TROUBLE_THRICE));
        files.add(serve(Behaviour.CUT_ONCE));
        files.add(serve(Behaviour.ERROR_PAGE_ONCE));
        StandInFile json =
                plain(
                        "{\"code\":99,\"msg\":\"mine\"}",
                        "application/json",
                        "attachment; filename=own.json");
        StandInFile rtf =
                plain("{\\rtf1 hello}", "application/rtf", "attachment; filename=\"note.rtf\"");
        StandInFile empty = plain("", "text/plain", "attachment; filename=\"empty.txt\"");
        StandInFile chinese =
                plain(
                        "x",
                        "application/pdf",
                        "attachment; filename=\"a.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf");
        StandInFile raw = plain("y", "text/plain", "attachment; filename=\"发票 1.txt\"");
        StandInFile hostile = plain("z", "text/plain", "attachment; filename=\"../../evil.txt\"");
        files.addAll(List.of(json, rtf, empty, chinese, raw, hostile));

        startConnectable();
        add(files);
        app.fire("downloadButton");
        awaitSettled();

        assertThat(digests(downloads())).containsExactlyInAnyOrderElementsOf(digests(files));
        assertThat(app.column("columnStatus")).containsOnly(ENGLISH.get("transfer.saved"));
        Map<String, Path> byDigest = new LinkedHashMap<>();
        files(downloads()).forEach(file -> byDigest.put(sha256(file), file));
        assertThat(byDigest.get(json.sha256())).hasFileName("own.json");
        assertThat(byDigest.get(rtf.sha256())).hasFileName("note.rtf");
        assertThat(byDigest.get(empty.sha256())).hasFileName("empty.txt");
        assertThat(byDigest.get(chinese.sha256())).hasFileName("合同.pdf");
        assertThat(byDigest.get(raw.sha256())).hasFileName("发票 1.txt");
        assertThat(Objects.requireNonNull(byDigest.get(hostile.sha256())).toRealPath())
                .startsWith(downloads().toRealPath());
        assertThat(Files.exists(temporary.resolve("evil.txt"))).isFalse();
        assertCallsAreAsDocumented();
    }

    @Test
    void manyTokensAreAskedForWithoutBeingTooFrequent() throws Exception {
        List<StandInFile> files = serve(MANY);
        startConnectable();
        add(files);
        app.fire("getLinksButton");
        String done = ENGLISH.get("status.linksDone", MANY, MANY);
        app.await("all links are there", () -> app.label("statusMessage").equals(done));

        List<PlatformStandIn.LinkCall> calls = platform.linkCalls();
        assertThat(calls).hasSize(MANY / MOST_TOKENS);
        assertCallsAreAsDocumented();
        assertThat(app.column("columnLink")).containsOnly(ENGLISH.get("link.ready"));
        printPace(calls);
    }

    /**
     * The rule (transfer engine, decision 6): the fifth call after one starts a second after its
     * answer, and no sooner: sooner would be refused. How much of what it allows is used is
     * asserted where time is not the machine's, in PacingTest; here it is only said.
     */
    private static void printPace(List<PlatformStandIn.LinkCall> calls) {
        List<Double> paces = new ArrayList<>();
        double allowed = 0;
        double taken = 0;
        for (int i = 0; i + CALLS_A_SECOND < calls.size(); i++) {
            PlatformStandIn.LinkCall call = calls.get(i);
            double next = (calls.get(i + CALLS_A_SECOND).nanos() - call.nanos()) / 1e9;
            double least = 1 + (call.answeredNanos() - call.nanos()) / 1e9;
            paces.add(least / next);
            allowed += least;
            taken += next;
        }
        Collections.sort(paces);
        double usual = paces.get(paces.size() / 2);
        System.out.printf(
                "links: %.1f %% of the pace that the rule allows, on the whole %.1f %%%n",
                usual * 100, allowed / taken * 100);
    }

    private StandInFile plain(String text, String type, String disposition) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return platform.put(StandInFile.of(token(), bytes).named(type, disposition));
    }

    /** What holds for every call, whatever is asked for. */
    private void assertCallsAreAsDocumented() {
        assertThat(platform.linkCalls())
                .allSatisfy(call -> assertThat(call.tokens()).hasSizeBetween(1, MOST_TOKENS))
                .allSatisfy(call -> assertThat(call.tokens()).doesNotHaveDuplicates())
                .noneMatch(call -> call.status() == 429);
        assertThat(platform.byteCalls()).noneMatch(PlatformStandIn.ByteCall::authorized);
    }
}
