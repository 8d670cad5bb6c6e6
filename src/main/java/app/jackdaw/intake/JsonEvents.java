package app.jackdaw.intake;

/** What both JSON readers report, in the order of the text. Offsets are those of the text read. */
interface JsonEvents {

    void startObject();

    void startArray();

    /** Closes the innermost object or array, if any is open. */
    void end();

    /** A member's name; its value follows, or another name when it has none. */
    void name(String name, int start);

    /** A text value without its quotes, unescaped. */
    void text(String value, int start, int end);

    void number(String digits);

    /** {@code true}, {@code null} and the like. */
    void other(String literal);
}
