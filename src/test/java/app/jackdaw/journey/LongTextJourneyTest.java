package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.Test;

/** 100,000 pasted lines become rows a few at a time, so that the window is drawn in between. */
class LongTextJourneyTest extends JourneyTest {

    private static final int LINES = 100_000;

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

        app.type("searchField", "K7bQ99999");
        assertThat(app.rows()).isEqualTo(1);
        app.type("searchField", "");
        add(tokens.get(7) + "\n" + token());
        app.await("one more", () -> app.rows() == LINES + 1);
        app.await(
                "the other was there",
                () -> app.label("statusMessage").equals(ENGLISH.get("status.added", 1, 1)));
    }
}
