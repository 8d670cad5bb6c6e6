package app.jackdaw.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads an address as browsers do: characters that {@link URI} refuses are percent-encoded, all
 * others stay untouched, because a signed link is valid only as it was given. Stateless.
 */
public final class LinkAddress {

    private static final String LEGAL_PUNCTUATION = "-._~:/?@!$&'()*+,;=";

    private LinkAddress() {}

    /**
     * @return empty when the text is no absolute http or https address, or names a user
     */
    public static Optional<URI> parse(String text) {
        return read(text.strip())
                .filter(LinkAddress::isWeb)
                .filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null);
    }

    /** Reads the target of a redirect, which may be relative; any scheme. */
    static Optional<URI> resolve(URI base, String location) {
        return read(location.strip())
                .map(target ->
                        isQueryOnly(target) ? withQuery(base, target) : base.resolve(target));
    }

    /** {@link URI#resolve} would drop the last segment of the path (RFC 3986, 5.2.2). */
    private static boolean isQueryOnly(URI target) {
        return target.getScheme() == null
                && target.getRawAuthority() == null
                && target.getRawPath().isEmpty()
                && target.getRawQuery() != null;
    }

    private static URI withQuery(URI base, URI target) {
        String text = base.toString();
        int query = text.indexOf('?');
        return URI.create(
                (query < 0 ? text : text.substring(0, query)) + "?" + target.getRawQuery());
    }

    static boolean isWeb(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return scheme.equals("https") || scheme.equals("http");
    }

    private static Optional<URI> read(String text) {
        int fragment = text.indexOf('#');
        String address = fragment < 0 ? text : text.substring(0, fragment);
        int authorityEnd = authorityEnd(address);
        String repaired =
                address.substring(0, authorityEnd) + repaired(address.substring(authorityEnd));
        try {
            return Optional.of(new URI(repaired));
        } catch (URISyntaxException hopeless) {
            return Optional.empty();
        }
    }

    /** Hosts may have brackets, which nothing behind them may. */
    private static int authorityEnd(String address) {
        int slashes = address.indexOf("//");
        if (slashes < 0 || address.substring(0, slashes).contains("?")) {
            int colon = address.indexOf(':');
            boolean scheme = colon > 0 && address.substring(0, colon).matches("[A-Za-z][\\w+.-]*");
            return scheme ? colon + 1 : 0;
        }
        int end = slashes + 2;
        while (end < address.length() && "/?".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(repaired, c));
        for (int at = repaired.indexOf("%"); at >= 0; at = repaired.indexOf("%", at + 1)) {
            boolean escape =
                    at + 2 < repaired.length()
                            && isHex(repaired.charAt(at + 1))
                            && isHex(repaired.charAt(at + 2));
            if (!escape) {
                repaired.insert(at + 1, "25");
            }
        }
        return repaired.toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        boolean letterOrDigit =
                (codePoint >= 'a' && codePoint <= 'z')
                        || (codePoint >= 'A' && codePoint <= 'Z')
                        || (codePoint >= '0' && codePoint <= '9');
        if (letterOrDigit || codePoint == '%' || LEGAL_PUNCTUATION.indexOf(codePoint) >= 0) {
            out.appendCodePoint(codePoint);
            return;
        }
        for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
        }
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }
}
