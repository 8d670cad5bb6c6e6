package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.ByteAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises an error that came with a good status in place of the file: the platform's JSON, a
 * storage's XML, a login or captive page. A user's own file of these kinds is none. Stateless.
 */
final class ErrorPage {

    /** As much of a body as is looked at. */
    static final int LOOKED_AT = 4096;

    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*(-?\\d{1,9})");
    private static final Pattern MESSAGE = Pattern.compile("\"(msg|message|error)\"\\s*:");
    private static final Pattern HTML =
            Pattern.compile("(?i)<(!doctype\\s+html|html|head|script)\\b");
    private static final Pattern XML_ERROR = Pattern.compile("(?s)(<\\?xml[^>]*>\\s*)?<Error>.*");

    private static final Set<String> TEXTUAL =
            Set.of("json", "html", "htm", "xml", "xhtml", "svg", "js", "txt", "log", "md");

    private ErrorPage() {}

    /** Whether the beginning of a body is worth reading up to {@link #LOOKED_AT} bytes. */
    static boolean mayBe(byte[] beginning, int length) {
        String text = text(beginning, length);
        return text.isEmpty() || text.startsWith("{") || text.startsWith("<");
    }

    /**
     * @param length of the beginning of the body, at most {@link #LOOKED_AT}
     * @return what the page says, if it is one
     */
    static Optional<Problem> find(MediaItem item, ByteAnswer answer, byte[] beginning, int length) {
        if (isWanted(item, answer)) {
            return Optional.empty();
        }
        String text = text(beginning, length);
        if (text.startsWith("{")) {
            return json(text).map(problem -> problem.withHttpStatus(answer.status()));
        }
        if (XML_ERROR.matcher(text).matches()) {
            return Optional.of(Problem.of(Cause.ERROR_PAGE).withHttpStatus(answer.status()));
        }
        boolean page = HTML.matcher(text).lookingAt() && !isStoredFile(answer);
        return page
                ? Optional.of(Problem.of(Cause.INTERCEPTED).withHttpStatus(answer.status()))
                : Optional.empty();
    }

    private static Optional<Problem> json(String text) {
        Matcher code = CODE.matcher(text);
        boolean error = code.find() && Integer.parseInt(code.group(1)) != 0;
        return error && MESSAGE.matcher(text).find()
                ? Optional.of(
                        Problem.of(Cause.ERROR_PAGE)
                                .withPlatformCode(Integer.parseInt(code.group(1))))
                : Optional.empty();
    }

    /** The size is the known one, or a file of such a kind was asked for or is announced. */
    private static boolean isWanted(MediaItem item, ByteAnswer answer) {
        Long size = item.size();
        if (size != null && answer.length() >= 0) {
            return size == answer.length();
        }
        boolean named =
                answer.header("Content-Disposition")
                        .flatMap(ContentDisposition::fileName)
                        .isPresent();
        return named || isTextual(item);
    }

    private static boolean isTextual(MediaItem item) {
        String type = item.type() == null ? "" : item.type();
        return TEXTUAL.contains(extension(item.knownName()))
                || TEXTUAL.contains(extension(item.ownName()))
                || TEXTUAL.contains(MediaTypes.extension(type).orElse(""));
    }

    private static String extension(@Nullable String name) {
        return name == null ? "" : FileNames.extension(name);
    }

    /** Login pages are made on the spot; files have a version or can be had in parts. */
    private static boolean isStoredFile(ByteAnswer answer) {
        return answer.header("ETag").isPresent()
                || answer.header("Accept-Ranges")
                        .filter(v -> !v.equalsIgnoreCase("none"))
                        .isPresent();
    }

    private static String text(byte[] beginning, int length) {
        String text = new String(beginning, 0, length, StandardCharsets.UTF_8);
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return withoutMark.stripLeading();
    }
}
