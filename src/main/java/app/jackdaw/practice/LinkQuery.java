package app.jackdaw.practice;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a call for links, decoded once. Immutable.
 *
 * @param objection the answer to a query that breaks a documented rule, null to a good one
 */
record LinkQuery(List<String> fileTokens, @Nullable String extra, @Nullable Answer objection) {

    /** The endpoint's official page: at most five tokens in a call. */
    static final int MOST_TOKENS = 5;

    /** Long enough for old and new tokens; lists in brackets or with commas do not pass. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{15,64}");

    LinkQuery {
        fileTokens = List.copyOf(fileTokens);
    }

    static LinkQuery read(@Nullable String rawQuery) {
        List<String> tokens = new ArrayList<>();
        List<String> extras = new ArrayList<>();
        Answer objection = null;
        for (String pair : (rawQuery == null ? "" : rawQuery).split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                switch (name) {
                    case "file_tokens" -> tokens.add(value);
                    case "extra" -> extras.add(value);
                    default -> {
                        if (name.startsWith("file_tokens[")) {
                            objection = Answer.wrongParameter(name, value, "repeat file_tokens");
                        }
                    }
                }
            } catch (IllegalArgumentException badEscape) {
                objection = Answer.wrongParameter("query", pair, "not percent-encoded");
            }
        }
        if (objection == null) {
            objection = objectionTo(tokens, extras);
        }
        return new LinkQuery(tokens, extras.isEmpty() ? null : extras.getFirst(), objection);
    }

    private static @Nullable Answer objectionTo(List<String> tokens, List<String> extras) {
        if (tokens.isEmpty()) {
            return Answer.wrongParameter("file_tokens", "", "file_tokens is required");
        }
        if (tokens.size() > MOST_TOKENS) {
            String count = Integer.toString(tokens.size());
            return Answer.wrongParameter("file_tokens", count, "the max len is " + MOST_TOKENS);
        }
        for (String token : tokens) {
            if (!TOKEN.matcher(token).matches()) {
                return Answer.wrongParameter("file_tokens", token, "not a file token");
            }
        }
        return extras.size() > 1
                ? Answer.wrongParameter("extra", "", "extra is given more than once")
                : null;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
