package app.jackdaw.model;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Feishu-like platform: where its open API answers and which hosts its temporary links may name.
 * Immutable, any thread.
 *
 * @param apiBase scheme, host and port, without a path, for example {@code https://open.feishu.cn}
 */
public record Platform(Kind kind, URI apiBase) {

    /** The order is that of the choice in the window. */
    public enum Kind {
        FEISHU,
        LARK,
        OTHER
    }

    public static final Platform FEISHU =
            new Platform(Kind.FEISHU, URI.create("https://open.feishu.cn"));
    public static final Platform LARK =
            new Platform(Kind.LARK, URI.create("https://open.larksuite.com"));

    /** Link hosts seen for both built-in platforms (reference, section 1.7). */
    private static final List<String> BUILT_IN_DOMAINS =
            List.of("feishu.cn", "larksuite.com", "larkoffice.com");

    /** Second-level labels below which registries sell names: {@code company.com.cn}. */
    private static final Set<String> REGISTRY_LABELS =
            Set.of("com", "net", "org", "gov", "edu", "ac", "co");

    private static final Pattern AROUND =
            Pattern.compile("^[\\p{Z}\\p{C}\"'`“”]+|[\\p{Z}\\p{C}\"'`“”,;]+$");

    private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /**
     * A private deployment or any other address that the user typed.
     *
     * @throws ProblemException when the address is none, or plain {@code http} to another machine
     */
    public static Platform other(String baseAddress) throws ProblemException {
        String text = AROUND.matcher(baseAddress).replaceAll("");
        if (!text.contains("://")) {
            String host = text.replaceFirst("(?::\\d*)?(?:/.*)?$", "");
            text = (isLoopback(host) ? "http://" : "https://") + text; // nobody has TLS at home
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            throw new ProblemException(
                    Problem.of(Problem.Cause.BASE_ADDRESS_INVALID), notAnAddress);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null
                || uri.getRawUserInfo() != null
                || !Set.of("http", "https").contains(scheme)) {
            throw new ProblemException(Problem.of(Problem.Cause.BASE_ADDRESS_INVALID));
        }
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new ProblemException(Problem.of(Problem.Cause.BASE_ADDRESS_INSECURE));
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        URI base = URI.create(scheme + "://" + host.toLowerCase(Locale.ROOT) + port);
        if (base.equals(FEISHU.apiBase())) {
            return FEISHU;
        }
        return base.equals(LARK.apiBase()) ? LARK : new Platform(Kind.OTHER, base);
    }

    /**
     * Judges an address that the platform gave as a temporary link.
     *
     * @return empty when bytes may be fetched from it, else why not
     */
    public Optional<Problem.Cause> objectionTo(URI link) {
        String scheme = link.getScheme() == null ? "" : link.getScheme().toLowerCase(Locale.ROOT);
        String host = link.getHost();
        if (host == null || !Set.of("http", "https").contains(scheme)) {
            return Optional.of(Problem.Cause.LINK_INVALID);
        }
        boolean expected =
                isLoopback(host)
                        ? isLoopback(apiBase.getHost())
                        : linkDomains().stream().anyMatch(domain -> isWithin(host, domain));
        if (!expected) {
            return Optional.of(Problem.Cause.LINK_HOST_UNEXPECTED);
        }
        boolean https = "https".equals(apiBase.getScheme());
        return https && !scheme.equals("https")
                ? Optional.of(Problem.Cause.LINK_NOT_SECURE)
                : Optional.empty();
    }

    /** Domains whose hosts may serve links; for a private deployment the base address's own. */
    public List<String> linkDomains() {
        return kind == Kind.OTHER ? List.of(ownDomain(apiBase.getHost())) : BUILT_IN_DOMAINS;
    }

    /** Whether a host name or address literal means this very machine. */
    public static boolean isLoopback(String host) {
        String bare = host.toLowerCase(Locale.ROOT);
        return bare.equals("localhost")
                || bare.endsWith(".localhost")
                || bare.equals("[::1]")
                || bare.equals("::1")
                || (bare.startsWith("127.") && IP_V4.matcher(bare).matches());
    }

    /** {@code open.feishu.company.com} answers for {@code feishu.company.com} and what is below. */
    private static String ownDomain(String host) {
        String[] labels = host.split("\\.");
        boolean isAddress = IP_V4.matcher(host).matches() || host.startsWith("[");
        if (isAddress || labels.length < 3) {
            return host;
        }
        boolean wouldLeaveRegistry = labels.length == 3 && REGISTRY_LABELS.contains(labels[1]);
        return wouldLeaveRegistry ? host : host.substring(host.indexOf('.') + 1);
    }

    private static boolean isWithin(String host, String domain) {
        String bare = host.toLowerCase(Locale.ROOT);
        return bare.equals(domain) || bare.endsWith("." + domain);
    }
}
