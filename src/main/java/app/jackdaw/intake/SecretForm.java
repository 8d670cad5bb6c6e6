package app.jackdaw.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises what opens the platform by its form, or by the label in front of it. */
final class SecretForm {

    /** Tenant, user, app and Base access tokens, refresh tokens (reference, section 2). */
    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("(?:t|u|a|ur|pt)-[A-Za-z0-9._-]{16,}");

    /** Two base64url parts are enough to know a JWT; the first is a JSON object: {@code eyJ}. */
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9._-]+");

    private static final Pattern APP_ID = Pattern.compile("cli_[A-Za-z0-9]{8,}");

    private static final Pattern APP_SECRET = Pattern.compile("[A-Za-z0-9]{32}");

    private static final Pattern LONE = Pattern.compile("[A-Za-z0-9._~+/=@\\\\%-]+");

    private static final Set<String> LABELS =
            Set.of(
                    "secret",
                    "appsecret",
                    "clientsecret",
                    "accesstoken",
                    "tenantaccesstoken",
                    "useraccesstoken",
                    "appaccesstoken",
                    "refreshtoken",
                    "verificationtoken",
                    "encryptkey",
                    "authorization",
                    "应用密钥",
                    "应用秘钥",
                    "密钥",
                    "秘钥",
                    "访问凭证",
                    "访问令牌",
                    "刷新凭证",
                    "刷新令牌",
                    "用户访问凭证",
                    "租户访问凭证",
                    "应用访问凭证");

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,4}$");

    private static final int LONGER_THAN_WORDS = 24;

    /** Shorter than any access token of the platform, without its prefix. */
    private static final int SHORTEST_TOKEN = 20;

    /** Old access tokens: {@code t-} and 30 or 40 hexadecimal digits, and no extension. */
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{30}(?:[0-9a-f]{10})?[._-]*");

    private static final int LONGEST_LABEL = 30;

    /** {@code tenant access token}. */
    private static final int MOST_WORDS = 3;

    private SecretForm() {}

    /** What the word is, null when its form is none of a secret's. */
    static Misplaced.@Nullable Kind of(String word) {
        if (!mayBeSecret(word)) {
            return null;
        }
        if (APP_ID.matcher(word).matches()) {
            return Misplaced.Kind.APP_ID;
        }
        return isAccessToken(word) ? Misplaced.Kind.ACCESS_TOKEN : null;
    }

    /** Spares the hundred thousand other words the patterns. */
    private static boolean mayBeSecret(String word) {
        int dash = word.indexOf('-');
        return dash == 1 || dash == 2 || word.startsWith("eyJ") || word.startsWith("cli_");
    }

    static boolean isAccessToken(String word) {
        if (ACCESS_TOKEN.matcher(word).matches()) {
            String rest = word.substring(word.indexOf('-') + 1);
            boolean words = !hasDigit(rest) && rest.equals(rest.toLowerCase(Locale.ROOT));
            return !words || rest.indexOf('-') < 0;
        }
        return JWT.matcher(word).matches();
    }

    /** More than {@link #isAccessToken} asks: {@code a-long-report-2026.pdf} is a file's name. */
    static boolean isSurelyAccessToken(String word) {
        if (!ACCESS_TOKEN.matcher(word).matches()) {
            return JWT.matcher(word).matches();
        }
        String rest = word.substring(word.indexOf('-') + 1);
        return HEX.matcher(rest).matches()
                || (stem(rest).length() >= SHORTEST_TOKEN && isRandom(rest));
    }

    /** Whether nobody would call something so: dots and an extension aside, a random word. */
    static boolean isRandom(String word) {
        if (Wording.isShortParts(word) || Wording.isWords(word)) {
            return false;
        }
        String stem = stem(word);
        if (TokenForm.of(stem) == TokenForm.SURE) {
            return true;
        }
        boolean allKinds =
                hasDigit(stem)
                        && !stem.equals(stem.toLowerCase(Locale.ROOT))
                        && !stem.equals(stem.toUpperCase(Locale.ROOT));
        return stem.length() >= LONGER_THAN_WORDS && allKinds && stem.indexOf('-') < 0;
    }

    private static String stem(String word) {
        return EXTENSION.matcher(word).replaceAll("").replaceAll("[^A-Za-z0-9-]", "");
    }

    /** {@code App_Secret}, {@code accessToken} and the like: what follows is a secret. */
    static boolean isLabel(String word) {
        if (word.length() > LONGEST_LABEL) {
            return false;
        }
        String plain = word.replaceAll("[_\\s-]", "").toLowerCase(Locale.ROOT);
        return LABELS.contains(plain)
                || plain.endsWith("appsecret") // FEISHU_APP_SECRET=…
                || plain.endsWith("accesstoken");
    }

    /**
     * The label whose last word ends at {@code end}: {@code token} announces a file, {@code access
     * token} does not. Null when there is none.
     *
     * @param from nothing before it counts
     */
    static @Nullable String labelEndingAt(String text, int from, int end) {
        String label = null;
        int start = end;
        for (int words = 0; words < MOST_WORDS; words++) {
            int last = start;
            while (last > from && isGap(text.charAt(last - 1))) {
                last--;
            }
            int first = last;
            while (first > from && isLetter(text.charAt(first - 1))) {
                first--;
            }
            if (first == last || end - first > LONGEST_LABEL) {
                break;
            }
            label = isLabel(text.substring(first, end)) ? text.substring(first, end) : label;
            start = first;
        }
        return label;
    }

    private static boolean isGap(char c) {
        return Separators.isBlank(c) && !Separators.isLineBreak(c);
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_' || c == '-';
    }

    /** What the label announces. */
    static Misplaced.Kind announcedBy(String label) {
        boolean secret = label.toLowerCase(Locale.ROOT).endsWith("secret") || label.endsWith("钥");
        return secret ? Misplaced.Kind.APP_SECRET : Misplaced.Kind.ACCESS_TOKEN;
    }

    /** Neither an App ID, which is none, nor a whole JSON text with a secret in it. */
    static boolean isLoneSecret(String written) {
        return !written.startsWith("cli_") && LONE.matcher(written).matches();
    }

    /** An App Secret has 32 letters and digits, which media tokens have not. */
    static boolean maybeAppSecret(String word) {
        return APP_SECRET.matcher(word).matches();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
