package app.jackdaw.intake;

import java.util.regex.Pattern;

/**
 * How much a word looks like a media token. Real ones are about 27 random characters, old ones
 * carry a prefix such as {@code boxcn}; nothing else marks them, so prose has to be told apart by
 * its looks:
 *
 * <ul>
 *   <li>{@link #SURE}: random-looking (the kind of character changes every few characters) and at
 *       least 16 long, or prefixed. A token wherever it stands.
 *   <li>{@link #PLAUSIBLE}: of the form, with a digit or mixed case ({@code report2026}, {@code
 *       IMG_20261123}), or too long for a word. A token where no prose stands in the line: a token
 *       refused wrongly is worse than one accepted wrongly, which the platform refuses with a
 *       reason.
 *   <li>{@link #NONE}: plain words in one case or capitalised, dates, telephone numbers, UUIDs, SHA
 *       digests, and what is shorter or longer than the form.
 * </ul>
 */
enum TokenForm {
    SURE,
    PLAUSIBLE,
    NONE;

    /** Reference, section 4.1. */
    static final int SHORTEST = 8;

    /** More than twice the longest seen; access tokens and hashes in full are longer. */
    static final int LONGEST = 64;

    /** Under an explicit key such as {@code file_token} less is asked of the form. */
    private static final Pattern KEYED = Pattern.compile("[A-Za-z0-9_-]{5,64}");

    /** Old tokens: object kind, unit, random rest; 27 characters. */
    private static final Pattern PREFIXED =
            Pattern.compile(
                    "(?:box|dox|doc|sht|bas|wik|fld|img)(?:cn|us|sg|jp|lg)[A-Za-z0-9_-]{11,}");

    private static final Pattern FOREIGN =
            Pattern.compile(
                    "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
                            + "|[0-9a-f]{40}|[0-9A-F]{40}|[0-9a-f]{64}|[0-9A-F]{64}");

    private static final int REAL_LENGTH = 27;
    private static final int SURE_FROM = 16;
    private static final int LONGER_THAN_WORDS = 24;

    /** Characters per run of one kind: random text has about 2, words and numbers 5 and more. */
    private static final double RANDOM_RUN = 4.0;

    private static final double RANDOM_PART_RUN = 3.0;

    static TokenForm of(String word) {
        int length = word.length();
        if (length < SHORTEST || length > LONGEST || isForeign(word)) {
            return NONE;
        }
        Shape shape = Shape.of(word);
        if (shape.other || shape.lower + shape.upper == 0) {
            return NONE;
        }
        boolean mixed = shape.lower > 0 && shape.upper > 0 && !shape.capitalised;
        boolean varied = shape.digits > 0 || mixed;
        if (varied && (shape.isRandom(word) || PREFIXED.matcher(word).matches())) {
            return SURE;
        }
        return varied || (length >= LONGER_THAN_WORDS && shape.breaks == 0) ? PLAUSIBLE : NONE;
    }

    /** UUIDs and the digests of SHA-1 and SHA-256 have a form that no media token has. */
    static boolean isForeign(String word) {
        int length = word.length();
        return (length == 36 || length == 40 || length == 64) && FOREIGN.matcher(word).matches();
    }

    /** What a temporary link's {@code code} is made of; base64url, padding tolerated. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_%=.~-]{1,4096}");

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** Of the alphabet and not too short: enough where the path says that it is a token. */
    static boolean hasForm(String word) {
        return word.length() >= SHORTEST && isKeyed(word);
    }

    static boolean isKeyed(String word) {
        return KEYED.matcher(word).matches();
    }

    /** Counts of one pass over a word. */
    private record Shape(
            int upper,
            int lower,
            int digits,
            int breaks,
            double runLength,
            double shortestPartRun,
            boolean capitalised,
            boolean other) {

        boolean isRandom(String word) {
            int length = word.length();
            if (length < SURE_FROM) {
                return false;
            }
            if (breaks
                    > 1) { // a-list-of-words_2026 changes often too: one long part must be random
                return upper > 0 && lower > 0 && shortestPartRun <= RANDOM_PART_RUN;
            }
            boolean allKinds = upper > 0 && lower > 0 && digits > 0;
            return runLength <= RANDOM_RUN || (length == REAL_LENGTH && allKinds && breaks == 0);
        }

        static Shape of(String word) {
            int[] counts = new int[4]; // upper, lower, digit, dash
            int runs = 0;
            int partStart = 0;
            int partRuns = 0;
            double shortestPartRun = Double.MAX_VALUE;
            int before = 3;
            boolean other = false;
            for (int i = 0; i <= word.length(); i++) {
                int kind = i == word.length() ? 3 : kind(word.charAt(i));
                other |= kind < 0;
                if (i < word.length() && kind >= 0) {
                    counts[kind]++;
                }
                boolean capitalBeforeLower = before == 0 && kind == 1;
                if (kind != before && kind != 3 && !capitalBeforeLower) {
                    runs++;
                    partRuns++;
                }
                if (kind == 3) {
                    if (i - partStart >= SHORTEST) {
                        shortestPartRun =
                                Math.min(
                                        shortestPartRun,
                                        (i - partStart) / (double) Math.max(1, partRuns));
                    }
                    partStart = i + 1;
                    partRuns = 0;
                }
                before = kind;
            }
            boolean capitalised = counts[0] == 1 && Character.isUpperCase(word.charAt(0));
            double runLength = (word.length() - counts[3]) / (double) Math.max(1, runs);
            return new Shape(
                    counts[0],
                    counts[1],
                    counts[2],
                    counts[3],
                    runLength,
                    shortestPartRun,
                    capitalised,
                    other);
        }

        private static int kind(char c) {
            if (c >= 'A' && c <= 'Z') {
                return 0;
            }
            if (c >= 'a' && c <= 'z') {
                return 1;
            }
            if (Separators.isDigit(c)) {
                return 2;
            }
            return c == '-' || c == '_' ? 3 : -1;
        }
    }
}
