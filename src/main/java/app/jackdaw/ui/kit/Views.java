package app.jackdaw.ui.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/**
 * Loads the FXML that lies beside a controller: {@code CredentialsController} finds {@code
 * credentials.fxml}. Controllers come from the composition root; one that is not registered is an
 * error of ours. FX thread.
 */
public final class Views {

    /** What was loaded: the node and who controls it. */
    public record View<C>(Parent node, C controller) {}

    private final Messages messages;
    private final Map<Class<?>, Supplier<?>> controllers;

    public Views(Messages messages, Map<Class<?>, Supplier<?>> controllers) {
        this.messages = messages;
        this.controllers = Map.copyOf(controllers);
    }

    public <C> View<C> load(Class<C> controller) {
        String stem = controller.getSimpleName().replace("Controller", "").toLowerCase(Locale.ROOT);
        URL location = controller.getResource(stem + ".fxml");
        if (location == null) {
            throw new IllegalStateException("no " + stem + ".fxml beside " + controller.getName());
        }
        FXMLLoader loader = new FXMLLoader(location, messages.bundle());
        loader.setControllerFactory(this::make);
        try {
            Parent node = loader.load();
            return new View<>(node, controller.cast(loader.getController()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Object make(Class<?> controller) {
        Supplier<?> supplier = controllers.get(controller);
        if (supplier == null) {
            throw new IllegalArgumentException(controller.getName() + " is not registered");
        }
        return supplier.get();
    }
}
