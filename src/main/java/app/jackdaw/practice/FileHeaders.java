package app.jackdaw.practice;

import app.jackdaw.practice.PracticeDocument.NameStyle;
import com.sun.net.httpserver.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The headers that describe a document at the link host. Pure; any thread. */
final class FileHeaders {

    /** When all example documents were last changed, in the only form that HTTP writes. */
    private static final String LAST_MODIFIED = "Fri, 09 Oct 2026 01:30:00 GMT";

    private FileHeaders() {}

    static void write(Headers headers, PracticeDocument document) {
        headers.set("Content-Type", document.mediaType());
        headers.set("Content-Disposition", disposition(document.name(), document.nameStyle()));
        headers.set("ETag", document.entityTag());
        headers.set("Last-Modified", LAST_MODIFIED);
        headers.set("Accept-Ranges", "bytes");
    }

    /** Whether an {@code If-Range} value still holds: both validators are strong ones. */
    static boolean validates(String condition, PracticeDocument document) {
        return condition.equals(document.entityTag()) || condition.equals(LAST_MODIFIED);
    }

    private static String disposition(String name, NameStyle style) {
        if (style == NameStyle.RAW_UTF_8) {
            // the server writes each char as one byte
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            String raw = new String(bytes, StandardCharsets.ISO_8859_1);
            return "attachment; filename=\"" + raw + "\"";
        }
        String ascii = name.replaceAll("[^ -~]", "_").replace("\"", "_").replace("\\", "_");
        String plain = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? plain : plain + "; filename*=UTF-8''" + encoded(name);
    }

    /** Percent-encoding of RFC 5987; what {@code URLEncoder} leaves alone is allowed but "*". */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
