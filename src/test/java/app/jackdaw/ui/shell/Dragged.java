package app.jackdaw.ui.shell;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Map;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** What another program drags over a window; the toolkit lets nobody make it in the open. */
public final class Dragged {

    private Dragged() {}

    /** FX thread. */
    public static Dragboard board(Map<DataFormat, Object> content)
            throws ReflectiveOperationException {
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
        return make.newInstance(clipboard);
    }

    /**
     * FX thread.
     *
     * @return the event as the window saw it
     */
    public static DragEvent over(Node window, EventType<DragEvent> type, Dragboard board) {
        DragEvent event =
                new DragEvent(
                        null, window, type, board, 1, 1, 1, 1, TransferMode.COPY, null, null, null);
        DragEvent[] seen = {event};
        window.addEventHandler(type, heard -> seen[0] = heard);
        Event.fireEvent(window, event);
        return seen[0];
    }
}
