package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import org.jspecify.annotations.Nullable;

/** What a start says, to a terminal, where no window can be opened. Any thread. */
public final class NoWindow {

    private final Messages messages;

    public NoWindow(Language language) {
        this.messages = new Messages(language);
    }

    /**
     * @param why in JavaFX's words
     */
    public String sentence(@Nullable String why) {
        return messages.get("start.noWindow", String.valueOf(why));
    }
}
