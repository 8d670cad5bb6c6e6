package app.jackdaw.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a word says of an App Secret's form that stands behind it. More words count than where the
 * form says nothing (see {@link SecretForm#isLabel}): nothing else looks like one.
 */
enum SecretLabel {
    /** {@code FEISHU_APP_SECRET}, {@code App Secret}, {@code access token}, 应用密钥. */
    SURE,
    /** {@code secret} alone, which people also use in prose. */
    BARE,
    /** {@code file_token}: what follows is none. */
    MEDIA,
    /** {@code is}: it changes nothing. */
    FILLER,
    NONE;

    private static final int LONGEST = 60;

    private static final Pattern SECRET =
            Pattern.compile(
                    ".*(?:secret(?!ar)|accesstoken|refreshtoken|verificationtoken|encryptkey).*");

    private static final Pattern CHINESE = Pattern.compile(".*(?:[密秘]钥|(?:访问|刷新|验证)(?:凭证|令牌)).*");

    private static final Set<String> BARE_WORDS =
            Set.of("secret", "secrets", "bearer", "authorization");

    /** In front of {@code secret}. */
    private static final Set<String> OWNERS =
            Set.of("app", "application", "client", "bot", "feishu", "lark");

    /** In front of {@code token} or {@code key}; an app token is a Base's. */
    private static final Set<String> USES =
            Set.of("access", "refresh", "verification", "encrypt", "bearer", "secret");

    private static final Set<String> TOKEN_OR_KEY = Set.of("token", "tokens", "key", "令牌", "凭证");

    private static final Pattern CHINESE_USE = Pattern.compile(".*(?:访问|刷新|验证)");

    private static final Set<String> FILLERS =
            Set.of(
                    "is", "was", "my", "our", "the", "new", "old", "value", "是", "为", "如下", "我的",
                    "的");

    /** {@code appSecret2}, which has the form of a token. */
    static boolean isLabel(String word) {
        return of(word, "") == SURE;
    }

    /**
     * @param word letters, digits, dashes and underscores, or letters of another script
     * @param before the word before it in the line, empty when there is none
     */
    static SecretLabel of(String word, String before) {
        if (word.length() > LONGEST) {
            return NONE;
        }
        String plain = plain(word);
        if (plain.isEmpty() || FILLERS.contains(plain)) { // numbers begin lines of lists
            return FILLER;
        }
        String first = plain(before);
        boolean used = USES.contains(first) || CHINESE_USE.matcher(first).matches();
        if (SECRET.matcher(plain).matches() || CHINESE.matcher(plain).matches()) {
            return BARE_WORDS.contains(plain) && !OWNERS.contains(first) ? BARE : SURE;
        }
        if (BARE_WORDS.contains(plain)) {
            return BARE;
        }
        if (used && TOKEN_OR_KEY.contains(plain)) {
            return SURE;
        }
        return Header.isToken(plain) || plain.endsWith("filetoken") ? MEDIA : NONE;
    }

    /** Letters only, in lower case: {@code APP_SECRET_1} and {@code app-secret} are one. */
    private static String plain(String word) {
        StringBuilder letters = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            if (Character.isLetter(word.charAt(i))) {
                letters.append(word.charAt(i));
            }
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
