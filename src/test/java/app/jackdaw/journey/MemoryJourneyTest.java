package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import app.jackdaw.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.text.Collator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;

/** What is remembered over a restart, what never is, and leaving while work is under way. */
class MemoryJourneyTest extends JourneyTest {

    private static final String EXTRA =
            "{\"bitablePerm\":{\"tableId\":\"tblABC123def\",\"attachments\":"
                    + "{\"fldABC\":{\"recDEF\":[\"boxcnabc123\"]}}}}";

    @Test
    void choicesAreRememberedAndSecretsAreNot() throws Exception {
        StandInFile file = serve(1).getFirst();
        String pastedLink = platform.grant(file);
        startConnectable();
        // as it is copied out of a chat
        app.type("appIdField", "\u3000“" + PlatformStandIn.APP_ID + "”\u200B");
        add(file.token() + "\n" + pastedLink);
        app.fire("downloadButton");
        app.await("saved", () -> app.column("columnStatus").equals(List.of("Saved", "Saved")));
        app.type("destinationField", temporary.resolve("elsewhere").toString());
        app.type("accessTokenField", platform.accessToken());
        app.fire("identityToken");
        String draft = token();
        String open = "Bearer " + platform.accessToken() + "\n" + platform.grant(file);
        app.type("tokenArea", draft + "\n" + open);
        app.type("extraField", EXTRA);
        app.close();

        assertNothingSecretIsKept();

        start("zh");
        assertThat(selectedPlatform()).isEqualTo(2);
        assertThat(app.typed("baseUrlField")).isEqualTo(platform.baseAddress());
        assertThat(app.typed("appIdField")).isEqualTo(PlatformStandIn.APP_ID);
        assertThat(app.typed("appSecretField")).isEmpty();
        assertThat(app.typed("accessTokenField")).isEmpty();
        ToggleButton byToken = app.node("identityToken", ToggleButton.class);
        assertThat(app.onFx(byToken::isSelected)).isTrue();
        assertThat(app.typed("destinationField"))
                .isEqualTo(temporary.resolve("elsewhere").toString());
        assertThat(app.typed("tokenArea")).contains(draft);
        assertThat(app.typed("extraField")).isEqualTo(EXTRA);
        app.close();
        assertNothingSecretIsKept();
    }

    @Test
    void lookOfTheWindowIsRemembered() throws Exception {
        List<StandInFile> files = serve(4);
        startConnectable();
        add(files);
        assertThat(isUnfolded("credentialsPanel")).isTrue();
        RadioMenuItem dark = dark();
        TableView<Object> before = app.table();
        double wider =
                app.onFx(() -> {
                    dark.setSelected(true);
                    dark.fire();
                    TableColumn<Object, ?> size = AppDriver.column(before, "columnSize");
                    before.resizeColumn(size, 37);
                    AppDriver.column(before, "columnSpeed").setVisible(false);
                    TableColumn<Object, ?> token = AppDriver.column(before, "columnToken");
                    token.setVisible(true);
                    token.setSortType(TableColumn.SortType.DESCENDING);
                    before.getSortOrder().add(token);
                    header("credentialsPanel").fire();
                    return size.getWidth();
                });
        List<String> sorted = app.column("columnToken");
        assertThat(sorted).isSortedAccordingTo(Collator.getInstance().reversed());
        app.close();

        start("en");
        assertThat(app.onFx(dark()::isSelected)).isTrue();
        assertThat(app.onFx(Application::getUserAgentStylesheet)).contains("dark");
        TableView<Object> table = app.table();
        app.await(
                "the width that was given",
                () -> app.onFx(() -> AppDriver.column(table, "columnSize").getWidth()) == wider);
        assertThat(app.onFx(() -> AppDriver.column(table, "columnSpeed").isVisible())).isFalse();
        TableColumn<Object, ?> token = app.onFx(() -> AppDriver.column(table, "columnToken"));
        assertThat(app.onFx(token::isVisible)).isTrue();
        assertThat(app.onFx(() -> table.getSortOrder().contains(token))).isTrue();
        assertThat(app.onFx(token::getSortType)).isEqualTo(TableColumn.SortType.DESCENDING);
        assertThat(app.column("columnToken")).isEqualTo(sorted);
        assertThat(isUnfolded("credentialsPanel")).as("it was folded").isFalse();
        assertThat(isUnfolded("tokenEditor")).as("it was left open").isTrue();
    }

