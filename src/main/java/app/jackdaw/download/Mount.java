package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The volume that a folder lies on. Immutable; to find it out touches the disk, which may not
 * answer.
 *
 * @param number tells it from others; most systems number a volume anew whenever it is mounted
 * @param point where it is mounted: the uppermost folder of it above the folder
 */
record Mount(long number, String point) {

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18}) (.+)", Pattern.DOTALL);

    /** Null where the system does not tell. */
    static @Nullable Mount of(Path folder) throws IOException {
        Path real = folder.toRealPath();
        Long number = number(real);
        if (number == null) {
            return null;
        }
        Path point = real;
        Path above = real.getParent();
        while (above != null && number.equals(number(above))) {
            point = above;
            above = above.getParent();
        }
        return new Mount(number, point.toString());
    }

    /** Whether the folder lies on a volume of this number: one look, where {@link #of} has many. */
    boolean isBelow(Path folder) throws IOException {
        Long now = number(folder);
        return now != null && now == number;
    }

    private static @Nullable Long number(Path folder) throws IOException {
        try {
            boolean unix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
            Object number =
                    unix
                            ? Files.getAttribute(folder, "unix:dev")
                            : Files.getFileStore(folder).getAttribute("volume:vsn"); // Windows
            return number instanceof Number told ? told.longValue() : null;
        } catch (UnsupportedOperationException | IllegalArgumentException untold) {
            return null;
        }
    }

    /** As it is remembered. */
    String text() {
        return number + " " + point;
    }

    /** Null for whatever is no such text. */
    static @Nullable Mount parse(@Nullable String text) {
        Matcher parts = TEXT.matcher(text == null ? "" : text);
        // a long list of files knows few volumes
        return parts.matches()
                ? new Mount(Long.parseLong(parts.group(1)), parts.group(2).intern())
                : null;
    }
}
