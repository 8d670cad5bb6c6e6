package app.jackdaw.ui.results;

/**
 * How far a transfer is. Sorts by fraction; prints as its words. Immutable.
 *
 * @param fraction 0 to 1, {@link #INDETERMINATE} while the length is unknown, {@link #NO_BAR} where
 *     words say it all
 * @param bytes so many of so many; empty where that is not known, or no news
 */
record Progress(double fraction, String text, String bytes) implements Comparable<Progress> {

    static final double INDETERMINATE = -1;
    static final double NO_BAR = -2;

    static final Progress NONE = new Progress(NO_BAR, "");

    Progress(double fraction, String text) {
        this(fraction, text, "");
    }

    @Override
    public int compareTo(Progress other) {
        return Double.compare(fraction, other.fraction);
    }

    @Override
    public String toString() {
        return text;
    }
}
