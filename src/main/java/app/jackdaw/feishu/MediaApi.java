package app.jackdaw.feishu;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The endpoints for media inside documents. Any thread; blocks. */
public final class MediaApi {

    /** The endpoint's official page: at most five tokens in a call. */
    public static final int MOST_TOKENS = 5;

    private static final String PATH = "/open-apis/drive/v1/medias/batch_get_tmp_download_url";

    private final FeishuSession session;

    MediaApi(FeishuSession session) {
        this.session = session;
    }

    /**
     * Asks for temporary links.
     *
     * @param tokens one to {@link #MOST_TOKENS}, distinct
     * @param extra JSON text, not URL-encoded; holds for the whole call
     * @return links by token, in no order; a token that the platform left out is missing, one that
     *     it gave without a link has the empty text; the links are not judged
     * @throws PlatformRefusal when the call as a whole brought nothing
     */
    public Map<String, String> temporaryLinks(List<String> tokens, @Nullable String extra)
            throws PlatformRefusal, InterruptedException {
        if (tokens.isEmpty() || tokens.size() > MOST_TOKENS) {
            throw new IllegalArgumentException(tokens.size() + " tokens in a call");
        }
        StringBuilder query = new StringBuilder(PATH);
        for (String token : tokens) {
            query.append(query.length() == PATH.length() ? '?' : '&');
            query.append("file_tokens=").append(encode(token));
        }
        if (extra != null && !extra.isBlank()) {
            query.append("&extra=").append(encode(extra));
        }
        FeishuSession.Success success = session.get(query.toString());
        JsonNode data = success.json().path("data");
        JsonNode list = data.path("tmp_download_urls");
        boolean nothing = data.isObject() && (list.isNull() || list.isMissingNode());
        if (nothing) {
            return Map.of(); // how some servers write an empty list
        }
        if (!list.isArray()) {
            throw Reply.unknownShape(success.answer(), success.json());
        }
        return links(list, Set.copyOf(tokens));
    }

    private static Map<String, String> links(JsonNode list, Set<String> wanted) {
        Map<String, String> links = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            JsonNode token = entry.path("file_token");
            String name = token.isString() || token.isNumber() ? token.asString().strip() : "";
            if (wanted.contains(name)) {
                JsonNode url = entry.path("tmp_download_url");
                String link = url.isString() ? url.stringValue().strip() : "";
                // Of several entries for one token the first that has a link counts.
                links.merge(name, link, (first, second) -> first.isEmpty() ? second : first);
            }
        }
        return links;
    }

    /** Percent encoding of everything but letters, digits and {@code -._~}, exactly once. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
