package app.jackdaw;

import javafx.application.Application;

/** Where the packaged application begins: reads the arguments, then starts {@link App}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Application.launch(App.class, arguments);
    }
}
