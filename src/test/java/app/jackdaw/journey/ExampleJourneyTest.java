package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example beside the user's own files and links. */
class ExampleJourneyTest extends JourneyTest {

    private static final Cause EXAMPLE = Cause.OF_THE_EXAMPLE;

    @ParameterizedTest
    @EnumSource
    void theStartCardCountsTheFilesOfTheExample(Language language) throws Exception {
        start(language.locale().getLanguage());
        Messages words = new Messages(language);
        assertThat(app.label("exampleWords"))
                .isEqualTo(words.get("start.example.words", PracticePlatform.DOCUMENTS))
                .contains(String.format(Locale.ROOT, "%d", PracticePlatform.DOCUMENTS));
    }

    /** Whatever is pressed first, the panel says who answers. */
    @Test
    void copyingLinksOfTheExampleConnectsToIt() throws Exception {
        start("en");
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.fire("addButton");
        app.await("rows", () -> app.rows() > 5);
        app.select(0, 1);
        app.fire("copyLinksButton");
        app.await("links", () -> app.column("columnLink").getFirst().equals("Ready"));
        Label status = app.node("identityStatus", Label.class);
        app.await("connected", () -> app.onFx(() -> status.getStyleClass().contains("connected")));
    }

    /** What is not the example's waits for whoever has it; then it is had. */
    @Test
    void ownTokensAreNeverAskedOfTheExample() throws Exception {
        List<StandInFile> own = serve(2);
        start("en");
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.fire("addButton");
        add(own);
        app.select(app.rows() - 2, app.rows() - 1, 0);
        String waits = ENGLISH.brief(Problem.of(Cause.NOT_OF_THE_EXAMPLE));

        app.fire("getLinksButton");
        app.await(
                "told so",
                () -> app.column("columnStatus").stream().filter(waits::equals).count() == 2);
        app.await(
                "the example's is there",
                () -> app.column("columnLink").getFirst().equals("Ready"));
        assertThat(app.byToken("columnStatus"))
                .containsEntry(own.getFirst().token(), waits)
                .containsEntry(own.getLast().token(), waits);
        app.fire("downloadButton");
        app.await(
                "the example's is saved",
                () -> app.column("columnStatus").getFirst().equals("Saved"));
        app.await(
                "the others are given up, so that they can be tried again",
                () -> app.label("statusMessage").startsWith("Finished"));
        assertThat(platform.linkCalls()).isEmpty();

        enterApp(platform.baseAddress(), PlatformStandIn.APP_ID, PlatformStandIn.APP_SECRET);
        app.select(app.rows() - 2, app.rows() - 1);
        app.fire("retryButton");
        app.await(
                "saved",
                () ->
                        own.stream()
                                .allMatch(file ->
                                        "Saved"
                                                .equals(
                                                        app.byToken("columnStatus")
                                                                .get(file.token()))));
    }

    /** A row of the example outlives it; the panel starts it again for what is in the list. */
    @Test
    void rowsOfTheExampleCostNoCallElsewhereAndItIsStartedAgainForThem() throws Exception {
        leaveRowsOfTheExample();
        start("en");
        String token = "u-7f1bc2a9d0e34c5b8a6d"; // no call may leave: nothing here leads to Feishu
        app.fire("identityToken");
        app.type("accessTokenField", token);
        app.select(0);
        app.fire("getLinksButton");
        app.await("told so", () -> app.column("columnStatus").getFirst().equals(brief(EXAMPLE)));

        startTheExample();
        app.await("it is there", () -> app.column("columnLink").getFirst().equals("Ready"));
        assertThat(app.typed("tokenArea")).isEmpty();
        assertThat(app.typed("accessTokenField")).as("it stays").isEqualTo(token);
        assertThat(app.typed("baseUrlField")).isEmpty();
        assertThat(app.node("identityStatus", Label.class).getStyleClass())
                .as("Feishu said nothing yet")
                .contains("idle");
    }

    @Test
    void rowsOfTheExampleAskNobodyForCredentials() throws Exception {
        leaveRowsOfTheExample();
        start("en");
        app.select(0, 1);
        app.fire("downloadButton");
        app.await("told so", () -> count(brief(EXAMPLE)) == 2);
        assertThat(app.isVisible("problemsPanel")).isTrue();

        startTheExample();
        app.await("saved", () -> count("Saved") == 2);
        assertThat(app.node("identityStatus", Label.class).getStyleClass()).contains("connected");
    }

