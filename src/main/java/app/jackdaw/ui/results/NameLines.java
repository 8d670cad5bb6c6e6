package app.jackdaw.ui.results;

import java.text.CollationKey;

/**
 * The two lines of the name cell with the icon of the file's kind; prints as the name. Immutable.
 *
 * @param sortKey places the name as its language does
 */
record NameLines(String name, String origin, String icon, CollationKey sortKey) {

    @Override
    public String toString() {
        return name;
    }
}
