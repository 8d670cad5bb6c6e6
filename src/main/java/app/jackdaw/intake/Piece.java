package app.jackdaw.intake;

/**
 * One classified stretch of the text. Pieces stand in order and don't overlap; between them are
 * blanks, separators and decoration only. Immutable, any thread.
 *
 * @param start first character, from 0
 * @param end after the last character
 * @param line of its first character, from 1
 */
public record Piece(int start, int end, int line, Kind kind) {

    /** What a stretch of the text turned out to be. */
    public enum Kind {
        /** A token, link or API address that gave at least one item. */
        ITEM,
        /** One that gave nothing new. */
        REPEATED,
        /** A copied JSON document with media in it. */
        JSON,
        /** Goes with an item or adorns the text: name, folder, label, mark-up. */
        DETAIL,
        /** A header row. */
        HEADER,
        ADDRESS,
        MISPLACED,
        NOT_UNDERSTOOD;

        /** Whether adding the items takes it out of the box. */
        boolean isTaken() {
            return this == ITEM || this == REPEATED || this == JSON;
        }

        /** Whether it stays in the box when the items were added. */
        boolean stays() {
            return this == ADDRESS || this == MISPLACED || this == NOT_UNDERSTOOD;
        }
    }
}
