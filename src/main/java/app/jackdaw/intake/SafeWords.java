package app.jackdaw.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a name, a folder or an {@code extra} what opens something: temporary links and other
 * addresses with a key, values of keys, bearer tokens, access tokens, announced secrets. These are
 * written into the ledger and become file names. More is asked of a secret's form than where a
 * draft is cut ({@link SecretCutter}), because {@code a-long-report-2026.pdf} is the user's.
 * Stateless.
 */
final class SafeWords {

    private static final int SURELY_KEY = 16;

    /** Without blanks, quotes and Chinese: no address holds them. */
    private static final Pattern CHUNK =
            Pattern.compile("[^\\s\\p{Z}\\p{Cc}\\p{Cf}\"'`<>|\\p{IsHan}，。；、（）【】《》“”]+");

    private static final Pattern ADDRESS =
            Pattern.compile("(?i)[a-z][a-z0-9+.-]{1,20}(?::|%3A)(?:\\\\?/|%2F){2}");

    private static final String LINK_PATH = "authcode";

    /**
     * An address, or a host, with {@code /authcode} in its path, or a code behind it: people call
     * files {@code AuthCodeService.java}.
     */
    private static final Pattern LINK =
            Pattern.compile(
                    "(?i)(?:(?::|%3A)(?:\\\\?/|%(?:25)*2F){2}"
                            + "|(?<![a-z0-9.-])(?:[a-z0-9-]+\\.){2,8}[a-z]{2})"
                            + ".*(?:/|2F)authcode(?![a-z0-9_.-])"
                            + "|authcode.{0,40}?code(?:=|%(?:25)*3D|\\\\u003d|＝)"
                            + "([a-z0-9_%=.~+/-]+)");

    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?<![A-Za-z0-9_])([A-Za-z][A-Za-z0-9_.-]{0,60})(?:=|%(?:25)*3D|\\\\u003d|＝)"
                            + "([A-Za-z0-9_%=.~+/-]+)");

    private static final Set<String> KEY_NAMES = Set.of("code", "sig", "signature", "ticket");

    private static final Pattern LABELLED =
            Pattern.compile(
                    "([\\p{L}_-]{2,30})[\"'`\\\\]{0,4}(?:\\s*[:=：＝]|%(?:25)*3[AD])[\\s\"'`\\\\]{0,8}"
                            + "([A-Za-z0-9_%=.~+/-]{16,})");

    private static final Pattern BEARER =
            Pattern.compile("(?i)(?<![a-z])bearer(?:\\s|%20|\\+)+([^\\s\"',;\\])}]{16,})");

    private static final Pattern WORD =
            Pattern.compile("((?<=%)[0-9A-Fa-f]{2}|)([A-Za-z0-9._-]{16,})");

    private SafeWords() {}

    static boolean isSafe(String written) {
        return written.equals(of(written, AnnouncedSecrets.NONE, null));
    }

    /**
     * @param announced in the text that the words stand in
     * @param link that stands beside them, null for none
     * @return the same text when it holds nothing secret, null when nothing is left
     */
    static @Nullable String of(
            @Nullable String written, AnnouncedSecrets announced, @Nullable String link) {
        if (written == null || !holdsLongWord(written)) {
            return written;
        }
        String kept = link == null ? written : written.replace(link, "");
        kept = announced.without(kept, "");
        kept = AnnouncedSecrets.in(kept).without(kept, "");
        kept = CHUNK.matcher(kept).replaceAll(chunk -> quoted(chunkOf(chunk.group())));
        kept = BEARER.matcher(kept).replaceAll(one -> quoted(value(one.group(), one.group(1))));
        String labelled = kept;
        kept =
                LABELLED.matcher(labelled)
                        .replaceAll(one ->
                                quoted(
                                        SecretForm.labelEndingAt(labelled, 0, one.end(1)) == null
                                                ? one.group()
                                                : value(one.group(), one.group(2))));
        kept = WORD.matcher(kept).replaceAll(one -> quoted(one.group(1) + word(one.group(2))));
        if (kept.equals(written)) {
            return written;
        }
        kept = kept.replaceAll("[\\s\\p{Z}]+", " ").strip();
        return Separators.hasMeaning(kept, 0, kept.length()) ? kept : null;
    }

    /** Nothing secret is shorter; spares a hundred thousand names the patterns. */
    private static boolean holdsLongWord(String written) {
        int run = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            run = c > ' ' && c < 0x7F ? run + 1 : 0;
            if (run == SURELY_KEY) {
                return true;
            }
        }
        return false;
    }

    private static String chunkOf(String chunk) {
        if (isLink(chunk)) {
            Matcher address = ADDRESS.matcher(chunk);
            String before = address.find() ? chunk.substring(0, address.start()) : "";
            return Separators.hasMeaning(before, 0, before.length()) ? before : "";
        }
        return PARAMETER
                .matcher(chunk)
                .replaceAll(one ->
                        quoted(isKeyName(one.group(1)) && isKey(one.group(2)) ? "" : one.group()));
    }

    private static boolean isLink(String chunk) {
        if (chunk.toLowerCase(Locale.ROOT).contains(LINK_PATH)) {
            Matcher link = LINK.matcher(chunk);
            if (link.find() && (link.group(1) == null || isKey(link.group(1)))) {
                return true;
            }
        }
        if (!ADDRESS.matcher(chunk).find()) {
            return false;
        }
        Matcher parameter = PARAMETER.matcher(chunk);
        while (parameter.find()) {
            if (isKeyName(parameter.group(1)) || isKey(parameter.group(2))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKey(String value) {
        return value.length() >= SURELY_KEY && !Wording.isWords(value);
    }

    private static boolean isKeyName(String name) {
        return KEY_NAMES.contains(name.toLowerCase(Locale.ROOT)) || SecretForm.isLabel(name);
    }

    /** The whole without the value, if that is one. */
    private static String value(String whole, String value) {
        return SecretForm.isRandom(value)
                ? whole.substring(0, whole.length() - value.length())
                : whole;
    }

    private static String word(String word) {
        return SecretForm.isSurelyAccessToken(word) ? "" : word;
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
