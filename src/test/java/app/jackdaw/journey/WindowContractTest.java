package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** The names for automation and what hangs on them. */
class WindowContractTest extends JourneyTest {

    private static final List<String> BUTTONS =
            List.of(
                    "startTokensCard",
                    "tryExampleButton",
                    "connectButton",
                    "addButton",
                    "openListButton",
                    "clearButton",
                    "getLinksButton",
                    "copyLinksButton",
                    "downloadButton",
                    "pauseButton",
                    "resumeButton",
                    "cancelButton",
                    "retryButton",
                    "chooseFolderButton");

    private static final List<String> FIELDS =
            List.of(
                    "baseUrlField",
                    "appIdField",
                    "appSecretField",
                    "accessTokenField",
                    "tokenArea",
                    "extraField",
                    "searchField",
                    "destinationField");

    private static final List<String> OTHERS =
            List.of(
                    "startPane",
                    "credentialsPanel",
                    "platformChoice",
                    "identityApp",
                    "identityToken",
                    "identityStatus",
                    "tokenEditor",
                    "tokenSummary",
                    "resultsTable",
                    "statusMessage",
                    "totalProgress",
                    "totalSpeed",
                    "problemsPanel");

    private static final List<String> COLUMNS =
            List.of(
                    "columnName",
                    "columnSize",
                    "columnLink",
                    "columnValidFor",
                    "columnProgress",
                    "columnSpeed",
                    "columnStatus",
                    "columnToken",
                    "columnType",
                    "columnFolder",
                    "columnIssued",
                    "columnExpires",
                    "columnCode");

    private static final List<String> NOT_BUILT_YET =
            List.of(
                    "rememberCheck",
                    "forgetButton",
                    "identityUser",
                    "identityStore",
                    "startBaseCard",
                    "startDocumentCard",
                    "addressField",
                    "readDocumentButton");

    private static final Set<String> STATUSES = Set.of("idle", "connecting", "connected", "failed");

    @Test
    void everyNameIsThereFromTheFirstShowOnAndOutlivesLanguageAndFolding() throws Exception {
        start("zh");
        assertThat(app.isVisible("startPane")).isTrue();
        assertThat(app.isVisible("tokenArea")).as("covered, not painted").isFalse();
        assertNamesAreThere();

        app.fire("startTokensCard");
        assertThat(app.isVisible("emptyExampleButton")).isTrue();
        assertThat(app.isVisible("startPane")).isFalse();
        assertThat(app.isVisible("tokenArea")).isTrue();
        assertNamesAreThere();

        menu("English");
        assertNamesAreThere();
        app.onFx(() -> {
            app.stage().setWidth(960);
            app.stage().setHeight(600);
            return null;
        });
        assertNamesAreThere();
        NOT_BUILT_YET.forEach(id -> assertThat(app.exists(id)).as(id).isFalse());
    }

    /** Between two pulses: who changes the language and looks at once finds everything. */
    @Test
    void theNamesAreThereAtOnceInANewLanguage() throws Exception {
        start("zh");
        app.fire("startTokensCard");
        MenuBar bar = app.node("menuBar", MenuBar.class);
        List<String> missing =
                app.onFx(() -> {
                    assertThat(fire(bar.getMenus(), "English")).isTrue();
                    return Stream.of(BUTTONS, FIELDS, OTHERS)
                            .flatMap(List::stream)
                            .filter(id -> app.stage().getScene().lookup("#" + id) == null)
                            .toList();
                });
        assertThat(missing).isEmpty();
    }

    private void assertNamesAreThere() {
        BUTTONS.forEach(id -> app.node(id, ButtonBase.class));
        FIELDS.forEach(id -> app.node(id, TextInputControl.class));
        List.of("identityApp", "identityToken").forEach(id -> app.node(id, ToggleButton.class));
        List.of("tokenSummary", "identityStatus", "statusMessage", "totalSpeed")
                .forEach(id -> app.node(id, Label.class));
        List.of("startPane", "credentialsPanel", "tokenEditor", "problemsPanel")
                .forEach(id -> app.node(id, Node.class));
        app.node("totalProgress", ProgressBar.class);
        assertThat(app.node("platformChoice", ComboBox.class).getItems()).hasSize(3);
        TableView<Object> table = app.table();
        assertThat(table.getSelectionModel().getSelectionMode()).isEqualTo(SelectionMode.MULTIPLE);
        assertThat(table.getColumns()).extracting(TableColumn::getId).containsAll(COLUMNS);
        assertThat(app.node("identityStatus", Label.class).getStyleClass())
                .filteredOn(STATUSES::contains)
                .hasSize(1);
        FIELDS.forEach(id ->
                assertThat(app.node(id, TextInputControl.class).textProperty().isBound())
                        .as(id)
                        .isFalse());
    }

