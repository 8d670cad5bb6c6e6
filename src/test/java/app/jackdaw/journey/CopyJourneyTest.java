package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.PlatformStandIn.Grant;
import app.jackdaw.journey.StandInFile.Behaviour;
import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.junit.jupiter.api.Test;

/** What copying links leaves on the system's clipboard, and what is said about it once. */
class CopyJourneyTest extends JourneyTest {

    private static final String BEFORE = "what was copied before";

    @Test
    void copyWaitsForLinksThatNobodyFetchedAndKeepsTheOrderOfTheRows() throws Exception {
        List<StandInFile> files = serve(3);
        startConnectable();
        add(files);
        assertThat(platform.linkCalls()).isEmpty();

        assertThat(tokensOf(copyByButton())).isEqualTo(tokens(files));
        app.await("it is written down", () -> !platform.linkCalls().isEmpty());

        app.select(2, 0);
        assertThat(tokensOf(copyByButton()))
                .as("the selected rows only, as they stand in the table")
                .containsExactly(files.getFirst().token(), files.getLast().token());
        assertThat(platform.linkCalls()).as("links that live are not asked for again").hasSize(1);
    }

    @Test
    void linkThatHasRunOutIsNeverCopiedButFetchedAgain() throws Exception {
        List<StandInFile> files =
                List.of(serve(1).getFirst(), serve(Behaviour.RUN_OUT_ONCE), serve(1).getFirst());
        startConnectable();
        add(files);
        app.fire("getLinksButton");
        app.await(
                "one has run out",
                () -> app.column("columnLink").equals(List.of("Ready", "Expired", "Ready")));
        app.await("it is written down", () -> !platform.linkCalls().isEmpty());
        assertThat(platform.linkCalls()).as("nothing is renewed by itself").hasSize(1);

        List<String> links = copyByButton();

        assertThat(tokensOf(links)).isEqualTo(tokens(files));
        assertThat(links.stream().map(this::grantOf).map(Grant::serial)).containsExactly(1, 2, 1);
        app.await("it is written down", () -> platform.linkCalls().size() > 1);
        assertThat(platform.linkCalls()).hasSize(2);
        assertThat(platform.linkCalls().getLast().tokens())
                .as("only what has run out counts against the quota")
                .containsExactly(files.get(1).token());
    }

    @Test
    void cautionIsSaidOnceAndNotAgainAfterARestart() throws Exception {
        List<StandInFile> files = serve(2);
        startConnectable();
        add(files);
        assertThat(app.isVisible("cautionBar")).isFalse();
        copyByButton();
        assertThat(app.isVisible("cautionBar")).isTrue();
        assertThat(app.label("cautionWords")).startsWith("2 links copied");
        app.close();

        startConnectable();
        app.await("the list is back", () -> app.rows() == 2);
        assertThat(tokensOf(copyByButton())).isEqualTo(tokens(files));
        assertThat(app.label("statusMessage")).startsWith("2 links copied");
        assertThat(app.isVisible("cautionBar")).isFalse();
    }

    @Test
    void editMenuCopiesInTheShapeThatTheOtherProgramReads() throws Exception {
        StandInFile file = serve(1).getFirst();
        startConnectable();
        add(file.token() + "\tPlan_1 & co.pdf");
        String link = copyByButton().getFirst();

        copyByMenu("menu.copyAs.spreadsheet");
        assertThat(text().split("\t", -1)).hasSize(3).startsWith("Plan_1 & co.pdf", link);
        assertThat(text().split("\t", -1)[2]).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d.*");
        assertThat(html()).as("a table's cells are plain text").isEmpty();

        copyByMenu("menu.copyAs.markdown");
        assertThat(text()).isEqualTo("- [Plan\\_1 & co.pdf](" + link + ")");

        copyByMenu("menu.copyAs.html");
        String anchor = "<a href=\"" + link + "\">Plan_1 &amp; co.pdf</a><br>";
        assertThat(html()).as("what a mail or a document takes").isEqualTo(anchor);
        assertThat(text()).as("what an editor takes").isEqualTo(anchor);
    }

    private List<String> copyByButton() {
        forgetClipboard();
        app.fire("copyLinksButton");
        awaitCopy();
        return text().lines().toList();
    }

    private void copyByMenu(String key) {
        forgetClipboard();
        MenuItem item = app.menuItem(ENGLISH.get(key));
        Platform.runLater(item::fire);
        awaitCopy();
    }

    private void forgetClipboard() {
        app.onFx(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(BEFORE);
            return Clipboard.getSystemClipboard().setContent(content);
        });
    }

    private void awaitCopy() {
        app.await("something is copied", () -> !text().equals(BEFORE));
    }

    private String text() {
        return app.onFx(() -> Objects.requireNonNullElse(clipboard().getString(), ""));
    }

    private String html() {
        return app.onFx(() -> Objects.requireNonNullElse(clipboard().getHtml(), ""));
    }

    private static Clipboard clipboard() {
        return Clipboard.getSystemClipboard();
    }

    private List<String> tokensOf(List<String> links) {
        return links.stream().map(link -> grantOf(link).file().token()).toList();
    }

    private static List<String> tokens(List<StandInFile> files) {
        return files.stream().map(StandInFile::token).toList();
    }

    /** What a link opens; the link has to be the very one that was given. */
    private Grant grantOf(String link) {
        String start = platform.linkAddress() + LinkCodes.PATH + "?code=";
        assertThat(link).startsWith(start);
        Grant grant = platform.granted(link.substring(start.length()));
        return Objects.requireNonNull(grant, "a link that nobody gave");
    }
}
