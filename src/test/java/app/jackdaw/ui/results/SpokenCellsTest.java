package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.model.TransferView;
import app.jackdaw.ui.model.TransferView.Remark;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableCell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;

/** Who hears the table is told what others see by pointing at it. */
class SpokenCellsTest {

    private Desk desk = new Desk();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Parent open() throws Exception {
        return Desk.onFx(() -> {
            Parent panel = desk.load().node();
            new Scene(panel, 1_400, 700);
            panel.applyCss();
            panel.layout();
            return panel;
        });
    }

    private static TableCell<?, ?> cell(Parent panel, String column) {
        return panel.lookupAll(".table-cell").stream()
                .map(node -> (TableCell<?, ?>) node)
                .filter(cell -> cell.getTableColumn().getId().equals(column))
                .filter(cell -> !cell.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static Object said(Node node, AccessibleAttribute attribute) throws Exception {
        return Desk.onFx(() -> node.queryAccessibleAttribute(attribute));
    }

    private String text(Parent panel, String column) throws Exception {
        return (String) said(Desk.onFx(() -> cell(panel, column)), AccessibleAttribute.TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH, 'a.pdf, line 1 › some of it had to be fetched again › length could not be checked'",
        "CHINESE, 'a.pdf, 第 1 行 › 部分内容重新下载 › 无法核对长度'",
    })
    void theNameIsSaidWithWhereItCameFromAndHow(Language language, String words) throws Exception {
        desk.close();
        desk = new Desk(language);
        desk.transfers.put(
                "t",
                new TransferView(
                        new TransferState.Running(1, 2),
                        "a.pdf",
                        false,
                        1,
                        null,
                        EnumSet.of(Remark.FETCHED_AGAIN, Remark.SIZE_NOT_VERIFIED)));
        Desk.onFx(() -> desk.row("t"));
        assertThat(text(open(), "columnName")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH, Link state, Download state, Filter",
        "CHINESE, 链接状态, 下载状态, 筛选条件",
    })
    void aChipIsSaidWithWhatItIsAboutAndWhatItIsShortFor(
            Language language, String link, String transfer, String filter) throws Exception {
        desk.close();
        desk = new Desk(language);
        Problem why = Problem.of(Cause.NOT_SHARED);
        desk.links.put("t", new LinkState.Refused(why));
        Desk.onFx(() -> desk.row("t", new TransferState.Failed(why, 0)));
        Parent panel = open();
        for (String[] chip : new String[][] {{"columnLink", link}, {"columnStatus", transfer}}) {
            TableCell<?, ?> cell = Desk.onFx(() -> cell(panel, chip[0]));
            assertThat(said(cell, AccessibleAttribute.ROLE_DESCRIPTION)).isEqualTo(chip[1]);
            assertThat((String) said(cell, AccessibleAttribute.TEXT))
                    .startsWith(cell.getText() + ". ")
                    .contains(desk.messages.what(why) + " " + desk.messages.remedy(why));
        }
        List<Node> chips = Desk.onFx(() -> List.copyOf(panel.lookupAll(".filter-chip")));
        assertThat(chips).isNotEmpty();
        for (Node chip : chips) {
            assertThat(said(chip, AccessibleAttribute.ROLE_DESCRIPTION)).isEqualTo(filter);
        }
    }

    @Test
    void howManyBytesAreThereAndHowFastTheyComeIsSaidWhole() throws Exception {
        Desk.onFx(() -> desk.row("t", new TransferState.Running(42, 100)));
        assertThat(text(open(), "columnProgress")).isEqualTo("42 %, 42 B of 100 B");
    }

    /** Nobody wants to hear every second of it. */
    @Test
    void whatIsSaidOfACountdownStandsStill() throws Exception {
        desk.link("t", Desk.NOW.plus(Duration.ofMinutes(9)));
        Desk.onFx(() -> desk.row("t"));
        Parent panel = open();
        TableCell<?, ?> cell = Desk.onFx(() -> cell(panel, "columnValidFor"));
        assertThat(cell.getText()).isEqualTo("09:00");
        assertThat((String) said(cell, AccessibleAttribute.TEXT))
                .isEqualTo("until Mon 23 Nov 08:09 (UTC), issued Mon 23 Nov 08:00");
    }

    /** A cell is used for other rows, and for none. */
    @Test
    void anEmptyCellSaysNothing() throws Exception {
        desk.link("t", Desk.NOW.plus(Duration.ofMinutes(9)));
        Desk.onFx(() -> desk.row("t", new TransferState.Running(42, 100)));
        Parent panel = open();
        List<TableCell<?, ?>> cells =
                Desk.onFx(() ->
                        panel.lookupAll(".table-cell").stream()
                                .<TableCell<?, ?>>map(node -> (TableCell<?, ?>) node)
                                .filter(cell -> !cell.isEmpty())
                                .toList());
        assertThat(cells).isNotEmpty();
        Desk.onFx(() -> {
            desk.model.remove(List.copyOf(desk.model.rows()));
            panel.layout();
            return null;
        });
        assertThat(cells)
                .filteredOn(IndexedCell::isEmpty)
                .isNotEmpty()
                .allMatch(cell -> cell.getAccessibleText() == null);
    }
}
