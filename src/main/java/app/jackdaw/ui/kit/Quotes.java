package app.jackdaw.ui.kit;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ServerWord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What servers said of a problem in their own words, for its details. Stateless. */
public final class Quotes {

    private Quotes() {}

    /** Message key of who spoke → what was said, in the order in which it was. */
    public static Map<String, String> of(Problem problem) {
        Map<String, String> quotes = new LinkedHashMap<>();
        problem.said().forEach(word -> quotes.put(speaker(word), words(word)));
        return quotes;
    }

    private static String speaker(ServerWord word) {
        return switch (word.speaker()) {
            case LINK -> "said.link";
            case NEW_LINK -> "said.newLink";
            case PLATFORM -> "said.platform";
        };
    }

    private static String words(ServerWord word) {
        String status = word.httpStatus() == 0 ? "" : "HTTP " + word.httpStatus();
        return Stream.of(status, word.text())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" – "));
    }
}