    @Test
    void addTakesWhatIsUnderstoodAndLeavesTheRest() throws Exception {
        String one = token();
        String two = token();
        start("en");
        add(one + "\n" + two + "\n" + one + "\nwhat is this");
        assertThat(app.column("columnToken")).containsExactly(one, two);
        assertThat(app.typed("tokenArea").strip()).isEqualTo("what is this");
        assertThat(app.label("statusMessage"))
                .startsWith("2 rows added, 1 were in the list already");

        add(two + "\n" + one);
        assertThat(app.rows()).isEqualTo(2);
        assertThat(app.label("statusMessage")).isEqualTo("No new rows, 2 were in the list already");

        String three = token();
        app.type("tokenArea", three + "\n" + three + "\nwhat is this");
        assertThat(app.label("tokenSummary"))
                .isEqualTo("1 token · 1 duplicate · 1 line not understood (line 3)");
        app.fire("clearButton");
        assertThat(app.typed("tokenArea")).isEmpty();
        assertThat(app.rows()).as("the table stays").isEqualTo(2);
    }

    @Test
    void extraBelongsToTheNextAddAndReachesThePlatform() throws Exception {
        StandInFile guarded = serve(StandInFile.Behaviour.NEEDS_EXTRA);
        StandInFile other = serve(1).getFirst();
        startConnectable();
        app.type("extraField", "{\"bitablePerm\":");
        add(guarded.token());
        assertThat(app.rows()).as("damaged JSON adds nothing").isZero();
        assertThat(app.typed("tokenArea")).isEqualTo(guarded.token());

        String extra =
                "{\"bitablePerm\":{\"tableId\":\"tblX\",\"attachments\":{\"fldA\":{\"recB\":[\""
                        + guarded.token()
                        + "\"]}}}}";
        app.type("extraField", extra);
        app.fire("addButton");
        assertThat(app.typed("extraField")).isEmpty();
        add(other.token());
        app.fire("downloadButton");
        awaitSettled();

        assertThat(app.column("columnStatus")).containsOnly(ENGLISH.get("transfer.saved"));
        assertThat(platform.linkCalls())
                .anySatisfy(call -> {
                    assertThat(call.tokens()).containsExactly(guarded.token());
                    assertThat(call.extra()).isEqualTo(extra);
                })
                .anySatisfy(call -> assertThat(call.extra()).isEmpty());
    }

