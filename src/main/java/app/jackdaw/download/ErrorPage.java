package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ServerWord;
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
 *
 * <p>What decides about a web page, the first that applies: the size that the document states
 * (equal is the file, another one is not); an item known to be something else than text (a page is
 * not it); a name in {@code Content-Disposition}, which no login page has (the file); a page that
 * was asked for by name or type, unless it says that it is a portal or comes from another host than
 * the link's. Of an item of which nothing is known, a page is not the file: an {@code ETag} proves
 * nothing, since login pages lie on web servers too, and a page refused in error is told and can be
 * had by naming the row {@code .html}, while one saved in error is found out too late. Only a
 * storage that keeps versions and calls the bytes something else than a page is believed.
 */
final class ErrorPage {

    /** As much of a body as is looked at. */
    static final int LOOKED_AT = 4096;

    private static final Pattern CODE =
            Pattern.compile("\"code\"\\s*:\\s*(?:(-?\\d{1,18})\\b|\"([^\"]*)\")");

    /** As in every envelope of the platform; in a user's data it stands anywhere. */
    private static final Pattern CODE_FIRST = Pattern.compile("\\{\\s*\"code\"\\s*:");

    private static final Pattern MESSAGE = Pattern.compile("\"(msg|message|error)\"\\s*:");

    /** What may stand before the first element of a page. */
    private static final String PROLOG = "(?:(?:<\\?xml[^>]*>|<!--.*?-->)\\s*)*";

    private static final Pattern HTML =
            Pattern.compile(
                    "(?is)" + PROLOG + "<(?:!doctype\\s+html|html|head|body|title|meta|script)\\b");
    private static final Pattern XML_ERROR = Pattern.compile("(?s)" + PROLOG + "<Error\\b");
    private static final Pattern XML = Pattern.compile("(?s)<(?:\\?xml\\b|[A-Za-z])");

    /** What captive portals tell the machines that they catch (WISPr). */
    private static final Pattern PORTAL = Pattern.compile("(?i)<WISPAccessGatewayParam\\b");

    private static final Pattern PAGE_TYPE =
            Pattern.compile("(?is)\\s*(?:text/html|application/xhtml\\+xml)\\b.*");

    /** Files that may begin like a page. */
    private static final Set<String> PAGES =
            Set.of(
                    "html", "htm", "shtml", "mhtml", "xhtml", "xml", "xsl", "svg", "php", "jsp",
                    "asp", "aspx", "vue", "md", "txt", "eml");

    private static final Pattern JSON_TYPE =
            Pattern.compile("(?is)\\s*(?:application|text)/(?:[\\w.-]+\\+)?json\\b.*");
    private static final Pattern XML_TYPE =
            Pattern.compile("(?is)\\s*(?:application|text)/(?:[\\w.-]+\\+)?xml\\b.*");

    private static final Set<String> JSON_FILES = Set.of("json", "geojson", "ipynb", "har");
    private static final Set<String> XML_FILES = Set.of("xml", "xsd", "xsl");

    private ErrorPage() {}

    /** Whether the beginning of a body is worth reading up to {@link #LOOKED_AT} bytes. */
    static boolean mayBe(byte[] beginning, int length) {
        return beginsLikeText(beginning, length) && mayBePage(beginning, length);
    }

    /**
     * Tells most files from a page by their first bytes, without decoding anything: the first one
     * that is not blank begins an object, an element, the mark of UTF-8, or one of the blanks
     * beyond ASCII (those of UTF-8 begin with E1 to E3).
     */
    private static boolean beginsLikeText(byte[] beginning, int length) {
        int at = 0;
        while (at < length && beginning[at] >= 0 && Character.isWhitespace(beginning[at])) {
            at++;
        }
        if (at == length) {
            return true;
        }
        int first = Byte.toUnsignedInt(beginning[at]);
        return first == '{' || first == '<' || first == 0xEF || (first >= 0xE1 && first <= 0xE3);
    }

    private static boolean mayBePage(byte[] beginning, int length) {
        String text = text(beginning, length);
        return text.isEmpty() || text.startsWith("{") || text.startsWith("<");
    }

    /**
     * @param asked the host that the link names; redirects may have led elsewhere
     * @param length of the beginning of the body, less than {@link #LOOKED_AT} only if that is all
     * @return what the page says, if it is one
     */
    static Optional<Problem> find(
            AwaitedFile file, String asked, ByteAnswer answer, byte[] beginning, int length) {
        long told = answer.length() < 0 && length < LOOKED_AT ? length : answer.length();
        Size size = size(file, told);
        if (size == Size.EQUAL) {
            return Optional.empty();
        }
        Optional<Problem> page =
                beginsLikeText(beginning, length)
                        ? page(file, asked, answer, text(beginning, length), size)
                        : Optional.empty();
        if (page.isEmpty() && told == length && Notice.mayBe(file, answer, beginning, length)) {
            page = Optional.of(Problem.of(Cause.ERROR_PAGE));
        }
        return page.map(problem ->
                problem.withHttpStatus(answer.status())
                        .saying(ServerWord.Speaker.LINK, ErrorText.in(answer, beginning, length)));
    }

