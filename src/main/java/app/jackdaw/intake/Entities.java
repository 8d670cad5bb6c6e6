package app.jackdaw.intake;

/** Undoes what HTML needs to write in a name; everything else stays as it is. */
final class Entities {

    private Entities() {}

    static String decode(String html) {
        if (html.indexOf('&') < 0) {
            return html;
        }
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&apos;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&"); // last: what it uncovers was text
    }
}
