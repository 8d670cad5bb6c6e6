package app.jackdaw.ui.credentials;

import app.jackdaw.model.Platform;
import app.jackdaw.ui.kit.Messages;
import java.util.Locale;
import javafx.util.StringConverter;

/** What the choice of a platform says; nothing is typed into it. FX thread. */
final class PlatformNames extends StringConverter<Platform.Kind> {

    private final Messages messages;

    PlatformNames(Messages messages) {
        this.messages = messages;
    }

    @Override
    public String toString(Platform.Kind kind) {
        return kind == null ? "" : messages.get("platform." + kind.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Platform.Kind fromString(String text) {
        throw new IllegalStateException("the choice is not editable");
    }
}