    private static Optional<Problem> page(
            AwaitedFile file, String asked, ByteAnswer answer, String text, Size size) {
        return text.startsWith("{")
                ? json(file, answer, text, size)
                : markup(file, asked, answer, text, size);
    }

    /** How the length of the body compares with what the document states of the file. */
    private enum Size {
        EQUAL,
        OTHER,
        UNKNOWN
    }

    private static Size size(AwaitedFile file, long told) {
        Long stated = file.size();
        if (told < 0) {
            return Size.UNKNOWN;
        }
        if (stated != null) {
            return stated == told ? Size.EQUAL : Size.OTHER;
        }
        return file.promised() >= 0 && file.promised() != told && file.isBinary()
                ? Size.OTHER
                : Size.UNKNOWN;
    }

    /**
     * An envelope of the platform; where a binary was expected also one without an error, any
     * object of another length, and one that is called what it is.
     */
    private static Optional<Problem> json(
            AwaitedFile file, ByteAnswer answer, String text, Size size) {
        Matcher code = CODE.matcher(text);
        boolean isError = code.find() && isError(code);
        boolean isEnvelope =
                MESSAGE.matcher(text).find()
                        || file.isBinary()
                        || (CODE_FIRST.matcher(text).lookingAt()
                                && isCalled(answer, JSON_TYPE)
                                && !ContentDisposition.namesFile(answer));
        if (isError
                && isEnvelope
                && (size == Size.OTHER || !mayBeOwn(file, answer, JSON_FILES, JSON_TYPE))) {
            return Optional.of(withCode(Problem.of(Cause.ERROR_PAGE), code.group(1)));
        }
        boolean message = MESSAGE.matcher(text).find();
        boolean object = CODE.matcher(text).find() || message;
        boolean noFile =
                size == Size.OTHER
                        || isCalled(answer, JSON_TYPE)
                        || (CODE_FIRST.matcher(text).lookingAt() && message);
        return object && noFile && file.isBinary()
                ? Optional.of(Problem.of(Cause.ERROR_PAGE))
                : Optional.empty();
    }

    private static Problem withCode(Problem problem, @Nullable String number) {
        long code = number == null ? 0 : Long.parseLong(number);
        return code == (int) code && code != 0 ? problem.withPlatformCode((int) code) : problem;
    }

    private static boolean isOwnPage(
            AwaitedFile file, String asked, ByteAnswer answer, String text) {
        if (file.isBinary()) {
            return false;
        }
        if (ContentDisposition.namesFile(answer)) {
            return true;
        }
        boolean calledPage = isCalled(answer, PAGE_TYPE);
        if (file.isText()) {
            boolean mayBegin = file.isOneOf(PAGES);
            return (mayBegin || !calledPage)
                    && asked.equalsIgnoreCase(answer.uri().getHost())
                    && !PORTAL.matcher(text).find();
        }
        return AwaitedFile.isStored(answer)
                && answer.header("Content-Type").isPresent()
                && !calledPage;
    }

    private static boolean isCalled(ByteAnswer answer, Pattern type) {
        return answer.header("Content-Type")
                .filter(told -> type.matcher(told).matches())
                .isPresent();
    }

    private static boolean isError(Matcher code) {
        String number = code.group(1);
        return number == null
                ? !code.group(2).isEmpty() && !code.group(2).equals("0")
                : Long.parseLong(number) != 0;
    }

    private static Optional<Problem> markup(
            AwaitedFile file, String asked, ByteAnswer answer, String text, Size size) {
        boolean unlike = size == Size.OTHER && file.isBinary();
        if (HTML.matcher(text).lookingAt()) {
            return size == Size.OTHER || !isOwnPage(file, asked, answer, text)
                    ? Optional.of(Problem.of(Cause.INTERCEPTED))
                    : Optional.empty();
        }
        if (XML_ERROR.matcher(text).lookingAt()
                && (size == Size.OTHER || !mayBeOwn(file, answer, XML_FILES, XML_TYPE))) {
            return Optional.of(Problem.of(Cause.ERROR_PAGE));
        }
        return unlike && XML.matcher(text).lookingAt()
                ? Optional.of(Problem.of(Cause.ERROR_PAGE))
                : Optional.empty();
    }

    /**
     * Nothing speaks against a file that is an envelope itself: the header gives it a name, it was
     * asked for as such a file, or as another text that is not called an envelope.
     */
    private static boolean mayBeOwn(
            AwaitedFile file, ByteAnswer answer, Set<String> files, Pattern type) {
        if (ContentDisposition.namesFile(answer)) {
            return !file.isBinary();
        }
        return file.isOneOf(files) || (file.isText() && !isCalled(answer, type));
    }

    private static String text(byte[] beginning, int length) {
        String text = new String(beginning, 0, length, StandardCharsets.UTF_8);
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return withoutMark.stripLeading();
    }
}
