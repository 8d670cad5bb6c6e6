package app.jackdaw.intake;

import java.time.InstantSource;

/**
 * Reads pasted text: tokens, temporary links, platform addresses, spreadsheet columns and copied
 * JSON, in any mixture. Pure: no I/O, no state; any thread; linear in the length of the text.
 */
public final class Intake {

    /** Two are the rule, for the second finds nothing. */
    private static final int MOST_ROUNDS = 8;

    private final InstantSource clock;

    /**
     * @param clock tells when a pasted link was given; only links that don't state their own
     *     instants depend on it
     */
    public Intake(InstantSource clock) {
        this.clock = clock;
    }

    /** Classifies every piece of the text. Never fails, whatever the text is. */
    public Reading read(String text) {
        ReadingBuilder found = new ReadingBuilder(text, clock.instant());
        new TextReader(text, found).read();
        return found.finish();
    }

    /**
     * The text with everything cut out that opens something: codes of temporary links, {@code
     * Bearer} values, access tokens and app secrets become {@code …}; all else stays as it is.
     */
    public String withoutSecrets(String text) {
        String before;
        String cut = text;
        int rounds = 0;
        do { // what is cut may show that its neighbour is a secret too
            before = cut;
            cut = cutOnce(cut);
        } while (!cut.equals(before) && ++rounds < MOST_ROUNDS);
        return cut;
    }

    private String cutOnce(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int at = 0;
        for (Piece piece : read(text).pieces()) {
            String written = text.substring(piece.start(), piece.end());
            if (piece.kind() == Piece.Kind.MISPLACED && SecretForm.isLoneSecret(written)) {
                kept.append(text, at, piece.start()).append(SecretCutter.MARK);
                at = piece.end();
            }
        }
        return SecretCutter.cut(kept.append(text, at, text.length()).toString());
    }
}
