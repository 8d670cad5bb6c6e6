package app.jackdaw.ui.results;

/**
 * A state as people see it: word, icon and one of five colour families. Sorts by family, then word;
 * prints as its word. Immutable.
 *
 * @param told what the word is short for, shown to who points at it
 */
record Chip(String text, String icon, Family family, String told) implements Comparable<Chip> {

    /** The same five everywhere in the window; the style class is the name in lower case. */
    enum Family {
        NEUTRAL,
        RUNNING,
        GOOD,
        ATTENTION,
        FAILED
    }

    /** Whose word says it all. */
    Chip(String text, String icon, Family family) {
        this(text, icon, family, text);
    }

    static final Chip NONE = new Chip("", "", Family.NEUTRAL);

    @Override
    public int compareTo(Chip other) {
        int byFamily = family.compareTo(other.family);
        return byFamily != 0 ? byFamily : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
