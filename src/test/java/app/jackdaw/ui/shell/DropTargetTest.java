package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.control.Label;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
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
        return WaitForAsyncUtils.asyncFx(action).get(20, TimeUnit.SECONDS);
    }

    private Label overlay() {
        return (Label) window.getChildren().getLast();
    }

    /** As it comes from another program; the toolkit lets nobody make one in the open. */
    private static Dragboard board(Map<DataFormat, Object> content) throws Exception {
        Class<?> peer = Class.forName("com.sun.javafx.tk.TKClipboard");
        Object clipboard =
                Proxy.newProxyInstance(
                        peer.getClassLoader(),
                        new Class<?>[] {peer},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "hasContent" -> content.containsKey(arguments[0]);
                                    case "getContent" -> content.get(arguments[0]);
                                    case "getContentTypes" -> content.keySet();
                                    case "getTransferModes" -> EnumSet.allOf(TransferMode.class);
                                    default -> null;
                                });
        Constructor<Dragboard> make = Dragboard.class.getDeclaredConstructor(peer);
        make.setAccessible(true);
        return onFx(() -> make.newInstance(clipboard));
    }

    private DragEvent drag(EventType<DragEvent> type, Dragboard board) throws Exception {
        return onFx(() -> {
            DragEvent event =
                    new DragEvent(
                            null,
                            window,
                            type,
                            board,
                            1,
                            1,
                            1,
                            1,
                            TransferMode.COPY,
                            null,
                            null,
                            null);
            DragEvent[] seen = {event};
            window.addEventHandler(type, heardEvent -> seen[0] = heardEvent);
            Event.fireEvent(window, event);
            return seen[0];
        });
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
