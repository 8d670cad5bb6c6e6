package app.jackdaw.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what people call files from what a machine drew by lot, part by part between dots, dashes
 * and underscores: {@code t-shirt_Design_Spring2024.pdf} is made of words and numbers. Stateless.
 */
final class Wording {

    private static final Pattern BETWEEN = Pattern.compile("[^A-Za-z0-9]+");

    /** {@code Design}, {@code FINAL}, {@code Spring2024}, {@code 1080p}, {@code V2}. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9]{1,3}|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+[A-Za-z]{0,3}");

    /** Inside {@code ProjectPlan2024}: what can be spoken, and numbers. */
    private static final Pattern INNER =
            Pattern.compile(
                    "(?=[A-Z]?[a-z]*[aeiouy]|[AEIOU])(?![A-Z]?[a-z]*[^aeiouyA-Z0-9]{5})"
                            + "[A-Z]?[a-z]{2,}|[0-9]{2,}");

    /** Random words of 32 characters reach it less than once in a million. */
    private static final double MOSTLY = 0.9;

    /** An access token has a longer part. */
    private static final int SHORT = 10;

    private Wording() {}

    static boolean isShortParts(String text) {
        return BETWEEN.splitAsStream(text).allMatch(part -> part.length() < SHORT);
    }

    /** Whether nearly all of it is words and numbers. */
    static boolean isWords(String text) {
        int all = 0;
        int plain = 0;
        for (String part : BETWEEN.split(text, -1)) {
            all += part.length();
            plain += PLAIN.matcher(part).matches() ? part.length() : inner(part);
        }
        return plain >= MOSTLY * all;
    }

    private static int inner(String part) {
        int plain = 0;
        Matcher word = INNER.matcher(part);
        while (word.find()) {
            plain += word.end() - word.start();
        }
        return plain;
    }
}
