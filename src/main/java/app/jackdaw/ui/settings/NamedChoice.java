package app.jackdaw.ui.settings;

import java.util.List;
import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Names what can be chosen, and finds it by its name. FX thread. */
final class NamedChoice<T> extends StringConverter<T> {

    private final List<T> choices;
    private final Function<T, String> words;

    NamedChoice(List<T> choices, Function<T, String> words) {
        this.choices = choices;
        this.words = words;
    }

    @Override
    public String toString(@Nullable T choice) {
        return choice == null ? "" : words.apply(choice);
    }

    @Override
    @SuppressWarnings("NullAway") // the toolkit takes null for: nothing of that name
    public @Nullable T fromString(String name) {
        return choices.stream()
                .filter(choice -> words.apply(choice).equals(name))
                .findFirst()
                .orElse(null);
    }
}
