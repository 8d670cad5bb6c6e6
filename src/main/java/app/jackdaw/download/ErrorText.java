package app.jackdaw.download;

import app.jackdaw.net.ByteAnswer;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a person can read in an answer that is not the file: the message of a JSON or XML
 * error, the title of a page, else the text. Stateless.
 */
final class ErrorText {

    /** The first of these that says something. */
    private static final List<Pattern> JSON_MESSAGES =
            List.of("msg", "message", "error_description", "error_msg", "errmsg", "detail", "error")
                    .stream()
                    .map(name ->
                            Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)"))
                    .toList();

    private static final Pattern JSON_CODE =
            Pattern.compile("\"code\"\\s*:\\s*\"?([A-Za-z0-9_.-]{1,64})");
    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|(.))");

    private static final Pattern XML_MESSAGE =
            Pattern.compile("(?i)<(?:\\w+:)?message\\b[^>]*+>([^<]*+)");
    private static final Pattern XML_CODE =
            Pattern.compile("(?i)<(?:\\w+:)?code\\b[^>]*+>([^<]*+)");

    private static final Pattern TITLE = Pattern.compile("(?i)<title\\b[^>]*+>([^<]*+)");
    private static final Pattern HEADING = Pattern.compile("(?i)<h1\\b[^>]*+>([^<]*+)");
    private static final Pattern NOT_SHOWN =
            Pattern.compile("(?is)<(script|style)\\b.*?(?:</\\1\\s*>|$)|<!--.*?(?:-->|$)");
    private static final Pattern TAG = Pattern.compile("<[^>]*+>?");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:(amp|lt|gt|quot|apos|nbsp)|#(\\d{1,7})|#x([0-9A-Fa-f]{1,6}));");

    private static final Pattern CHARSET =
            Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([\\w.:+-]+)");

    /** Shorter values of parameters are too common to be taken out of a sentence. */
    private static final int SHORTEST_KEY = 6;

    private ErrorText() {}

    /**
     * @param length of the beginning of the body
     * @return empty when there is nothing to read; without the keys of the link it was asked with
     */
    static String in(ByteAnswer answer, byte[] beginning, int length) {
        String text = new String(beginning, 0, length, charset(answer)).strip();
        text = text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
        if (text.isEmpty() || isBinary(text)) {
            return "";
        }
        return withoutKeys(answer, readable(text));
    }

    private static String readable(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            String message =
                    JSON_MESSAGES.stream()
                            .map(pattern -> unescaped(first(pattern, text)))
                            .filter(found -> !found.isBlank())
                            .findFirst()
                            .orElse("");
            return withCode(message, first(JSON_CODE, text));
        }
        if (!text.startsWith("<")) {
            return text;
        }
        String told = withCode(first(XML_MESSAGE, text), first(XML_CODE, text));
        String markup =
                Optional.of(told)
                        .filter(found -> !found.isBlank())
                        .or(() -> Optional.of(first(TITLE, text)).filter(t -> !t.isBlank()))
                        .or(() -> Optional.of(first(HEADING, text)).filter(t -> !t.isBlank()))
                        .orElseGet(() -> withoutTags(text));
        return ENTITY.matcher(markup)
                .replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
    }

    private static String withoutTags(String markup) {
        return TAG.matcher(NOT_SHOWN.matcher(markup).replaceAll(" ")).replaceAll(" ");
    }

    private static String withCode(String message, String code) {
        String bare = message.strip();
        if (code.isBlank() || code.equals("0") || bare.contains(code.strip())) {
            return bare;
        }
        return bare.isEmpty() ? code.strip() : bare + " (" + code.strip() + ")";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (!matcher.group(1).isBlank()) {
                return matcher.group(1);
            }
        }
        return "";
    }

    private static String unescaped(String json) {
        return JSON_ESCAPE
                .matcher(json)
                .replaceAll(escape -> {
                    String character =
                            escape.group(1) != null
                                    ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                                    : escape.group(2);
                    boolean blank = escape.group(2) != null && "bfnrt".contains(escape.group(2));
                    return Matcher.quoteReplacement(blank ? " " : character);
                });
    }

    private static String character(MatchResult entity) {
        if (entity.group(1) != null) {
            return switch (entity.group(1)) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                case "apos" -> "'";
                default -> " ";
            };
        }
        int point =
                entity.group(2) != null
                        ? Integer.parseInt(entity.group(2))
                        : Integer.parseInt(entity.group(3), 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : " ";
    }

    /** A server may well quote what it was asked. */
    private static String withoutKeys(ByteAnswer answer, String text) {
        String query = answer.uri().getRawQuery();
        String without = text;
        for (String pair : (query == null ? "" : query).split("&")) {
            String value = pair.substring(pair.indexOf('=') + 1);
            for (String form : List.of(value, decoded(value))) {
                if (form.length() >= SHORTEST_KEY) {
                    without = without.replace(form, "•••");
                }
            }
        }
        return without;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    private static boolean isBinary(String text) {
        long odd = text.chars().filter(c -> c == 0 || c == 0xFFFD).count();
        return text.indexOf(0) >= 0 || odd * 10 > text.length();
    }

    private static Charset charset(ByteAnswer answer) {
        Matcher named = CHARSET.matcher(answer.header("Content-Type").orElse(""));
        if (!named.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(named.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
