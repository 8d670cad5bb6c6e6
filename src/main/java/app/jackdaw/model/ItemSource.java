package app.jackdaw.model;

/** Where a wanted file was learnt from. Immutable, any thread. */
public sealed interface ItemSource {

    /**
     * A media token typed or pasted, alone or in the first of several columns.
     *
     * @param line of the editor, from 1
     */
    record PastedToken(int line) implements ItemSource {}

    /** A media token inside JSON copied from the API explorer or an API answer. */
    record CopiedJson(int line) implements ItemSource {}

    /**
     * A temporary link itself. It lives in memory only: after a restart the row asks for it again.
     */
    record PastedLink(int line) implements ItemSource {}
}