    @Test
    void exampleLeavesNoTrace() throws Exception {
        start("en");
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        app.close();

        start("en");
        assertThat(selectedPlatform()).isZero();
        assertThat(app.typed("baseUrlField")).isEmpty();
        assertThat(app.typed("appIdField")).isEmpty();
    }

    @Test
    void nothingThatIsDoneToTheExamplesCredentialsReplacesTheUsersOwn() throws Exception {
        start("en");
        app.type("appIdField", "cli_a1b2c3d4e5f60718");
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        assertThat(app.typed("appIdField")).isEqualTo("cli_a1b2c3d4e5f60718");
        app.fire("identityToken");
        app.close();

        start("en");
        assertThat(selectedPlatform()).isZero();
        assertThat(app.typed("baseUrlField")).isEmpty();
        assertThat(app.typed("appIdField")).isEqualTo("cli_a1b2c3d4e5f60718");

        app.type("appIdField", "");
        app.fire("tryExampleButton");
        app.await("lent", () -> app.typed("baseUrlField").startsWith("http://127.0.0.1"));
        app.type("appIdField", "cli_b1b2c3d4e5f60718");
        app.close();

        start("en");
        assertThat(app.typed("baseUrlField")).as("leads nowhere any more").isEmpty();
    }

    /** The start page would lie over it. */
    @Test
    void whatWasTypedAndNotAddedIsSeenAtTheNextStart() throws Exception {
        String draft = token();
        start("en");
        app.type("tokenArea", draft);
        app.close();

        start("en");
        assertThat(app.isVisible("startPane")).isFalse();
        assertThat(app.isVisible("tokenArea")).as("though the window is narrow").isTrue();
        assertThat(app.typed("tokenArea")).isEqualTo(draft);
        app.type("tokenArea", " \n");
        app.type("extraField", EXTRA);
        app.close();

        start("en");
        assertThat(app.isVisible("startPane")).as("the field beside it counts, too").isFalse();
        assertThat(app.typed("extraField")).isEqualTo(EXTRA);
        app.type("extraField", "");
        app.close();

        start("en");
        assertThat(app.isVisible("startPane")).as("nothing that anybody sees").isTrue();
    }

    /** It takes longer to be cleaned than a window to be closed. */
    @Test
    void aLongTextIsKeptThoughTheWindowIsClosedAtOnce() throws Exception {
        String text = (token() + "\t合同.pdf\n").repeat(3_000);
        start("en");
        app.type("tokenArea", text);
        app.close();

        start("en");
        assertThat(app.typed("tokenArea").equals(text)).isTrue();
    }

