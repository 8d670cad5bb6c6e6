package app.jackdaw.intake;

/** Undoes JSON's backslashes, one level at a time; what is no escape stays as it is. */
final class Unescape {

    private Unescape() {}

    /**
     * @param levels how often the text was put into a JSON text
     */
    static String times(String text, int levels) {
        String plain = text;
        for (int i = 0; i < levels && plain.indexOf('\\') >= 0; i++) {
            plain = once(plain);
        }
        return plain;
    }

    private static String once(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char kind = text.charAt(++i);
            int simple = "nrtbf".indexOf(kind);
            if (simple >= 0) {
                plain.append("\n\r\t\b\f".charAt(simple));
            } else if (kind == 'u' && codeAt(text, i + 1) >= 0) {
                plain.append((char) codeAt(text, i + 1));
                i += 4;
            } else {
                plain.append(kind);
            }
        }
        return plain.toString();
    }

    private static int codeAt(String text, int at) {
        if (at + 4 > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
