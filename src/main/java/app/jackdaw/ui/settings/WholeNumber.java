package app.jackdaw.ui.settings;

import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.util.StringConverter;

/**
 * A spinner for a whole number that counts as it is typed; what is no number or out of range leaves
 * the number as it was. FX thread.
 */
final class WholeNumber {

    private final Spinner<Integer> spinner;
    private final int least;
    private final int most;
    private boolean showing;

    WholeNumber(Spinner<Integer> spinner, int least, int most) {
        this.spinner = spinner;
        this.least = least;
        this.most = most;
        spinner.setValueFactory(
                new SpinnerValueFactory.IntegerSpinnerValueFactory(least, most, least));
        spinner.getValueFactory().setConverter(new Forgiving());
        // the field inside is what is focused, and what a screen reader names
        spinner.getEditor().setAccessibleText(spinner.getAccessibleText());
    }

    void show(int number) {
        showing = true;
        spinner.getValueFactory().setValue(Math.clamp(number, least, most));
        showing = false;
    }

    int number() {
        return spinner.getValue();
    }

    /** Tells numbers that the user chose or typed. */
    void onChosen(IntConsumer listener) {
        spinner.valueProperty()
                .addListener((_, _, number) -> {
                    if (!showing) {
                        listener.accept(number);
                    }
                });
        spinner.getEditor()
                .textProperty()
                .addListener((_, _, text) ->
                        read(text)
                                .ifPresent(number -> {
                                    if (number != spinner.getValue()) {
                                        spinner.getValueFactory().setValue(number);
                                    }
                                }));
    }

    private OptionalInt read(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            return number >= least && number <= most ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (NumberFormatException halfTyped) {
            return OptionalInt.empty();
        }
    }

    /** Leaving the field writes the number again over what was none. */
    private final class Forgiving extends StringConverter<Integer> {

        @Override
        public String toString(Integer number) {
            return number == null ? "" : number.toString();
        }

        @Override
        public Integer fromString(String text) {
            return read(text).orElse(spinner.getValue());
        }
    }
}
