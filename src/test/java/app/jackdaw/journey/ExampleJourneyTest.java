package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.util.List;
import java.util.Locale;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example beside the user's own files and links. */
class ExampleJourneyTest extends JourneyTest {

    @ParameterizedTest
    @EnumSource
    void theStartCardCountsTheFilesOfTheExample(Language language) throws Exception {
        start(language.locale().getLanguage());
        Messages words = new Messages(language);
        assertThat(app.label("exampleWords"))
                .isEqualTo(words.get("start.example.words", PracticePlatform.DOCUMENTS))
                .contains(String.format(Locale.ROOT, "%d", PracticePlatform.DOCUMENTS));
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
        start("en");
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.fire("addButton");
        choosePlatform(0); // no call may leave: nothing here leads to Feishu
        app.fire("identityToken");
        app.type("accessTokenField", "u-7f1bc2a9d0e34c5b8a6d");
        app.select(0);
        app.fire("getLinksButton");
        Problem example = Problem.of(Cause.OF_THE_EXAMPLE);
        app.await(
                "told so",
                () -> app.column("columnStatus").getFirst().equals(ENGLISH.brief(example)));

        String label = ENGLISH.action(example).orElseThrow();
        app.onFx(() -> {
            app.node("problemsPanel", Parent.class).lookupAll(".button").stream()
                    .map(Button.class::cast)
                    .filter(button -> button.getText().equals(label))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return null;
        });
        app.await("it is there", () -> app.column("columnLink").getFirst().equals("Ready"));
        assertThat(app.typed("tokenArea")).isEmpty();
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
