package app.jackdaw.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the file {@code user-dirs.dirs}, in which a Linux desktop keeps the translated names of the
 * user's folders ({@code 下载}). Stateless, any thread.
 */
final class XdgUserDirectories {

    /** One shell assignment in double quotes, the only form that the file's manual allows. */
    private static final Pattern DOWNLOADS =
            Pattern.compile("^\\s*XDG_DOWNLOAD_DIR=\"((?:[^\"\\\\]|\\\\.)*)\"\\s*$");

    private static final String HOME = "$HOME";

    private XdgUserDirectories() {}

    /** Empty when the file says nothing usable; the desktop's default name is meant then. */
    static Optional<Path> downloads(Path file, Path home) {
        String text;
        try {
            // decoded leniently: a stray byte in a line about music must not cost the downloads
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException absentOrUnreadable) {
            return Optional.empty(); // the usual case on a machine without a desktop
        }
        return text.lines()
                .map(DOWNLOADS::matcher)
                .filter(Matcher::matches)
                .reduce((_, last) -> last) // as in a shell, the last assignment holds
                .map(line -> line.group(1).replaceAll("\\\\(.)", "$1"))
                .flatMap(value -> folder(value, home))
                // a folder that points at the home folder is one that the user switched off
                .filter(folder -> !folder.equals(home.normalize()));
    }

    private static Optional<Path> folder(String value, Path home) {
        try {
            if (value.equals(HOME) || value.startsWith(HOME + "/")) {
                String below = value.substring(HOME.length()).replaceFirst("^/+", "");
                return Optional.of(home.resolve(below).normalize());
            }
            return Optional.of(Path.of(value)).filter(Path::isAbsolute).map(Path::normalize);
        } catch (InvalidPathException notAPath) {
            return Optional.empty(); // same as no line at all
        }
    }
}
