package app.jackdaw.ui.results;

import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Formats;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes links for the clipboard so that no name can break out of its place. Pure. */
final class LinkCopies {

    /** A link with the name that people know it by. */
    record NamedLink(String name, TemporaryLink link) {}

    /** Chinese spreadsheets take the full-width signs for formulas too, some skip blanks. */
    private static final Pattern FORMULA = Pattern.compile("[\\s\\u00A0\\u3000]*[=+@＝＋－＠-]");

    private LinkCopies() {}

    static String write(CopyFormat format, List<NamedLink> links, Formats formats) {
        return switch (format) {
            case LINKS -> lines(links.stream().map(named -> named.link().url()).toList());
            case SPREADSHEET ->
                    lines(links.stream().map(named -> spreadsheetRow(named, formats)).toList());
            case MARKDOWN -> lines(links.stream().map(LinkCopies::markdown).toList());
            case HTML -> lines(links.stream().map(LinkCopies::html).toList());
        };
    }

    private static String lines(List<String> lines) {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    private static String spreadsheetRow(NamedLink named, Formats formats) {
        return spreadsheetCell(named.name())
                + "\t"
                + spreadsheetCell(named.link().url())
                + "\t"
                + formats.stamp(named.link().expires());
    }

    /**
     * A cell that begins like a formula is text all the same; cells hold no tab and no line end.
     */
    static String spreadsheetCell(String text) {
        String oneLine = text.replaceAll("[\\t\\r\\n\\u0085\\u2028\\u2029]+", " ");
        return FORMULA.matcher(oneLine).lookingAt() ? "'" + oneLine : oneLine;
    }

    private static String markdown(NamedLink named) {
        String name =
                named.name()
                        .replaceAll("\\R+", " ")
                        .replaceAll("([\\\\`*_{}\\[\\]()#+!|<>~])", "\\\\$1");
        String url =
                named.link()
                        .url()
                        .replace("<", "%3C")
                        .replace(">", "%3E")
                        .replace("(", "%28")
                        .replace(")", "%29")
                        .replace(" ", "%20");
        return "- [" + name + "](" + url + ")";
    }

    private static String html(NamedLink named) {
        return "<a href=\""
                + escape(named.link().url())
                + "\">"
                + escape(named.name())
                + "</a><br>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