    @Test
    void buttonsActOnSelectedRowsElseOnShownOnes() throws Exception {
        List<StandInFile> files = serve(6);
        startConnectable();
        add(files);
        app.select(1, 3);
        app.fire("getLinksButton");
        String ready = ENGLISH.get("link.ready");
        app.await(
                "two links",
                () -> app.column("columnLink").stream().filter(ready::equals).count() == 2);
        assertThat(app.byToken("columnLink"))
                .containsEntry(files.get(1).token(), ready)
                .containsEntry(files.get(3).token(), ready)
                .containsEntry(files.get(0).token(), ENGLISH.get("link.notFetched"));

        app.select();
        app.type("searchField", files.get(5).token().substring(3, 15));
        assertThat(app.rows()).isEqualTo(1);
        app.fire("downloadButton");
        app.await("one file", () -> app.column("columnStatus").equals(List.of("Saved")));
        assertThat(digests(downloads())).containsExactly(files.get(5).sha256());
        app.type("searchField", "");
        assertThat(app.rows()).isEqualTo(6);

        app.type("destinationField", temporary.resolve("new/deep folder").toString());
        app.select(0);
        app.fire("downloadButton");
        app.await("another", () -> app.column("columnStatus").getFirst().equals("Saved"));
        assertThat(digests(temporary.resolve("new/deep folder")))
                .containsExactly(files.getFirst().sha256());
        assertThat(platform.linkCalls().stream().flatMap(call -> call.tokens().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void pastedLinksNeedNobodysName() throws Exception {
        start("en");
        choosePlatform(2);
        app.type("baseUrlField", platform.baseAddress());
        StandInFile file = serve(1).getFirst();
        String alive = platform.grant(file);
        long now = Instant.now().getEpochSecond();
        String md5 = StandInFile.digest("MD5", content(8));
        String expired =
                platform.linkAddress()
                        + LinkCodes.PATH
                        + "?code="
                        + LinkCodes.code(md5, md5, now - 90_000, now - 3_600);
        add(alive + "\n" + expired);
        assertThat(app.column("columnValidFor").getFirst()).matches("23 h 59 min|24 h 0 min");
        assertThat(app.column("columnValidFor").get(1)).isEqualTo("Expired");
        assertThat(app.column("columnLink")).containsExactly("Ready", "Expired");

        app.fire("downloadButton");
        awaitSettled();
        assertThat(app.column("columnStatus")).containsExactly("Saved", "Link has expired");
        assertThat(digests(downloads())).containsExactly(file.sha256());
        assertThat(platform.linkCalls()).isEmpty();
        assertThat(platform.byteCalls()).hasSize(1);
    }

    @Test
    void languageAndThemeChangeWhileEverythingStays() throws Exception {
        List<StandInFile> files = serve(3);
        start("zh");
        add(files);
        app.type("tokenArea", "half typed ");
        app.type("extraField", "{\"a\":1}");
        app.select(0, 2);
        String chinese = app.label("statusMessage");

        menu("English");
        assertThat(app.column("columnToken"))
                .containsExactlyElementsOf(files.stream().map(StandInFile::token).toList());
        assertThat(app.typed("tokenArea")).isEqualTo("half typed ");
        assertThat(app.typed("extraField")).isEqualTo("{\"a\":1}");
        assertThat(app.selection()).containsExactlyInAnyOrder(0, 2);
        assertThat(app.column("columnLink")).containsOnly("Not fetched");
        assertThat(app.label("statusMessage")).isNotEqualTo(chinese);
        assertThat(Window.getWindows()).hasSize(1);

        String before = sheet();
        menu(ENGLISH.get("menu.theme.dark"));
        assertThat(sheet()).contains("dark").isNotEqualTo(before);
        menu(ENGLISH.get("menu.theme.light"));
        assertThat(sheet()).contains("light");
        menu("中文");
        assertThat(app.column("columnLink")).containsOnly("未获取");
    }

    /** Else the buttons would suddenly mean rows that nobody sees to be meant. */
    @Test
    void searchAndChosenStateStayInAnotherLanguage() throws Exception {
        StandInFile refused = serve(Behaviour.FORBIDDEN);
        StandInFile other = serve(Behaviour.FORBIDDEN);
        startConnectable();
        add(List.of(refused, other));
        add(serve(1));
        app.fire("downloadButton");
        app.await("two are refused", () -> chip("Failed 2").isPresent());
        ToggleButton failed = chip("Failed 2").orElseThrow();
        app.onFx(() -> {
            failed.fire();
            return null;
        });
        app.type("searchField", refused.token());
        List<String> shown = List.of(refused.token());
        app.await("one row is shown", () -> app.column("columnToken").equals(shown));

        menu("中文");
        assertThat(app.column("columnToken")).isEqualTo(shown);
        assertThat(app.typed("searchField")).isEqualTo(refused.token());
        assertThat(chip("失败 2")).hasValueSatisfying(chip -> assertThat(chip.isSelected()).isTrue());
        assertThat(chip("全部 3"))
                .hasValueSatisfying(chip -> assertThat(chip.isSelected()).isFalse());

        app.type("searchField", "");
        assertThat(app.column("columnToken")).containsExactly(refused.token(), other.token());
    }

    private Optional<ToggleButton> chip(String words) {
        HBox chips = app.node("filterChips", HBox.class);
        return app.onFx(() ->
                chips.getChildren().stream()
                        .map(ToggleButton.class::cast)
                        .filter(chip -> chip.getText().equals(words) && chip.isVisible())
                        .findFirst());
    }

    private static String sheet() {
        return javafx.application.Application.getUserAgentStylesheet();
    }

    /** Fires the menu item with these words, wherever it is. */
    private void menu(String words) {
        MenuBar bar = app.node("menuBar", MenuBar.class);
        app.onFx(() -> {
            assertThat(fire(bar.getMenus(), words)).as(words).isTrue();
            return null;
        });
    }

    private static boolean fire(List<? extends MenuItem> items, String words) {
        for (MenuItem item : items) {
            if (item instanceof Menu menu
                    ? fire(menu.getItems(), words)
                    : words.equals(item.getText())) {
                if (!(item instanceof Menu)) {
                    item.fire();
                }
                return true;
            }
        }
        return false;
    }
}
