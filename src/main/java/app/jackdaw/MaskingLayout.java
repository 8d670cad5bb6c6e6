package app.jackdaw;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern layout that masks keys in the finished text of each event, message and stack trace
 * alike. The last line of defence: nothing secret should be handed to a logger at all. Any thread.
 */
public final class MaskingLayout extends PatternLayout {

    private static final String MASK = "•••";

    /** In this order: an earlier one may swallow what a later one would cut in half. */
    private static final List<Pattern> KEYS =
            List.of(
                    // a header with whatever scheme it carries
                    Pattern.compile("(?i)((?:proxy-)?authorization[\"']?\\s*[:=]\\s*)[^\\r\\n]+"),
                    Pattern.compile("(?i)(\\bbearer(?:\\s|%20|\\+)+)[^\\s\"',;\\])}]+"),
                    // key=value and JSON, quotes escaped or not, also percent-encoded; the `code`
                    // of an answer, a plain number, is worth reading
                    Pattern.compile(
                            "(?i)((?:code|sig|signature|ticket|(?:app|client)_?secret|password"
                                    + "|(?:tenant_|user_|app_)?access_?token|refresh_?token)"
                                    + "\\\\?[\"']?\\s*(?:[=:]|%(?:25)*3D)\\s*\\\\?[\"']?)"
                                    + "(?!\\d{1,10}(?![\\w-]))[^\\s\"'\\\\&<>,;})\\]]+"),
                    Pattern.compile("(?<![A-Za-z0-9_-])((?:ur|[tuar])-)(?=[\\w.-]*\\d)[\\w.-]{8,}"),
                    Pattern.compile("(?<![A-Za-z0-9_-])(eyJ)[\\w-]{6,}[\\w.-]*"));

    @Override
    public String doLayout(ILoggingEvent event) {
        return masked(super.doLayout(event));
    }

    static String masked(String text) {
        String masked = text;
        for (Pattern key : KEYS) {
            masked = key.matcher(masked).replaceAll("$1" + MASK);
        }
        return masked;
    }
}
