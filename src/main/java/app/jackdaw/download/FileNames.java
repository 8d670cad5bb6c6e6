package app.jackdaw.download;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes any text a file name that every file system takes, the same on every system and every run.
 * Stateless, any thread.
 */
public final class FileNames {

    /** What a name without anything usable in it becomes. */
    static final String FALLBACK = "download";

    /**
     * 255 bytes of UTF-8 are the limit of Linux and macOS; {@code .xxxxxxxx.part} takes 14 of them
     * and {@code (9999)} seven.
     */
    static final int LONGEST = 234;

    /** A longer tail behind the last dot is part of the name, not its type. */
    private static final int LONGEST_EXTENSION = 16;

    /** Windows keeps these for devices, with any extension. */
    private static final Set<String> DEVICES =
            Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");

    private static final Pattern NUMBERED_DEVICE = Pattern.compile("(COM|LPT)[0-9¹²³]");

    /** Two to 9999. */
    private static final Pattern NUMBER = Pattern.compile(" \\(([2-9]|[1-9][0-9]{1,3})\\)$");

    private FileNames() {}

    /**
     * @param name anything: a header's value, a pasted cell, a path
     * @return one name without separators, at most {@link #LONGEST} bytes of UTF-8, never empty,
     *     never one of the names that mean a device, a folder or a hidden file
     */
    public static String safe(String name) {
        String last = lastPart(name);
        String kept = trim(replaceForbidden(Normalizer.normalize(last, Normalizer.Form.NFC)));
        if (kept.isEmpty()) {
            return FALLBACK;
        }
        String fitting = cut(kept, LONGEST); // cutting can lay a device's name bare
        return isDevice(fitting) ? cut("_" + fitting, LONGEST) : fitting;
    }

    /** The same name with a number before its extension: {@code name (2).pdf}. */
    static String numbered(String name, int number) {
        return stem(name) + " (" + number + ")" + withDot(name);
    }

    /** The number that a name has before its extension; 1 where it has none. */
    static int number(String name) {
        Matcher number = NUMBER.matcher(stem(name));
        return number.find() ? Integer.parseInt(number.group(1)) : 1;
    }

    /** The name without its number. */
    static String unnumbered(String name) {
        return NUMBER.matcher(stem(name)).replaceFirst("") + withDot(name);
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - withDot(name).length());
    }

    /** The extension in lower case, without the dot; empty when there is none. */
    static String extension(String name) {
        String dotted = withDot(name);
        return dotted.isEmpty() ? "" : dotted.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Two names that some file system takes for the same have the same key. */
    static String key(String name) {
        String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static String lastPart(String name) {
        int to = name.length();
        while (to > 0 && isSeparator(name.charAt(to - 1))) {
            to--;
        }
        int from = to;
        while (from > 0 && !isSeparator(name.charAt(from - 1))) {
            from--;
        }
        return name.substring(from, to);
    }

    private static boolean isSeparator(char character) {
        return character == '/' || character == '\\';
    }

    private static String replaceForbidden(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().map(c -> isForbidden(c) ? '_' : c).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isForbidden(int c) {
        return "<>:\"|?*\\/".indexOf(c) >= 0
                || c < 0x20
                || (c >= 0x7F && c <= 0x9F) // DEL and C1
                || (c >= 0x200B && c <= 0x200F) // invisible blanks and direction marks
                || (c >= 0x2028 && c <= 0x202E) // line separators, direction overrides
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0xFEFF
                || (c >= 0xFDD0 && c <= 0xFDEF) // non-characters
                || (c & 0xFFFE) == 0xFFFE
                || (c >= 0xD800 && c <= 0xDFFF); // lone surrogates
    }

    /** Windows drops dots and blanks at the end; a dot at the start hides the file elsewhere. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isDotOrBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isDotOrBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isDotOrBlank(char character) {
        return character == '.' || Character.isSpaceChar(character);
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
        return DEVICES.contains(stem) || NUMBERED_DEVICE.matcher(stem).matches();
    }

    /** Shortens the stem of a safe name to so many UTF-16 units that the extension stays. */
    static String within(String name, int units) {
        String shorter = cut(name, units, String::length);
        return isDevice(shorter) ? cut("_" + shorter, units, String::length) : shorter;
    }

    private static String cut(String name, int bytes) {
        return cut(name, bytes, FileNames::utf8Length);
    }

    /** Shortens the stem so that the extension stays. */
    private static String cut(String name, int most, ToIntFunction<String> length) {
        if (length.applyAsInt(name) <= most) {
            return name;
        }
        String extension = withDot(name);
        String stem = name.substring(0, name.length() - extension.length());
        String shorter = trim(beginning(stem, most - length.applyAsInt(extension), length));
        return trim(shorter + extension);
    }

    /** The longest beginning of whole graphemes that fits; of whole code points if none does. */
    private static String beginning(String text, int most, ToIntFunction<String> length) {
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text);
        int used = 0;
        int end = 0;
        for (int next = graphemes.next(); next != BreakIterator.DONE; next = graphemes.next()) {
            used += length.applyAsInt(text.substring(end, next));
            if (used > most) {
                break;
            }
            end = next;
        }
        return end > 0 ? text.substring(0, end) : beginningOfCodePoints(text, most, length);
    }

    private static String beginningOfCodePoints(
            String text, int most, ToIntFunction<String> length) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int width = Character.charCount(text.codePointAt(end));
            used += length.applyAsInt(text.substring(end, end + width));
            if (used > most) {
                break;
            }
            end += width;
        }
        return text.substring(0, end);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String withDot(String name) {
        int dot = name.lastIndexOf('.');
        if (dot <= 0) {
            return "";
        }
        String extension = name.substring(dot + 1);
        int length = extension.codePointCount(0, extension.length());
        boolean plausible =
                length >= 1
                        && length <= LONGEST_EXTENSION
                        && extension.codePoints().allMatch(Character::isLetterOrDigit);
        return plausible ? name.substring(dot) : "";
    }
}
