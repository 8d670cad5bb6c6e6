package app.jackdaw.download;

import app.jackdaw.net.ByteAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes a file name from a {@code Content-Disposition} header: by RFC 6266, with the leniency of
 * browsers, except that plain {@code %41} stays what it is. Stateless, any thread.
 */
public final class ContentDisposition {

    private ContentDisposition() {}

    /** Whether the answer names its file, in whatever language. */
    static boolean namesFile(ByteAnswer answer) {
        return answer.header("Content-Disposition")
                .flatMap(ContentDisposition::fileName)
                .isPresent();
    }

    /**
     * The same for a reader of whom nothing is known.
     *
     * @param header the field's value, octets as ISO-8859-1 characters
     * @return the name as sent, not made safe; empty when the header names nothing
     */
    public static Optional<String> fileName(String header) {
        return fileName(header, Locale.ROOT);
    }

    /**
     * @param header the field's value, octets as ISO-8859-1 characters
     * @param reader the language of the person who will see the name; decides where the header does
     *     not say what its octets mean
     * @return the name as sent, not made safe; empty when the header names nothing
     */
    public static Optional<String> fileName(String header, Locale reader) {
        List<Parameter> parameters = parameters(header);
        return ExtendedValues.single(parameters)
                .or(() -> ExtendedValues.continued(parameters))
                .or(() -> plain(parameters, reader))
                .filter(ContentDisposition::namesSomething);
    }

    /**
     * One {@code name=value}.
     *
     * @param name in lower case
     * @param value without quotes and backslashes
     * @param raw as sent
     */
    record Parameter(String name, String value, String raw) {}

    private static Optional<String> plain(List<Parameter> parameters, Locale reader) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals("filename"))
                .map(Parameter::value)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> PlainValues.decode(value, reader));
    }

    /** {@code ..}, {@code foo/..} and blanks name no file. */
    private static boolean namesSomething(String name) {
        String[] parts = name.split("[/\\\\]+");
        String last = parts.length == 0 ? "" : parts[parts.length - 1];
        return last.chars().anyMatch(c -> c != '.' && !Character.isWhitespace(c));
    }

    /**
     * As browsers read it: the type may be missing; a parameter without a value or with a quote in
     * its name ends the reading.
     */
    private static List<Parameter> parameters(String header) {
        String text = header.replaceAll("\r\n[ \t]+", " ");
        List<String> pieces = pieces(text);
        List<Parameter> parameters = new ArrayList<>();
        boolean first = true;
        for (String piece : pieces) {
            String trimmed = trim(piece);
            boolean isType = first && isToken(trimmed);
            first = false;
            if (trimmed.isEmpty() || isType) {
                continue;
            }
            int equals = trimmed.indexOf('=');
            int quote = trimmed.indexOf('"');
            if (equals <= 0 || (quote >= 0 && quote < equals)) {
                break;
            }
            String name = trim(trimmed.substring(0, equals)).toLowerCase(Locale.ROOT);
            String raw = trim(trimmed.substring(equals + 1));
            parameters.add(new Parameter(name, unquoted(raw), raw));
        }
        return parameters;
    }

    /** Splits at semicolons outside quotes; a quote that never ends takes the rest. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                pieces.add(text.substring(from, at));
                from = at + 1;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private static String unquoted(String raw) {
        if (!raw.startsWith("\"")) {
            return raw;
        }
        boolean closed = raw.length() > 1 && raw.endsWith("\"");
        String inner = raw.substring(1, closed ? raw.length() - 1 : raw.length());
        StringBuilder plain = new StringBuilder(inner.length());
        for (int at = 0; at < inner.length(); at++) {
            boolean escape = inner.charAt(at) == '\\' && at + 1 < inner.length();
            plain.append(inner.charAt(escape ? ++at : at));
        }
        return plain.toString();
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && " \t\r\n".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " \t\r\n".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(
                                c -> c > 0x20 && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
    }
}
