package app.jackdaw.links;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Whether what the platform gave as a link is believed. Stateless. */
final class LinkCheck {

    /** Characters that may stand in a path or a query as they are (RFC 3986, section 3). */
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

    private LinkCheck() {}

    static Outcome judge(String link, Platform platform, Instant now) {
        Optional<URI> uri = repaired(link);
        if (uri.isEmpty() || isAddressOfApi(uri.get(), platform)) {
            return new Outcome.Refusal(Problem.of(Cause.LINK_INVALID), false);
        }
        Optional<Problem> objection = objectionTo(uri.get(), platform);
        return objection.isPresent()
                ? new Outcome.Refusal(objection.get(), false)
                : new Outcome.Link(TemporaryLink.given(link, now));
    }

    /**
     * Judges a link that the user pasted: it may come from either built-in platform or from the
     * chosen one. One to this very machine is followed only where the chosen platform is on it.
     */
    static Optional<Problem> objectionToPasted(String link, Platform chosen) {
        Optional<URI> uri = repaired(link);
        if (uri.isEmpty()) {
            return Optional.of(Problem.of(Cause.LINK_INVALID));
        }
        String host = uri.get().getHost();
        if (Platform.isLoopback(host) && !Platform.isLoopback(chosen.apiBase().getHost())) {
            return Optional.of(Problem.of(Cause.LINK_TO_THIS_COMPUTER, host));
        }
        return Platform.FEISHU.objectionTo(uri.get()).isEmpty()
                ? Optional.empty()
                : objectionTo(uri.get(), chosen);
    }

    private static Optional<Problem> objectionTo(URI uri, Platform platform) {
        String host = uri.getHost();
        return platform.objectionTo(uri)
                .map(cause ->
                        host == null || cause == Cause.LINK_INVALID
                                ? Problem.of(cause)
                                : Problem.of(cause, host));
    }

    /**
     * An address of the API itself opens nothing without an access token. A private deployment may
     * serve its files from the same host, so only the API's paths are meant.
     */
    private static boolean isAddressOfApi(URI uri, Platform platform) {
        URI api = platform.apiBase();
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!host.equals(api.getHost()) || port(uri) != port(api)) {
            return false;
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.startsWith("/open-apis/");
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }

    /**
     * The same address with every character encoded that {@link URI} refuses; for judging only.
     *
     * @return empty when it is no absolute address with a host and nothing odd before it
     */
    static Optional<URI> repaired(String link) {
        int scheme = link.indexOf("://");
        if (scheme < 1) {
            return Optional.empty();
        }
        int end = scheme + 3;
        while (end < link.length() && "/?#\\".indexOf(link.charAt(end)) < 0) {
            end++;
        }
        String authority = link.substring(0, end);
        boolean misleading = authority.indexOf('@') >= 0 || link.startsWith("\\", end);
        if (misleading) {
            return Optional.empty();
        }
        int fragment = link.indexOf('#', end);
        String rest = link.substring(end, fragment < 0 ? link.length() : fragment);
        try {
            URI uri = new URI(authority + encodeOdd(rest));
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String encodeOdd(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain =
                    character < 0x80
                            && (Character.isLetterOrDigit(character)
                                    || character == '%'
                                    || PLAIN.indexOf(character) >= 0);
            if (plain) {
                encoded.append(character);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return encoded.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }
}
