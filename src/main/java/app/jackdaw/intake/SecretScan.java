package app.jackdaw.intake;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through one text for {@link AnnouncedSecrets}, line by line and word by word. What counts
 * is the nearest label on the left, so that a media token behind {@code file_token} is none. Looks
 * at every character a bounded number of times. Short-lived, one thread.
 */
final class SecretScan {

    /** Words between a label at the end of a line and that end. */
    private static final int MOST_BEHIND_LABEL = 2;

    private static final int SHORTEST_ANSWER = 16;

    /** How far a label may reach behind a word. */
    private static final int LONGEST_REST = 60;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{32}");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
    private static final Pattern FILLERS =
            Pattern.compile("(?i)(?:(?:is|my|our|the|是|为|我的)[^\\p{L}]*)+(?=.)");
    private static final Pattern APP_ID = Pattern.compile("cli_[A-Za-z0-9]{8,}");

    private final String text;
    private final Map<String, Misplaced.Kind> found;
    private final SecretColumns columns;

    /** The label that counts here. */
    private SecretLabel label = SecretLabel.NONE;

    private Misplaced.Kind kind = Misplaced.Kind.APP_SECRET;

    /** How many words stand behind it. */
    private int behind;

    /** It stands in an earlier line, and announces one word only. */
    private boolean fromAbove;

    /** What it announces was there already, or was cut out there. */
    private boolean answered;

    private String before = "";

    SecretScan(String text, Map<String, Misplaced.Kind> found) {
        this.text = text;
        this.found = found;
        this.columns = new SecretColumns(text, found);
    }

    void scan() {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !Separators.isLineBreak(text.charAt(end))) {
                end++;
            }
            if (line(at, end)) {
                endLine();
                columns.line(at, end);
            }
            at = end + 1;
        }
    }

    /** Whether anything stands in it. */
    private boolean line(int start, int end) {
        boolean any = false;
        before = "";
        for (int at = start; at < end; ) {
            char c = text.charAt(at);
            int after = at;
            while (after < end && isWordChar(text.charAt(after), c)) {
                after++;
            }
            if (c == SecretCutter.MARK) {
                any = true;
                answer();
            } else if (Separators.hasMeaning(text, at, after)) {
                any = true;
                word(Separators.afterEscape(text, at, after), after, end);
            }
            at = Math.max(at + 1, after);
        }
        return any;
    }

    /** Runs of the token alphabet, and of letters of any other script. */
    private static boolean isWordChar(char c, char first) {
        return first < 0x80 ? Separators.isTokenChar(c) : c >= 0x80 && !Separators.isSeparator(c);
    }

    private void word(int start, int end, int lineEnd) {
        if (!Separators.hasMeaning(text, start, end)) {
            return;
        }
        int core = coreOf(start, end);
        if (core >= 0 && !isNameOrAddress(core, core + 32)) {
            form(start, core, lineEnd);
            behind++;
            before = "";
            return;
        }
        String word = text.substring(start, Math.min(end, start + 80));
        SecretLabel says = SecretLabel.of(word, before);
        if (APP_ID.matcher(word).matches()) {
            set(SecretLabel.SURE, Misplaced.Kind.APP_SECRET);
        } else if (says == SecretLabel.NONE) {
            answered |= isAnswer(word);
            behind++;
        } else if (says != SecretLabel.FILLER) {
            set(says, SecretForm.announcedBy(word));
        }
        before = word;
    }

    /** What else a label may announce: an access token, a secret of another length. */
    private static boolean isAnswer(String word) {
        return word.length() >= SHORTEST_ANSWER && word.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /** Where a word of the form begins, alone or behind dashes: -1 when there is none. */
    private int coreOf(int start, int end) {
        int last = end;
        while (last > start && !Separators.isAsciiLetterOrDigit(text.charAt(last - 1))) {
            last--;
        }
        int first = last - 32;
        boolean form = first >= start && FORM.matcher(text).region(first, last).matches();
        boolean whole =
                form
                        && (first == start
                                || !Separators.isAsciiLetterOrDigit(text.charAt(first - 1)));
        return whole ? first : -1;
    }

    /** {@code K.pdf} is a file's name, and a part of an address' path is no secret. */
    private boolean isNameOrAddress(int start, int end) {
        boolean name =
                end + 1 < text.length()
                        && text.charAt(end) == '.'
                        && Separators.isAsciiLetterOrDigit(text.charAt(end + 1));
        if (name || start == 0 || text.charAt(start - 1) != '/') {
            return name;
        }
        int at = start - 1;
        int earliest = Math.max(0, start - 500);
        while (at > earliest && !Separators.isBlank(text.charAt(at))) {
            if (text.charAt(at) == '/' && text.charAt(at - 1) == '/') {
                return true;
            }
            at--;
        }
        return false;
    }

    private void form(int start, int core, int lineEnd) {
        boolean near = behind == 0 || (label == SecretLabel.SURE && behind <= MOST_BEHIND_LABEL);
        boolean announced =
                switch (label) {
                    case SURE, BARE ->
                            fromAbove ? near && !answered : near || label == SecretLabel.SURE;
                    case MEDIA, FILLER, NONE -> false;
                };
        String lead = text.substring(start, core);
        if (core > start && SecretLabel.of(lead, before) != SecretLabel.NONE) {
            announced = SecretLabel.of(lead, before) != SecretLabel.MEDIA;
            kind = SecretForm.announcedBy(lead);
        }
        if (announced || (label != SecretLabel.MEDIA && isLabelNext(core + 32, lineEnd))) {
            found.put(text.substring(core, core + 32), kind);
            answer();
        }
    }

    private boolean isLabelNext(int from, int lineEnd) {
        String rest = text.substring(from, Math.min(lineEnd, from + LONGEST_REST));
        String next = AROUND.matcher(rest).replaceAll("");
        if (APP_ID.matcher(next).lookingAt()) {
            kind = Misplaced.Kind.APP_SECRET;
            return true;
        }
        Matcher filler = FILLERS.matcher(next);
        next = filler.lookingAt() ? next.substring(filler.end()) : next;
        boolean isLabel = lineEnd - from < LONGEST_REST && SecretForm.isLabel(next);
        kind = isLabel ? SecretForm.announcedBy(next) : kind;
        return isLabel;
    }

    private void set(SecretLabel says, Misplaced.Kind announced) {
        label = says;
        kind = announced;
        behind = 0;
        fromAbove = false;
        answered = false;
    }

    private void answer() {
        answered = true;
    }

    /** A label that was not answered in its line is answered in the next that is not empty. */
    private void endLine() {
        boolean open =
                !answered
                        && !fromAbove
                        && (label == SecretLabel.SURE
                                ? behind <= MOST_BEHIND_LABEL
                                : label == SecretLabel.BARE && behind == 0);
        if (!open) {
            label = SecretLabel.NONE;
        }
        fromAbove = open;
        behind = 0;
        answered = false;
    }
}
