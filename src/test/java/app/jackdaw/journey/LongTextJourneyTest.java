package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.Test;

/**
 * Tens of thousands of pasted lines become rows a few at a time, so that the window is drawn in
 * between.
 */
class LongTextJourneyTest extends JourneyTest {

    private static final int LINES = 30_000;

    /** Enough for a text that is read beside the FX thread. */
    private static final int MORE = 900;

    /** What the table is given at once; counted, because time says little on a busy machine. */
    private static final int MOST_AT_ONCE = 1_000;

    @Test
    void rowsArriveInSlicesInTheirOrderAndOnce() throws Exception {
        List<String> tokens =
                IntStream.range(0, LINES)
                        .mapToObj(line -> String.format("K7bQ%05dxWmR4tYs2HvNq%05d", line, line))
                        .toList();
        start("en");
        List<Integer> slices = new ArrayList<>();
        TableView<Object> table = app.table();
        app.onFx(() -> {
            table.getItems()
                    .addListener(
                            (ListChangeListener<Object>)
                                    change -> {
                                        while (change.next()) {
                                            slices.add(change.getAddedSize());
                                        }
                                    });
            return slices;
        });
        // said at once: what is read on the FX thread would be read when the text is set
        TextInputControl area = app.node("tokenArea", TextInputControl.class);
        Label summary = app.node("tokenSummary", Label.class);
        String said =
                app.onFx(() -> {
                    area.setText(String.join("\n", tokens));
                    return summary.getText();
                });
        assertThat(said).isEqualTo(ENGLISH.get("tokens.reading", LINES));
        app.fire("addButton");
        app.fire("addButton");
        app.await("all rows", () -> app.rows() == LINES);
        app.await("an empty box", () -> app.typed("tokenArea").isBlank());
        app.await(
                "their number",
                () -> app.label("statusMessage").equals(ENGLISH.get("status.added", LINES, 0)));
        assertThat(app.onFx(() -> List.copyOf(slices)))
                .allMatch(rows -> rows <= MOST_AT_ONCE)
                .hasSizeGreaterThanOrEqualTo(LINES / MOST_AT_ONCE);
        assertThat(app.column("columnToken")).isEqualTo(tokens);

        app.type("searchField", "K7bQ29999");
        assertThat(app.rows()).isEqualTo(1);
        app.type("searchField", "");
        add(tokens.get(7) + "\n" + token());
        app.await("one more", () -> app.rows() == LINES + 1);
        app.await(
                "the other was there",
                () -> app.label("statusMessage").equals(ENGLISH.get("status.added", 1, 1)));
    }

    @Test
    void aTextThatIsTooLongToBeKeptSaysSo() throws Exception {
        start("en");
        Label status = app.node("draftStatus", Label.class);
        assertThat(app.onFx(status::isVisible)).isFalse();
        app.type("tokenArea", ("一".repeat(999) + "\n").repeat(9_000));
        app.await("it is told", () -> app.onFx(status::isVisible));
        assertThat(app.label("draftStatus")).isEqualTo(ENGLISH.get("tokens.draftCut"));
        app.fire("clearButton");
        app.await("it is over", () -> !app.onFx(status::isVisible));
    }

    /** Links are taken out of what is kept, which is short then. */
    @Test
    void ofATextThatIsLongForItsLinksNothingIsCut() throws Exception {
        start("en");
        Label status = app.node("draftStatus", Label.class);
        app.type("tokenArea", ("一".repeat(999) + "\n").repeat(9_000));
        app.await("it is told", () -> app.onFx(status::isVisible));
        String link = "https://x.feishu.cn/a/?code=" + "NjY1ZDJmM2Y0ZTFhMGI5".repeat(50) + "\n";
        app.type("tokenArea", link.repeat(9_000));
        app.await("nothing is cut", () -> !app.onFx(status::isVisible));
    }

    /** What is typed meanwhile waits for an Add of its own. */
    @Test
    void addMeansTheTextAndTheExtraOfTheMomentItWasPressed() throws Exception {
        startConnectable();
        TextInputControl area = app.node("tokenArea", TextInputControl.class);
        TextInputControl extra = app.node("extraField", TextInputControl.class);
        ButtonBase add = app.node("addButton", ButtonBase.class);
        String unread = "不是 token 的一行";
        String later = token();
        List<String> first = tokens();
        List<String> second = tokens();
        String left =
                app.onFx(() -> {
                    area.setText(unread + "\n" + String.join("\n", first));
                    extra.setText("{\"a\":\"" + first.getFirst() + "\"}");
                    add.fire();
                    area.setText(later);
                    return extra.getText();
                });
        assertThat(left).as("it belongs to what was added").isEmpty();
        app.await("what was added", () -> app.rows() == MORE);
        app.await(
                "what is not understood stands before what was typed since",
                () -> app.typed("tokenArea").endsWith("\n" + later));
        assertThat(app.typed("tokenArea")).startsWith(unread);
        app.onFx(() -> {
            area.setText(String.join("\n", second));
            add.fire();
            area.setText(null);
            return null;
        });
        app.await("also when the box was emptied", () -> app.rows() == 2 * MORE);
        assertThat(app.typed("tokenArea")).isBlank();
        assertThat(app.column("columnToken"))
                .startsWith(first.getFirst())
                .endsWith(second.getLast());

        // one after the other before the first is read, and more typed behind the last
        List<String> third = tokens();
        List<String> fourth = tokens();
        app.onFx(() -> {
            area.setText(unread + "\n" + String.join("\n", third));
            add.fire();
            area.setText(String.join("\n", fourth));
            add.fire();
            area.appendText("\n" + later);
            return null;
        });
        app.await("both", () -> app.rows() == 4 * MORE);
        app.await(
                "nothing of them stands there any more",
                () -> app.typed("tokenArea").strip().equals(unread + "\n" + later));
        app.fire("clearButton");

        app.select(0, 2 * MORE - 1);
        app.fire("getLinksButton");
        app.await("both were asked for", () -> platform.linkCalls().size() >= 2);
        assertThat(platform.linkCalls())
                .allSatisfy(call ->
                        assertThat(call.extra().isEmpty())
                                .isEqualTo(call.tokens().contains(second.getLast())));
    }

    private List<String> tokens() {
        return Stream.generate(this::token).limit(MORE).toList();
    }
}
