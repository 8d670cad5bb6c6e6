package app.jackdaw.ui.kit;

import java.util.List;
import java.util.Locale;

/** {@code 84 B}, {@code 3.1 MB}: powers of ten as file managers show them. Pure. */
final class ByteSizes {

    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB", "PB");
    private static final int UNIT_STEP = 1000;

    private ByteSizes() {}

    /** {@code 3.1 MB}, {@code 31 MB}: two figures, for what changes while it is read. */
    static String brief(long bytes, Locale locale) {
        return of(bytes, locale, 10);
    }

    static String of(long bytes, Locale locale) {
        return of(bytes, locale, UNIT_STEP);
    }

    /**
     * @param whole from this number on without decimals
     */
    private static String of(long bytes, Locale locale, int whole) {
        double value = bytes;
        int unit = 0;
        // 999.95 would round up to "1000.0"
        while (value >= UNIT_STEP - 0.05 && unit < UNITS.size() - 1) {
            value /= UNIT_STEP;
            unit++;
        }
        String number =
                unit == 0
                        ? String.format(locale, "%d", bytes)
                        : String.format(locale, value >= whole - 0.05 ? "%.0f" : "%.1f", value);
        return number + " " + UNITS.get(unit);
    }
}
