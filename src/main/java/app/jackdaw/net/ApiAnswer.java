package app.jackdaw.net;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the open platform, or of whatever stood in its place. Immutable.
 *
 * @param headers names in lower case; of equal names the first value
 * @param body the text, decoded as UTF-8
 */
public record ApiAnswer(int status, Map<String, String> headers, String body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Never the body: it may hold tokens and links. */
    @Override
    public String toString() {
        return "ApiAnswer[status=" + status + ", length=" + body.length() + "]";
    }
}
