package app.jackdaw.feishu;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.Secret;
import app.jackdaw.model.ServerWord;
import app.jackdaw.net.ApiAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what came back in place of an answer of the platform: the answer, a refusal, or anything
 * else that a network can put there. Stateless.
 */
final class Reply {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Reply() {}

    /**
     * @param sent what proved who asked; it is not shown, should the answer repeat it
     * @return the whole JSON object of a successful answer
     * @throws PlatformRefusal when it is none, with the platform's code, status and log id
     */
    static JsonNode read(ApiAnswer answer, Platform platform, Secret sent) throws PlatformRefusal {
        String body = withoutMark(answer.body()).strip();
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (UnexpectedEndOfInputException cut) {
            throw withoutCode(answer, body.isEmpty() ? Cause.ANSWER_NOT_JSON : Cause.ANSWER_CUT);
        } catch (JacksonException notJson) {
            throw withoutCode(answer, Cause.ANSWER_NOT_JSON);
        }
        if (json == null || !json.isObject()) {
            boolean nothing = json == null || json.isMissingNode();
            throw withoutCode(answer, nothing ? Cause.ANSWER_NOT_JSON : Cause.ANSWER_UNKNOWN);
        }
        Optional<Integer> code = code(json.path("code"));
        if (code.isEmpty()) {
            throw withoutCode(answer, Cause.ANSWER_UNKNOWN);
        }
        if (code.get() != 0) {
            throw refused(answer, json, code.get(), platform, sent);
        }
        return json;
    }

    /** A byte order mark in front is no part of the JSON, though some servers put one there. */
    private static String withoutMark(String body) {
        return body.startsWith("\uFEFF") ? body.substring(1) : body;
    }

    /** An answer with {@code code} 0 whose content is not what the documentation promises. */
    static PlatformRefusal unknownShape(ApiAnswer answer, JsonNode json) {
        return new PlatformRefusal(
                ErrorClass.UNKNOWN,
                facts(Problem.of(Cause.ANSWER_UNKNOWN), answer, logId(answer, json), 0));
    }

    private static PlatformRefusal refused(
            ApiAnswer answer, JsonNode json, int code, Platform platform, Secret sent) {
        ErrorCatalogue.Meaning meaning = ErrorCatalogue.of(code, answer.status());
        JsonNode error = json.path("error");
        Problem problem =
                meaning.errorClass() == ErrorClass.SCOPE
                        ? scopeProblem(meaning.cause(), error, platform)
                        : Problem.of(meaning.cause());
        return new PlatformRefusal(
                meaning.errorClass(),
                facts(problem, answer, logId(answer, json), code)
                        .saying(
                                ServerWord.Speaker.PLATFORM,
                                without(sent, text(json.path("msg")))));
    }

    private static String without(Secret sent, String said) {
        String secret = sent.value();
        return secret.isEmpty() ? said : said.replace(secret, "•••");
    }

    /** Neither success nor a refusal in the platform's words: the status says what it can. */
    private static PlatformRefusal withoutCode(ApiAnswer answer, Cause damage) {
        int status = answer.status();
        ErrorCatalogue.Meaning byStatus = ErrorCatalogue.of(0, status);
        boolean failed = status >= 400;
        // A page in place of a refusal is somebody else's; an empty or bare one says its status.
        boolean page = damage == Cause.ANSWER_NOT_JSON && !answer.body().isBlank();
        boolean foreign = page && (status == 400 || status == 403 || status == 404);
        ErrorClass errorClass;
        if (failed) {
            errorClass = byStatus.errorClass();
        } else {
            errorClass = damage == Cause.ANSWER_UNKNOWN ? ErrorClass.UNKNOWN : ErrorClass.RETRY;
        }
        Cause cause = failed && !foreign ? byStatus.cause() : damage;
        return new PlatformRefusal(
                errorClass, facts(Problem.of(cause), answer, logId(answer, JSON.missingNode()), 0));
    }

    private static Problem facts(Problem problem, ApiAnswer answer, String logId, int code) {
        return problem.withHttpStatus(answer.status()).withLogId(logId).withPlatformCode(code);
    }

    /** A whole number, also where it is written as text. */
    private static Optional<Integer> code(JsonNode node) {
        String text = node.isString() ? node.stringValue().strip() : node.toString();
        boolean number = node.isString() || node.isIntegralNumber();
        return number && text.matches("-?\\d{1,9}|1\\d{9}")
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static String logId(ApiAnswer answer, JsonNode json) {
        JsonNode error = json.path("error");
        Stream<String> candidates =
                Stream.of(
                        text(error.path("log_id")),
                        text(error.path("logid")),
                        text(json.path("log_id")),
                        answer.header("x-tt-logid").orElse(""),
                        answer.header("x-request-id").orElse(""));
        return candidates
                .filter(candidate -> candidate.matches("[A-Za-z0-9_.:-]{1,128}"))
                .findFirst()
                .orElse("");
    }

    private static Problem scopeProblem(Cause byCode, JsonNode error, Platform platform) {
        List<String> scopes = new ArrayList<>();
        for (JsonNode violation : error.path("permission_violations")) {
            String scope = text(violation.path("subject"));
            if (!scope.isEmpty() && !scopes.contains(scope)) {
                scopes.add(scope);
            }
        }
        if (scopes.isEmpty() && platform.equals(Platform.FEISHU)) {
            scopes.add("docs:document.media:download"); // the narrowest of the documented ones
        }
        return Problem.of(byCode, String.join(", ", scopes), console(error, platform));
    }

    /** The console's address that the answer names, if it is one of the platform's, else empty. */
    private static String console(JsonNode error, Platform platform) {
        for (JsonNode help : error.path("helps")) {
            String address = text(help.path("url"));
            if (isPlatformPage(address, platform)) {
                return address;
            }
        }
        return "";
    }

    private static boolean isPlatformPage(String address, Platform platform) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean known =
                host.equals(platform.apiBase().getHost())
                        || platform.linkDomains().stream()
                                .anyMatch(domain ->
                                        host.equals(domain) || host.endsWith("." + domain));
        return known && "https".equalsIgnoreCase(uri.getScheme()) && uri.getRawUserInfo() == null;
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue().strip() : "";
    }
}
