package app.jackdaw.intake;

/**
 * Recognises calls of the API that were copied without their host: a path, or a query that names
 * tokens. Stateless.
 */
final class BareCall {

    private static final String TOKENS = "file_tokens=";

    /** Longer than any query that asks for five tokens. */
    private static final int LONGEST = 4096;

    private BareCall() {}

    static boolean beginsAt(String text, int at) {
        return switch (text.charAt(at)) {
            case '/' -> text.startsWith(AddressForms.MEDIA_PATH, at);
            case 'f' ->
                    text.startsWith(TOKENS, at)
                            && at + TOKENS.length() < text.length()
                            && Separators.isTokenChar(text.charAt(at + TOKENS.length()));
            case 'e' ->
                    (text.startsWith("extra=%", at) || text.startsWith("extra={", at))
                            && namesTokens(text, at);
            default -> false;
        };
    }

    private static boolean namesTokens(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < LONGEST && text.charAt(end) > ' ') {
            end++;
        }
        return text.substring(from, end).contains("&" + TOKENS);
    }
}
