package app.jackdaw.intake;

/**
 * Something that belongs to the credentials panel. Its text is deliberately not here. Immutable.
 *
 * @param line of the text, from 1
 */
public record Misplaced(Kind kind, int line) {

    /** What it looks like. */
    public enum Kind {
        /** {@code t-…}, {@code u-…}, a JWT, whatever follows {@code Bearer}. */
        ACCESS_TOKEN,
        /** {@code cli_…}. */
        APP_ID,
        /** A value labelled as a secret. */
        APP_SECRET
    }
}
