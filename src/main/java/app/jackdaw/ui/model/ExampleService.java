package app.jackdaw.ui.model;

import app.jackdaw.model.Identity;
import app.jackdaw.model.ProblemException;
import java.util.Locale;

/** What the window wants of the example. Blocks; called off the FX thread. */
public interface ExampleService {

    /**
     * @param identity to be used like any other
     * @param text for the token editor, at least 30 tokens
     */
    record Example(Identity.App identity, String text) {}

    /** How many files the example has. Returns at once. */
    int files();

    /** Starts the example's platform, or answers with the one that runs already. */
    Example start(Locale language) throws ProblemException;
}
