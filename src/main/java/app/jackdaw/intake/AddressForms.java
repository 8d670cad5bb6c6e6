package app.jackdaw.intake;

import app.jackdaw.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by host and path what an address means (reference, sections 1.6, 1.7 and 4.1). Works on
 * text: raw extras in copied addresses are none that {@link java.net.URI} would accept. Stateless.
 */
final class AddressForms {

    private static final Pattern LINK_PATH =
            Pattern.compile("(?:/[a-z0-9_-]+){0,4}/stream/download/authcode/?");

    /** Look-alikes that need a browser's cookies. */
    private static final Pattern BROWSER_PATH =
            Pattern.compile(".*/stream/download/(?:v2/cover|all|preview|authcode)(?:/.*)?");

    static final String MEDIA_PATH = "/open-apis/drive/v1/medias/";
    private static final String BATCH = "batch_get_tmp_download_url";
    private static final String FILES_PATH = "/open-apis/drive/v1/files/";
    private static final Pattern SPACE_ID = Pattern.compile("[0-9]{5,25}");

    /** Path segments in front of the kind that older addresses carry. */
    private static final Pattern LEAD = Pattern.compile("space|drive|suite");

    private static final Map<String, PlatformAddress.Kind> KINDS =
            Map.ofEntries(
                    Map.entry("docx", PlatformAddress.Kind.DOCX),
                    Map.entry("docs", PlatformAddress.Kind.OLD_DOC),
                    Map.entry("doc", PlatformAddress.Kind.OLD_DOC),
                    Map.entry("sheets", PlatformAddress.Kind.SHEET),
                    Map.entry("sheet", PlatformAddress.Kind.SHEET),
                    Map.entry("spreadsheets", PlatformAddress.Kind.SHEET),
                    Map.entry("base", PlatformAddress.Kind.BASE),
                    Map.entry("bitable", PlatformAddress.Kind.BASE),
                    Map.entry("wiki", PlatformAddress.Kind.WIKI),
                    Map.entry("file", PlatformAddress.Kind.FILE),
                    Map.entry("folder", PlatformAddress.Kind.FOLDER),
                    Map.entry("slides", PlatformAddress.Kind.SLIDES),
                    Map.entry("mindnotes", PlatformAddress.Kind.MINDNOTE),
                    Map.entry("mindnote", PlatformAddress.Kind.MINDNOTE),
                    Map.entry("minutes", PlatformAddress.Kind.MINUTES));

    private AddressForms() {}

    /**
     * @param written the address as it stands in the text, with or without scheme or host
     */
    static Address of(String written) {
        String plain = written.replace("&amp;", "&");
        if (!plain.isEmpty() && BareCall.beginsAt(plain, 0)) {
            int query = indexOrEnd(plain, '?', 0);
            return plain.startsWith("/")
                    ? apiMedia(plain.substring(MEDIA_PATH.length(), query), plain.substring(query))
                    : apiMedia(BATCH, "?" + plain);
        }
        String url = withScheme(plain);
        int hostStart = url.indexOf("://") + 3;
        int pathStart = endOfHost(url, hostStart);
        String host = hostOf(url.substring(hostStart, pathStart));
        int queryStart = indexOrEnd(url, '?', pathStart);
        int pathEnd = Math.min(queryStart, indexOrEnd(url, '#', pathStart));
        String path = url.substring(pathStart, pathEnd);
        String query = pathEnd < queryStart ? "" : url.substring(queryStart);

        if (LINK_PATH.matcher(path).matches()) {
            String code = parameter(query, "code");
            boolean whole = code != null && TokenForm.isCode(code);
            return whole
                    ? new Address.Link(url.substring(0, indexOrEnd(url, '#', 0)))
                    : new Address.Useless(Rejected.Reason.LINK_WITHOUT_CODE);
        }
        if (BROWSER_PATH.matcher(path).matches()) {
            return new Address.Useless(Rejected.Reason.BROWSER_ONLY_LINK);
        }
        int media = path.indexOf(MEDIA_PATH);
        if (media >= 0) {
            return apiMedia(path.substring(media + MEDIA_PATH.length()), query);
        }
        return page(host, path, url);
    }

    /** Brand of a host, {@code PRIVATE} where it is none of the platform's. */
    static PlatformAddress.Brand brandOf(String host) {
        if (isWithin(host, "larkoffice.com")) {
            return PlatformAddress.Brand.AMBIGUOUS;
        }
        if (isWithin(host, "larksuite.com")) {
            return PlatformAddress.Brand.LARK;
        }
        return isWithin(host, "feishu.cn")
                ? PlatformAddress.Brand.FEISHU
                : PlatformAddress.Brand.PRIVATE;
    }

    /** Whether a host belongs to the platform; addresses on it need no scheme to be known. */
    static boolean isPlatformHost(String host) {
        return Platform.FEISHU.linkDomains().stream().anyMatch(domain -> isWithin(host, domain));
    }

    private static Address apiMedia(String rest, String query) {
        String extra = extraOf(query);
        List<String> tokens = new ArrayList<>();
        if (rest.startsWith(BATCH)) {
            forEachParameter(
                    query,
                    (name, value) -> {
                        if (name.equals("file_tokens") || name.equals("file_tokens[]")) {
                            for (String token : Percent.decode(value).split(",", -1)) {
                                if (TokenForm.isKeyed(token)) {
                                    tokens.add(token);
                                }
                            }
                        }
                    });
        } else {
            String token = rest.substring(0, indexOrEnd(rest, '/', 0));
            if (TokenForm.isKeyed(token)) {
                tokens.add(token);
            }
        }
        return tokens.isEmpty()
                ? new Address.Useless(Rejected.Reason.UNKNOWN_ADDRESS)
                : new Address.ApiMedia(List.copyOf(tokens), extra);
    }

