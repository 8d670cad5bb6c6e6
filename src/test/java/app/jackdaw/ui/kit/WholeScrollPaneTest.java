package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Words that wrap are seen whole, from the first layout on and after every change. */
class WholeScrollPaneTest {

    private static final String SENTENCE = "Ask the owner of the document. ";

    private final WholeScrollPane pane = new WholeScrollPane();
    private final Label words = new Label(SENTENCE);
    private final VBox panel = new VBox(new Label("3 files need attention"), pane);

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    /** As below the table: another part of the window takes all the room that is left. */
    private StackPane window(double width, double height) {
        words.setWrapText(true);
        pane.setContent(new VBox(words, new Label("Details")));
        VBox.setVgrow(pane, Priority.ALWAYS);
        Region table = new Region();
        VBox.setVgrow(table, Priority.ALWAYS);
        StackPane root = new StackPane(new VBox(table, new VBox(panel)));
        new Scene(root, width, height);
        layOut(root);
        return root;
    }

    private static void layOut(StackPane root) {
        root.applyCss();
        root.layout();
    }

    private boolean isSeenWhole() {
        return contentHeight() <= pane.getViewportBounds().getHeight() + 0.5;
    }

    private double contentHeight() {
        return pane.getContent().getLayoutBounds().getHeight();
    }

    @Test
    void wrappedWordsNeedNoScrolling() throws Exception {
        onFx(() -> {
            window(300, 600);
            double oneLine = contentHeight();
            words.setText(SENTENCE.repeat(12));
            layOut((StackPane) pane.getScene().getRoot());
            assertThat(contentHeight()).as("the words wrap").isGreaterThan(oneLine * 3);
            assertThat(isSeenWhole()).isTrue();
            return null;
        });
    }

    @Test
    void otherWordsAndAnotherWidthToo() throws Exception {
        onFx(() -> {
            StackPane root = window(600, 600);
            for (int times : new int[] {20, 3, 30, 1}) {
                words.setText(SENTENCE.repeat(times));
                layOut(root);
                assertThat(isSeenWhole()).as("%s sentences", times).isTrue();
                assertThat(pane.getHeight())
                        .as("no more than needed")
                        .isLessThan(contentHeight() + 8);
            }
            words.setText(SENTENCE.repeat(20));
            layOut(root);
            double wide = contentHeight();
            root.resize(300, 600);
            layOut(root);
            assertThat(contentHeight()).as("more lines").isGreaterThan(wide);
            assertThat(isSeenWhole()).isTrue();
            return null;
        });
    }

    @Test
    void scrollsWhereThereIsNoRoom() throws Exception {
        onFx(() -> {
            panel.setMaxHeight(100);
            words.setText(SENTENCE.repeat(40));
            window(300, 600);
            assertThat(isSeenWhole()).isFalse();
            assertThat(panel.getHeight()).isEqualTo(100);
            assertThat(pane.getHbarPolicy()).isEqualTo(ScrollPane.ScrollBarPolicy.NEVER);
            return null;
        });
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }
}