    /** Neither waits for the other, and neither hears of the other's files. */
    @Test
    void theExampleIsStartedForItsRowsWhileOwnOnesWaitForTheirLinks() throws Exception {
        leaveRowsOfTheExample();
        start("en");
        app.select(0, 1, 2);
        app.fire("downloadButton");
        app.await("told so", () -> count(brief(EXAMPLE)) == 3);
        List<StandInFile> own = serve(3); // one fewer than go at once
        platform.holdLinks();
        enterApp(platform.baseAddress(), PlatformStandIn.APP_ID, PlatformStandIn.APP_SECRET);
        add(own);
        app.select(IntStream.range(app.rows() - own.size(), app.rows()).toArray());
        app.fire("downloadButton");
        app.await("the user's wait", () -> platform.heldCalls() > 0);

        startTheExample();
        app.await("the example's are saved", () -> count("Saved") == 3);
        platform.giveLinks();
        app.await("the user's, too", () -> count("Saved") == 3 + own.size());
        assertThat(digests(downloads())).containsAll(digests(own));
        assertOnlyOwnWereAskedFor(own);
        assertThat(app.typed("baseUrlField")).as("it stays").isEqualTo(platform.baseAddress());
        assertThat(app.label("identityStatus")).contains(PlatformStandIn.APP_ID);
    }

    /** The other way round, and with everything under way at once. */
    @Test
    void ownFilesAndTheExamplesAreSavedSideBySide() throws Exception {
        startConnectable();
        List<StandInFile> own = serve(12);
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.fire("addButton");
        int examples = app.rows();
        add(own);
        app.select(IntStream.range(0, examples).toArray());
        app.fire("downloadButton");
        app.select(IntStream.range(examples, app.rows()).toArray());
        app.fire("downloadButton");
        awaitSettled();
        List<String> states = app.column("columnStatus");
        assertThat(states.subList(examples, states.size())).containsOnly("Saved");
        assertThat(states.subList(0, examples))
                .as("but for those that show what can go wrong")
                .doesNotContain(brief(EXAMPLE), brief(Cause.NOT_OF_THE_EXAMPLE))
                .filteredOn("Saved"::equals)
                .hasSizeGreaterThan(examples / 2);
        assertOnlyOwnWereAskedFor(own);
        assertThat(app.typed("baseUrlField")).as("it stays").isEqualTo(platform.baseAddress());
    }

    private void leaveRowsOfTheExample() throws Exception {
        start("en");
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.fire("addButton");
        app.close();
    }

    private void startTheExample() {
        String label = ENGLISH.action(Problem.of(EXAMPLE)).orElseThrow();
        app.onFx(() -> {
            app.node("problemsPanel", Parent.class).lookupAll(".button").stream()
                    .map(Button.class::cast)
                    .filter(button -> button.getText().equals(label))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return null;
        });
    }

    private void assertOnlyOwnWereAskedFor(List<StandInFile> own) {
        assertThat(platform.linkCalls())
                .flatExtracting(PlatformStandIn.LinkCall::tokens)
                .containsExactlyInAnyOrderElementsOf(own.stream().map(StandInFile::token).toList());
    }

    private long count(String status) {
        return app.column("columnStatus").stream().filter(status::equals).count();
    }

    private static String brief(Cause cause) {
        return ENGLISH.brief(Problem.of(cause));
    }

    /** A link of the example that was copied is pasted again: its platform is the chosen one. */
    @Test
    void aPastedLinkToThisComputerIsFollowedOnlyForAPlatformOnIt() throws Exception {
        StandInFile file = serve(1).getFirst();
        start("en");
        add(platform.grant(file));
        app.fire("downloadButton");
        String refused = ENGLISH.brief(Problem.of(Cause.LINK_TO_THIS_COMPUTER));
        app.await("refused", () -> app.column("columnStatus").contains(refused));
        assertThat(platform.byteCalls()).isEmpty();

        choosePlatform(2);
        app.type("baseUrlField", platform.baseAddress());
        app.fire("retryButton");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(digests(downloads())).containsExactly(file.sha256());
    }
}
