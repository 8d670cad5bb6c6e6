package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.event.EventType;
import javafx.scene.control.Label;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Text and files are taken; anything else is told what would be. */
class DropTargetTest {

    private static final Messages ENGLISH = new Messages(Language.ENGLISH);
    private static final File LIST = new File("list.txt");

    private final List<String> heard = new ArrayList<>();
    private final StackPane window = new StackPane();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void accept() throws Exception {
        DropTarget target =
                new DropTarget(
                        ENGLISH,
                        (text, files) -> heard.add(text + " " + files),
                        () -> heard.add("refused"));
        onFx(() -> {
            target.accept(window);
            return null;
        });
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    private Label overlay() {
        return (Label) window.getChildren().getLast();
    }

    private static Dragboard board(Map<DataFormat, Object> content) throws Exception {
        return onFx(() -> Dragged.board(content));
    }

    private DragEvent drag(EventType<DragEvent> type, Dragboard board) throws Exception {
        return onFx(() -> Dragged.over(window, type, board));
    }

    @Test
    void textIsTakenAfterTheWindowSaidWhatWillHappen() throws Exception {
        Dragboard text = board(Map.of(DataFormat.PLAIN_TEXT, "boxcn1 boxcn2"));
        assertThat(drag(DragEvent.DRAG_OVER, text).isAccepted()).isTrue();
        assertThat(overlay().isVisible()).isTrue();
        assertThat(overlay().getText()).isEqualTo(ENGLISH.get("drop.words"));
        assertThat(drag(DragEvent.DRAG_DROPPED, text).isDropCompleted()).isTrue();
        assertThat(overlay().isVisible()).isFalse();
        assertThat(heard).containsExactly("boxcn1 boxcn2 []");
    }

    @Test
    void filesAreTakenAsFilesEvenWithTheirNamesAsText() throws Exception {
        Dragboard files =
                board(Map.of(DataFormat.FILES, List.of(LIST), DataFormat.PLAIN_TEXT, "list.txt"));
        drag(DragEvent.DRAG_DROPPED, files);
        assertThat(heard).containsExactly("null [list.txt]");
    }

    @Test
    void anotherKindIsToldWhichAreAccepted() throws Exception {
        Dragboard picture = board(Map.of(DataFormat.IMAGE, "pixels"));
        drag(DragEvent.DRAG_OVER, picture);
        assertThat(overlay().isVisible()).isTrue();
        assertThat(overlay().getText())
                .isEqualTo(ENGLISH.get("drop.unsupported"))
                .contains("text, CSV, JSON");
        assertThat(drag(DragEvent.DRAG_DROPPED, picture).isDropCompleted()).isFalse();
        assertThat(heard).containsExactly("refused");
        assertThat(overlay().isVisible()).isFalse();
    }

    @Test
    void theOverlayGoesWithTheDrag() throws Exception {
        Dragboard text = board(Map.of(DataFormat.PLAIN_TEXT, "words"));
        drag(DragEvent.DRAG_OVER, text);
        drag(DragEvent.DRAG_EXITED, text);
        assertThat(overlay().isVisible()).isFalse();
        assertThat(heard).isEmpty();
    }
}
