package app.jackdaw.intake;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a stretch without separators into words and judges each alone. Chinese text runs into ASCII
 * words without blanks, so the border between the two always separates. One text, one thread.
 */
final class WordReader {

    /** Inside an ASCII word they bind it to something else than a token. */
    private static final String BINDS = ".@\\%/";

    /** Around and between ASCII words. */
    private static final String SOFT = ":=&!?*#~+$^";

    private static final Pattern FILE_NAME =
            Pattern.compile("[^@/\\\\]*\\.[A-Za-z][A-Za-z0-9]{0,4}");
    private static final int LONGEST_LABEL_LINE = 64;
    private static final Pattern LABEL_LINE =
            Pattern.compile("\\s*([\\p{L}_ -]{2,30})\\s*[:：]?\\s*");
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,4}");
    private static final Pattern OTHER_IDENTIFIER =
            Pattern.compile("(?:ou|oc|on|om|od)_[A-Za-z0-9]{16,}|(?:tbl|vew)[A-Za-z0-9]{14}");

    /** "The bearer document" announces nothing, a long word behind {@code Bearer} is one. */
    private static final int SURELY_SECRET = 16;

    private final String text;
    private final AnnouncedSecrets secrets;
    private final List<LinePart> parts;
    private int lineStart;
    private boolean secretFollows;

    /** Where the label ended that announced the secret. */
    private int announcedAt;

    /**
     * Where the last word ended if it was an App ID, else -1: people copy the secret together with
     * it.
     */
    private int appIdEnd = -1;

    /** Where a line ended that held a label and nothing else, -1 for none. */
    private int labelEnd = -1;

    /** What {@link #secretFollows} says of the next word. */
    private Misplaced.Kind secretKind = Misplaced.Kind.ACCESS_TOKEN;

    WordReader(String text, AnnouncedSecrets secrets, List<LinePart> parts) {
        this.text = text;
        this.secrets = secrets;
        this.parts = parts;
    }

    /** A new line: no label counts any more but one that stood alone in the line before. */
    void begin(int start) {
        lineStart = start;
        secretFollows &= labelEnd >= 0 && Separators.skipLineEnd(text, labelEnd) == start;
        labelEnd = -1;
        secretKind = secretFollows ? secretKind : Misplaced.Kind.ACCESS_TOKEN;
    }

    /** The line is over; {@code App Secret} alone in it, as the console shows it, announces. */
    void end(int start, int end) {
        boolean whole = start == 0 || Separators.isLineBreak(text.charAt(start - 1));
        Matcher label = LABEL_LINE.matcher(text).region(start, end);
        if (whole
                && end - start <= LONGEST_LABEL_LINE
                && label.matches()
                && SecretForm.isLabel(label.group(1))) {
            announce(label.group(1).strip(), end);
            labelEnd = end;
        }
    }

    private void announce(String label, int end) {
        secretFollows = true;
        announcedAt = end;
        secretKind = SecretForm.announcedBy(label);
    }

    /** Whether the secret that stood between was cut out before the text was saved. */
    private boolean isCutOut(int from, int to) {
        return text.indexOf(SecretCutter.MARK, from, to) >= 0;
    }

    void read(int start, int end, int lineEnd) {
        if (isFollowedByColon(end, lineEnd) && isLabel(start, end) && !endsSecretLabel(end)) {
            parts.add(LinePart.label(start, end)); // 素材token: as one word
            secretFollows = false; // whatever was announced, it is what this label says
            return;
        }
        int at = start;
        while (at < end) {
            boolean ascii = text.charAt(at) < 0x80;
            int after = at + 1;
            while (after < end && (text.charAt(after) < 0x80) == ascii) {
                after++;
            }
            if (ascii && isExtensionOfLastWord(at, after)) {
                int name = parts.removeLast().start();
                parts.add(LinePart.unknown(name, after, Rejected.Reason.FILE_NAME));
            } else if (ascii) {
                readAscii(at, after, lineEnd);
            } else if (Separators.hasMeaning(text, at, after)) {
                boolean colon = isFollowedByColon(after, lineEnd);
                boolean label = colon && isLabel(at, after);
                if (colon && SecretForm.isLabel(text.substring(at, after))) {
                    announce(text.substring(at, after), after);
                }
                parts.add(label ? LinePart.label(at, after) : unknown(at, after));
            }
            at = after;
        }
    }

    /** {@code .pdf} behind a Chinese word. */
    private boolean isExtensionOfLastWord(int start, int end) {
        return end - start <= 8
                && !parts.isEmpty()
                && parts.getLast().role() == LinePart.Role.UNKNOWN
                && parts.getLast().end() == start
                && EXTENSION.matcher(text.substring(start, end)).matches();
    }

    private void readAscii(int start, int end, int lineEnd) {
        int at = start;
        while (at < end) {
            if (SOFT.indexOf(text.charAt(at)) >= 0) {
                at++;
                continue;
            }
            int after = at + 1;
            while (after < end && SOFT.indexOf(text.charAt(after)) < 0) {
                after++;
            }
            bound(at, after, lineEnd);
            at = after;
        }
    }

    /** A word with whatever binds to it. */
    private void bound(int from, int to, int lineEnd) {
        int start = from;
        int end = to;
        while (start < end && BINDS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && BINDS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int escaped = Separators.afterEscape(text, start, end);
        if (escaped > start && end - escaped >= SURELY_SECRET) {
            parts.add(LinePart.detail(start, escaped));
            start = escaped;
        }
        int numbered = Numbering.skip(text, start, end);
        if (numbered > start) { // "1.AbCd" means the same wherever it stands
            parts.add(LinePart.detail(start, numbered));
            start = numbered;
        }
        if (!Separators.hasMeaning(text, start, end)) {
            return;
        }
        boolean single = true;
        boolean slashesOnly = true;
        for (int i = start; i < end; i++) {
            boolean binds = BINDS.indexOf(text.charAt(i)) >= 0;
            single &= !binds;
            slashesOnly &= !binds || text.charAt(i) == '/';
        }
        if (single) {
            word(start, end, lineEnd);
        } else if (slashesOnly && areSureTokens(start, end) && isNoSecret(start, end)) {
            slashed(start, end);
        } else {
            boundWord(start, end);
        }
    }

    private void boundWord(int start, int end) {
        boolean small = end - start <= 4096;
        String word = small ? text.substring(start, end) : "";
        if (takesSecret(start, end)) {
            parts.add(LinePart.secret(start, end, secretKind));
            return;
        }
        Misplaced.Kind announced = secrets.kindIn(word);
        if (announced != null || SecretForm.isAccessToken(word)) {
            Misplaced.Kind kind = announced == null ? Misplaced.Kind.ACCESS_TOKEN : announced;
            parts.add(LinePart.secret(start, end, kind));
            return;
        }
        boolean fileName = small && FILE_NAME.matcher(word).matches();
        parts.add(
                fileName
                        ? LinePart.unknown(start, end, Rejected.Reason.FILE_NAME)
                        : unknown(start, end));
    }

    /** A word of letters, digits, dashes and underscores alone. */
    private void word(int start, int end, int lineEnd) {
        if (takesSecret(start, end)) {
            parts.add(LinePart.secret(start, end, secretKind));
            return;
        }
        String word = end - start <= 256 ? text.substring(start, end) : "";
        boolean tab = end < lineEnd && text.charAt(end) == '\t';
        boolean colon = tab || isFollowedByColon(end, lineEnd);
        String label = colon ? SecretForm.labelEndingAt(text, lineStart, end) : null;
        if (word.equalsIgnoreCase("Bearer") || label != null) {
            announce(label == null ? word : label, end);
            // with its colon or tab: without it the rest would read differently
            parts.add(unknown(start, Math.max(tab ? end + 1 : end, afterColon(end, lineEnd))));
            return;
        }
        Misplaced.Kind announced = secrets.kindIn(word);
        Misplaced.Kind secret = announced == null ? SecretForm.of(word) : announced;
        boolean behindAppId = appIdEnd >= 0 && !isCutOut(appIdEnd, start);
        if (secret == null && behindAppId && SecretForm.maybeAppSecret(word)) {
            secret = Misplaced.Kind.APP_SECRET;
        }
        appIdEnd = secret == Misplaced.Kind.APP_ID ? end : -1;
        TokenForm form = TokenForm.of(word);
        if (secret != null) {
            parts.add(LinePart.secret(start, end, secret));
        } else if (colon && isLabel(start, end)) {
            parts.add(LinePart.label(start, end));
        } else if (isOtherIdentifier(word)) {
            parts.add(LinePart.unknown(start, end, Rejected.Reason.OTHER_IDENTIFIER));
        } else if (form == TokenForm.NONE
                || (form == TokenForm.PLAUSIBLE && SecretLabel.isLabel(word))) { // appSecret
            parts.add(unknown(start, end));
        } else {
            parts.add(LinePart.token(start, end, form));
        }
    }

    private static boolean isOtherIdentifier(String word) {
        boolean may = word.indexOf('_') == 2 || word.startsWith("tbl") || word.startsWith("vew");
        return (may && OTHER_IDENTIFIER.matcher(word).matches()) || TokenForm.isForeign(word);
    }

    /**
     * Whether the word is what a label in front of it announced; {@code Bearer} may come between.
     */
    private boolean takesSecret(int start, int end) {
        int length = end - start;
        secretFollows = secretFollows && !isCutOut(announcedAt, start);
        boolean taken =
                secretFollows
                        && (length >= SURELY_SECRET
                                || TokenForm.of(text.substring(start, end)) != TokenForm.NONE);
        boolean bearer = text.regionMatches(true, start, "Bearer", 0, 6) && end - start == 6;
        secretFollows &= bearer;
        return taken;
    }

    private boolean areSureTokens(int start, int end) {
        for (String part : text.substring(start, end).split("/", -1)) {
            if (TokenForm.of(part) != TokenForm.SURE) {
                return false;
            }
        }
        return true;
    }

    private boolean isNoSecret(int start, int end) {
        return secrets.isEmpty() || secrets.kindIn(text.substring(start, end)) == null;
    }

    private void slashed(int start, int end) {
        int at = start;
        while (at < end) {
            int slash = text.indexOf('/', at);
            int after = slash < 0 || slash > end ? end : slash;
            parts.add(LinePart.token(at, after, TokenForm.SURE));
            at = after + 1;
        }
    }

    private boolean isLabel(int start, int end) {
        return end - start <= 24 && Header.isLabel(text.substring(start, end));
    }

    /** {@code access token:}, which is no token's label. */
    private boolean endsSecretLabel(int end) {
        return SecretForm.labelEndingAt(text, lineStart, end) != null;
    }

    private boolean isFollowedByColon(int from, int end) {
        return afterColon(from, end) > 0;
    }

    /** Offset after the colon or equals sign that follows, -1 when none does. */
    private int afterColon(int from, int end) {
        int at = from;
        while (at < end && (text.charAt(at) == '"' || Separators.isBlank(text.charAt(at)))) {
            at++;
        }
        return at < end && ":=：＝".indexOf(text.charAt(at)) >= 0 ? at + 1 : -1;
    }

    private static LinePart unknown(int start, int end) {
        return LinePart.unknown(start, end, Rejected.Reason.NOT_A_TOKEN);
    }
}