    /** The list comes back without them, and what is not in it is to be added again. */
    @Test
    void whatWasAddedToAListThatIsNotKeptStandsInTheEditorAtTheNextStart() throws Exception {
        String first = token();
        String second = token();
        start("en");
        app.close();
        try (Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + home().resolve("jackdaw.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            start("en");
            app.type("extraField", EXTRA);
            add(first);
            app.await("the row", () -> app.rows() == 1);
            app.type("tokenArea", second);
            app.close();
        }
        start("en");
        assertThat(app.rows()).isZero();
        assertThat(app.typed("tokenArea")).isEqualTo(first + "\n" + second);
        assertThat(app.typed("extraField")).isEqualTo(EXTRA);
        app.fire("addButton");
        app.await("both rows", () -> app.rows() == 2);
        app.close();

        start("en");
        assertThat(app.column("columnToken")).containsExactly(first, second);
        assertThat(app.typed("tokenArea")).isEmpty();
        assertThat(app.typed("extraField")).isEmpty();
    }

    /** Neither of them is anywhere else yet. */
    @Test
    void theEndWhileALongTextIsReadTakesNeitherItNorItsExtra() throws Exception {
        String text = Stream.generate(this::token).limit(5_000).collect(Collectors.joining("\n"));
        start("en");
        TextInputControl area = app.node("tokenArea", TextInputControl.class);
        TextInputControl extra = app.node("extraField", TextInputControl.class);
        ButtonBase add = app.node("addButton", ButtonBase.class);
        app.onFx(() -> {
            area.setText(text);
            extra.setText(EXTRA);
            add.fire();
            app.stop(); // what was read would come after it
            return null;
        });
        app.close();

        start("en");
        assertThat(app.typed("tokenArea").equals(text)).isTrue();
        assertThat(app.typed("extraField")).isEqualTo(EXTRA);
    }

    @Test
    void whatAKnownTokenWasGivenOutlivesABareMentionOfIt() throws Exception {
        String token = token();
        start("en");
        add(token + "\t合同\t2024");
        add(token);
        app.close();

        start("en");
        assertThat(app.column("columnName")).singleElement().asString().contains("合同");
        assertThat(app.column("columnFolder")).containsExactly("2024");
    }

    @Test
    void aRefusedLinkStillSaysWhyAfterARestart() throws Exception {
        StandInFile refused = serve(Behaviour.FORBIDDEN);
        String why = ENGLISH.brief(Problem.of(Problem.Cause.NOT_SHARED));
        startConnectable();
        add(List.of(refused));
        app.fire("getLinksButton");
        app.await("refused", () -> app.column("columnStatus").equals(List.of(why)));
        app.close();

        start("en");
        app.await("it still says why", () -> app.column("columnStatus").equals(List.of(why)));
        assertThat(app.column("columnLink")).containsExactly("Refused");
        app.await("what went wrong", () -> app.isVisible("problemsPanel"));
        assertThat(app.label("problemsTitle")).isEqualTo(ENGLISH.get("problems.title", 1));

        platform.put(StandInFile.of(refused.token(), content(500)));
        enterApp(platform.baseAddress(), PlatformStandIn.APP_ID, PlatformStandIn.APP_SECRET);
        app.fire("getLinksButton");
        app.await("a link", () -> !app.column("columnLink").contains("Refused"));
        assertThat(app.column("columnStatus")).doesNotContain(why);
    }

    @Test
    void aPastedLinkIsAskedForAgainAfterARestart() throws Exception {
        StandInFile file = serve(1).getFirst();
        String link = platform.grant(file);
        Problem forgotten = Problem.of(Problem.Cause.PASTED_LINK_FORGOTTEN);
        startConnectable();
        add(link);
        app.close();

        start("en");
        assertThat(app.column("columnStatus")).containsExactly(ENGLISH.brief(forgotten));
        assertThat(app.column("columnLink")).containsExactly("Paste again");
        app.await("what went wrong", () -> app.isVisible("problemsPanel"));
        assertThat(problemWords()).contains(ENGLISH.remedy(forgotten));
        app.fire("getLinksButton");
        assertThat(app.label("statusMessage")).isEqualTo(ENGLISH.get("status.pastedLinksOnly"));

        add(link);
        assertThat(app.column("columnStatus")).containsExactly("");
        assertThat(app.column("columnLink")).containsExactly("Ready");
        app.await("nothing is left to say", () -> !app.isVisible("problemsPanel"));
        app.fire("downloadButton");
        app.await("saved", () -> app.column("columnStatus").equals(List.of("Saved")));
        assertThat(digests(downloads())).containsExactly(file.sha256());
        app.close();

        start("en");
        assertThat(app.column("columnStatus")).containsExactly("Saved");
        assertThat(app.isVisible("problemsPanel")).isFalse();
    }

    @Test
    void leavingWithTransfersUnderWayAsksOnce() throws Exception {
        StandInFile held = serve(Behaviour.HELD);
        startConnectable();
        add(List.of(held));
        app.fire("downloadButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));

        requestClose();
        assertThat(question().getContentText()).isEqualTo(ENGLISH.get("quit.words", 1, 0));
        answer(ENGLISH.get("quit.stay"));
        assertThat(app.onFx(() -> app.stage().isShowing())).isTrue();
        assertThat(app.column("columnStatus")).containsExactly("Downloading");

        requestClose();
        answer(ENGLISH.get("quit.leave"));
        app.await("the window is gone", () -> !app.onFx(() -> app.stage().isShowing()));
        assertThat(dialogs()).isEmpty();
        app.close();
        assertThat(files(downloads()))
                .as("no unfinished file under a final name")
                .allMatch(path -> path.getFileName().toString().endsWith(".part"));
    }

    /** Whoever has them no more could not go on. */
    @Test
    void leavingPastedLinksUnderWayTellsToKeepThem() throws Exception {
        StandInFile held = serve(Behaviour.HELD);
        startConnectable();
        add(platform.grant(held));
        app.fire("downloadButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));

        requestClose();
        assertThat(question().getContentText())
                .isEqualTo(ENGLISH.get("quit.words", 1, 1))
                .endsWith("Keep the link that you pasted: it is not stored, and asked for again.");
        answer(ENGLISH.get("quit.leave"));
        app.await("the window is gone", () -> !app.onFx(() -> app.stage().isShowing()));
    }

    @Test
    void leavingPausedPastedLinksTellsToKeepThem() throws Exception {
        StandInFile held = serve(Behaviour.HELD);
        startConnectable();
        add(platform.grant(held));
        app.fire("downloadButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));
        app.fire("pauseButton");
        app.await("paused", () -> app.column("columnStatus").contains("Paused"));

        requestClose();
        assertThat(question().getContentText()).isEqualTo(ENGLISH.get("quit.pasted", 1));
        answer(ENGLISH.get("quit.stay"));
        platform.release();
        app.fire("resumeButton");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        requestClose();
        app.await("the window is gone", () -> !app.onFx(() -> app.stage().isShowing()));
    }

    @Test
    void leavingWithNothingUnderWayAsksNothing() throws Exception {
        start("en");
        add(serve(2));
        add(platform.grant(serve(1).getFirst()));
        app.await("its link", () -> app.column("columnLink").contains("Ready"));
        requestClose();
        app.await("the window is gone", () -> !app.onFx(() -> app.stage().isShowing()));
        assertThat(dialogs()).isEmpty();
    }

    private List<String> problemWords() {
        return app.onFx(() ->
                app.stage().getScene().lookup("#problemsPanel").lookupAll(".label").stream()
                        .map(Label.class::cast)
                        .map(Label::getText)
                        .toList());
    }

    private RadioMenuItem dark() {
        return (RadioMenuItem) app.menuItem(ENGLISH.get("menu.theme.dark"));
    }

    /** Whatever the width of the window makes of the whole side. */
    private boolean isUnfolded(String panel) {
        return app.onFx(
                () -> app.stage().getScene().lookup("#" + panel).lookup("#body").isVisible());
    }

    /** FX thread. */
    private Button header(String panel) {
        return (Button) app.stage().getScene().lookup("#" + panel).lookup("#header");
    }

    private int selectedPlatform() {
        ComboBox<?> choice = app.node("platformChoice", ComboBox.class);
        return app.onFx(() -> choice.getSelectionModel().getSelectedIndex());
    }

    private void assertNothingSecretIsKept() throws IOException {
        List<String> secrets = new ArrayList<>(platform.codes());
        secrets.add(PlatformStandIn.APP_SECRET);
        secrets.add(platform.accessToken());
        assertThat(files(home())).isNotEmpty();
        for (Path file : files(home())) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String secret : secrets) {
                assertThat(bytes.contains(secret)).as("%s in %s", secret, file).isFalse();
            }
        }
    }
}
