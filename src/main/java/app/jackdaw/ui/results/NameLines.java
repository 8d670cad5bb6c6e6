package app.jackdaw.ui.results;

/**
 * The two lines of the name cell with the icon of the file's kind; prints as the name. Immutable.
 */
record NameLines(String name, String origin, String icon) {

    @Override
    public String toString() {
        return name;
    }
}
