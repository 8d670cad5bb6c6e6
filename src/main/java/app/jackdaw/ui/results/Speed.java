package app.jackdaw.ui.results;

/**
 * How fast a transfer is and how long it still takes; while it waits, when it goes on. Sorts by
 * speed; prints as its words. Immutable.
 *
 * @param bytesPerSecond 0 while nothing runs
 * @param rate what is said first, and alone where there is no room for more
 * @param left may be empty
 */
record Speed(long bytesPerSecond, String rate, String left) implements Comparable<Speed> {

    static final Speed NONE = new Speed(0, "", "");

    @Override
    public int compareTo(Speed other) {
        return Long.compare(bytesPerSecond, other.bytesPerSecond);
    }

    @Override
    public String toString() {
        return left.isEmpty() ? rate : rate + " · " + left;
    }
}
