package app.jackdaw.model;

/**
 * A value that opens something: an app secret or an access token. It prints itself as dots, so that
 * it cannot slip into a log, an exception or a title. Immutable, any thread.
 */
public record Secret(String value) {

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