    /**
     * The {@code extra} of a query: cut out as text, since it may be raw JSON, and decoded where it
     * is encoded.
     */
    static @Nullable String extraOf(String query) {
        int at = -1;
        do {
            at = query.indexOf("extra=", at + 1);
        } while (at > 0 && query.charAt(at - 1) != '?' && query.charAt(at - 1) != '&');
        if (at < 0) {
            return null;
        }
        String value = query.substring(at + "extra=".length());
        if (value.startsWith("{")) {
            int end = new Braces(query).endOfRawExtra(at + "extra=".length());
            return end < 0 ? null : query.substring(at + "extra=".length(), end);
        }
        value = value.substring(0, Math.min(indexOrEnd(value, '&', 0), indexOrEnd(value, '#', 0)));
        value = Percent.json(value);
        return value.isEmpty() ? null : value;
    }

    private static Address page(String host, String path, String url) {
        boolean known = isPlatformHost(host);
        PlatformAddress.Brand brand = brandOf(host);
        int file = path.indexOf(FILES_PATH);
        if (known && file >= 0) {
            String rest = path.substring(file + FILES_PATH.length());
            String token = rest.substring(0, indexOrEnd(rest, '/', 0));
            if (TokenForm.isKeyed(token)) {
                return new Address.Page(PlatformAddress.Kind.FILE, brand, token, url);
            }
        }
        List<String> segments = segments(path);
        Address.Page shared = shared(segments, brand, url);
        if (shared != null && (known || TokenForm.of(shared.token()) == TokenForm.SURE)) {
            return shared;
        }
        int at = !segments.isEmpty() && LEAD.matcher(segments.getFirst()).matches() ? 1 : 0;
        PlatformAddress.Kind kind = at < segments.size() ? KINDS.get(segments.get(at)) : null;
        if (kind != null && at + 1 < segments.size()) {
            String token = segments.get(at + 1);
            boolean settings = token.equals("settings") || token.equals("space");
            if (kind == PlatformAddress.Kind.WIKI && settings && at + 2 < segments.size()) {
                String space = segments.get(at + 2);
                if (SPACE_ID.matcher(space).matches()) {
                    return new Address.Page(PlatformAddress.Kind.WIKI_SETTINGS, brand, space, url);
                }
            }
            // an unknown host counts only with exactly the platform's shape: kind and a real token
            boolean exact = segments.size() == at + 2 && TokenForm.of(token) == TokenForm.SURE;
            if (known ? TokenForm.hasForm(token) : exact) {
                return new Address.Page(kind, brand, token, url);
            }
        }
        return known
                ? new Address.Page(PlatformAddress.Kind.OTHER_PAGE, brand, "", url)
                : new Address.Useless(Rejected.Reason.UNKNOWN_ADDRESS);
    }

    private static Address.@Nullable Page shared(
            List<String> segments, PlatformAddress.Brand brand, String url) {
        boolean isShared =
                segments.size() >= 3
                        && segments.get(0).equals("share")
                        && segments.get(1).equals("base");
        if (!isShared) {
            return null;
        }
        PlatformAddress.Kind kind =
                segments.get(2).equals("form")
                        ? PlatformAddress.Kind.SHARED_FORM
                        : PlatformAddress.Kind.SHARED_BASE;
        return new Address.Page(kind, brand, segments.getLast(), url);
    }

    /** Receives the raw name and value of one query parameter. */
    private interface Parameters {
        void accept(String name, String value);
    }

    private static @Nullable String parameter(String query, String wanted) {
        String[] first = new String[1];
        forEachParameter(
                query,
                (name, value) -> {
                    if (name.equals(wanted) && first[0] == null) {
                        first[0] = value;
                    }
                });
        return first[0];
    }

    private static void forEachParameter(String query, Parameters receiver) {
        int at = query.startsWith("?") ? 1 : 0;
        while (at < query.length()) {
            int end = Math.min(indexOrEnd(query, '&', at), indexOrEnd(query, '#', at));
            int equals = query.indexOf('=', at);
            if (equals >= 0 && equals < end) {
                receiver.accept(query.substring(at, equals), query.substring(equals + 1, end));
            }
            if (end < query.length() && query.charAt(end) == '#') {
                return;
            }
            at = end + 1;
        }
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (int at = 0; at < path.length() && segments.size() < 8; ) {
            int end = indexOrEnd(path, '/', at);
            if (end > at) {
                segments.add(path.substring(at, end));
            }
            at = end + 1;
        }
        return segments;
    }

    private static String withScheme(String written) {
        String lower = written.substring(0, Math.min(8, written.length())).toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://") || lower.startsWith("http://")) {
            int colon = written.indexOf(':');
            return written.substring(0, colon).toLowerCase(Locale.ROOT) + written.substring(colon);
        }
        return "https://" + (written.startsWith("//") ? written.substring(2) : written);
    }

    private static int endOfHost(String url, int from) {
        return Math.min(
                indexOrEnd(url, '/', from),
                Math.min(indexOrEnd(url, '?', from), indexOrEnd(url, '#', from)));
    }

    /** Host without user and port, in lower case. */
    private static String hostOf(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        int port = host.lastIndexOf(':');
        return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    }

    private static boolean isWithin(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static int indexOrEnd(String text, char c, int from) {
        int at = text.indexOf(c, from);
        return at < 0 ? text.length() : at;
    }
}
