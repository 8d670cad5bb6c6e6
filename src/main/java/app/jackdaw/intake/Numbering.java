package app.jackdaw.intake;

/** Numbers that lists begin their lines with: {@code 1.}, {@code 2)}, {@code （3）}, {@code 4、}. */
final class Numbering {

    private static final int MOST_DIGITS = 6;

    private Numbering() {}

    /** Offset after the numbering, or {@code start} when there is none. */
    static int skip(CharSequence text, int start, int end) {
        int at = Separators.skipBlanks(text, start, end);
        boolean open = at < end && "(（[【".indexOf(text.charAt(at)) >= 0;
        int digits = open ? at + 1 : at;
        int after = digits;
        while (after < end
                && after - digits < MOST_DIGITS
                && Character.isDigit(text.charAt(after))) {
            after++;
        }
        if (after == digits || after == end) {
            return start;
        }
        char closing = text.charAt(after);
        boolean closes = (open ? ")）]】" : ".)）、．:：").indexOf(closing) >= 0;
        if (!closes) {
            return start;
        }
        // 1.5 and 10:30 are numbers, "1." and "1.AbCd" begin a line
        boolean number = after + 1 < end && Character.isDigit(text.charAt(after + 1));
        boolean ambiguous = ".．:：".indexOf(closing) >= 0;
        return number && ambiguous ? start : after + 1;
    }
}
