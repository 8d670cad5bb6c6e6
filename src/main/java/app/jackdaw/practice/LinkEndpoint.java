package app.jackdaw.practice;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /open-apis/drive/v1/medias/batch_get_tmp_download_url}: temporary links for at most
 * five media tokens (reference, section 1). One bad token makes the whole call fail, the hardest of
 * the possible behaviours; good answers come in any order. Any thread.
 */
final class LinkEndpoint {

    static final String PATH = "/open-apis/drive/v1/medias/batch_get_tmp_download_url";

    private static final Pattern BEARER = Pattern.compile("Bearer ([!-~]+)");

    private final ExampleDocuments documents;
    private final AccessTokens accessTokens;
    private final LinkRegister links;
    private final Throttle throttle;
    private final Random order;

    LinkEndpoint(
            ExampleDocuments documents,
            AccessTokens accessTokens,
            LinkRegister links,
            PracticeSettings settings) {
        this.documents = documents;
        this.accessTokens = accessTokens;
        this.links = links;
        this.throttle = new Throttle(settings.nanos());
        this.order = new Random(settings.seed());
    }

    /**
     * @param authorization the values of that header, null where there is none
     * @param linkHost scheme, host and port of the links
     * @param leftOut tokens that a good answer lacks
     */
    Answer answer(
            @Nullable List<String> authorization,
            LinkQuery query,
            URI linkHost,
            Predicate<String> leftOut) {
        Answer objection = objectionTo(authorization);
        if (objection != null) {
            return objection;
        }
        OptionalLong wait = throttle.admit();
        if (wait.isPresent()) {
            return Answer.tooFrequent(Throttle.CALLS, wait.getAsLong());
        }
        if (query.objection() != null) {
            return query.objection();
        }
        JsonNode extra = null;
        if (query.extra() != null) {
            extra = readExtra(query.extra());
            if (extra == null) {
                return Answer.wrongParameter("extra", query.extra(), "extra is not a JSON object");
            }
        }
        List<PracticeDocument> found = new ArrayList<>();
        for (String token : new LinkedHashSet<>(query.fileTokens())) {
            PracticeDocument document = documents.find(token);
            Answer refusal = document == null ? notFound() : refusalOf(document, extra);
            if (refusal != null) {
                return refusal;
            }
            if (document != null && !leftOut.test(token)) {
                found.add(document);
            }
        }
        return linksTo(found, linkHost);
    }

    private Answer linksTo(List<PracticeDocument> found, URI linkHost) {
        Collections.shuffle(found, order);
        Answer answer = Answer.success("success");
        ArrayNode urls = answer.body().putObject("data").putArray("tmp_download_urls");
        for (PracticeDocument document : found) {
            ObjectNode entry = urls.addObject();
            entry.put("file_token", document.token());
            entry.put(
                    "tmp_download_url",
                    linkHost + LinkSide.PATH + "?code=" + links.issue(document));
        }
        return answer;
    }

    private @Nullable Answer objectionTo(@Nullable List<String> authorization) {
        if (authorization == null || authorization.isEmpty()) {
            return Answer.refusal(400, Answer.TOKEN_ABSENT, "Missing access token");
        }
        Matcher bearer = BEARER.matcher(authorization.getFirst());
        if (authorization.size() > 1 || !bearer.matches()) {
            return Answer.refusal(400, Answer.TOKEN_GARBLED, "Malformed access token");
        }
        String token = bearer.group(1);
        if (token.startsWith("t-")) {
            return accessTokens.accepts(token)
                    ? null
                    : Answer.refusal(
                            400, Answer.TENANT_TOKEN_INVALID, "Invalid tenant access token");
        }
        // user tokens have a prefix of their own or are JSON Web Tokens; nobody signs in here
        boolean user = token.startsWith("u-") || token.startsWith("eyJ");
        return user
                ? Answer.refusal(400, Answer.USER_TOKEN_INVALID, "Invalid user access token")
                : Answer.refusal(400, Answer.TOKEN_GARBLED, "Malformed access token");
    }

    private static Answer notFound() {
        return Answer.refusal(404, Answer.MEDIA_NOT_FOUND, "not found.");
    }

    private static @Nullable Answer refusalOf(PracticeDocument document, @Nullable JsonNode extra) {
        return switch (document.fate()) {
            case GONE -> Answer.refusal(404, Answer.MEDIA_DELETED, "file has been delete.");
            case FORBIDDEN -> Answer.refusal(403, Answer.MEDIA_FORBIDDEN, "forbidden.");
            case SERVED ->
                    document.tableId() == null || opens(extra, document)
                            ? null
                            : Answer.refusal(403, Answer.MEDIA_FORBIDDEN, "forbidden.");
        };
    }

    /** Encoded twice or not JSON, it is no object after decoding it once. */
    private static @Nullable JsonNode readExtra(String extra) {
        try {
            JsonNode json = JsonMapper.shared().readTree(extra);
            return json.isObject() ? json : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The right table, and where the extra lists attachments, the document among them. */
    private static boolean opens(@Nullable JsonNode extra, PracticeDocument document) {
        JsonNode permission = extra == null ? null : extra.path("bitablePerm");
        if (permission == null
                || !permission.path("tableId").asString("").equals(document.tableId())) {
            return false;
        }
        JsonNode fields = permission.path("attachments");
        if (fields.isMissingNode()) {
            return true;
        }
        for (JsonNode field : fields) {
            for (JsonNode record : field) {
                for (JsonNode token : record) {
                    if (token.asString("").equals(document.token())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
