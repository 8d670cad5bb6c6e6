package app.jackdaw.ui.settings;

/** In what a speed limit is given. */
enum SpeedUnit {
    KILOBYTES(1_000),
    MEGABYTES(1_000_000);

    private final long bytes;

    SpeedUnit(long bytes) {
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    /** The larger one that says this speed in a whole number. */
    static SpeedUnit of(long bytesPerSecond) {
        return bytesPerSecond % MEGABYTES.bytes == 0 ? MEGABYTES : KILOBYTES;
    }

    /** A whole number of this unit, at least one. */
    int amount(long bytesPerSecond) {
        return (int) Math.clamp(Math.round((double) bytesPerSecond / bytes), 1, Integer.MAX_VALUE);
    }
}
