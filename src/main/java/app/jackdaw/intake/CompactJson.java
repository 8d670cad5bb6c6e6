package app.jackdaw.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes one JSON object anew, without blanks, while it is read: an {@code extra} that stands in a
 * document as an object is sent as text. Short-lived, one thread.
 */
final class CompactJson implements JsonEvents {

    private final StringBuilder json = new StringBuilder();
    private final Deque<Character> closers = new ArrayDeque<>();
    private boolean begun;

    /** Whether the object is whole. */
    boolean isClosed() {
        return begun && closers.isEmpty();
    }

    /** The object, closed where the text was cut. */
    String text() {
        while (!closers.isEmpty()) {
            end();
        }
        return json.toString();
    }

    @Override
    public void startObject() {
        open('{', '}');
    }

    @Override
    public void startArray() {
        open('[', ']');
    }

    private void open(char opener, char closer) {
        separate();
        json.append(opener);
        closers.push(closer);
        begun = true;
    }

    @Override
    public void end() {
        if (!closers.isEmpty()) {
            if (json.charAt(json.length() - 1) == ':') {
                json.append("null"); // cut behind a name
            }
            json.append(closers.pop().charValue());
        }
    }

    @Override
    public void name(String name, int start) {
        quoted(name);
        json.append(':');
    }

    @Override
    public void text(String value, int start, int end) {
        quoted(value);
    }

    @Override
    public void number(String digits) {
        separate();
        json.append(digits);
    }

    @Override
    public void other(String literal) {
        separate();
        json.append(
                switch (literal) {
                    case "true", "True" -> "true";
                    case "false", "False" -> "false";
                    default -> "null";
                });
    }

    private void quoted(String value) {
        separate();
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, json);
        json.append('"');
    }

    private void separate() {
        if (!json.isEmpty() && "{[:".indexOf(json.charAt(json.length() - 1)) < 0) {
            json.append(',');
        }
    }
}
