package app.jackdaw.practice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /open-apis/auth/v3/tenant_access_token/internal}: a self-built application's token
 * for its App ID and App Secret (reference, section 2.2). Any thread.
 */
final class TokenEndpoint {

    static final String PATH = "/open-apis/auth/v3/tenant_access_token/internal";

    private static final Pattern APP_ID = Pattern.compile("cli_[0-9A-Za-z]{16}");

    private final PracticeApp app;
    private final AccessTokens accessTokens;

    TokenEndpoint(PracticeApp app, AccessTokens accessTokens) {
        this.app = app;
        this.accessTokens = accessTokens;
    }

    Answer answer(@Nullable String contentType, byte[] body, boolean appStopped) {
        if (contentType == null
                || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return wrong("the body has to be application/json");
        }
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return wrong("the body is not JSON");
        }
        JsonNode appId = json.path("app_id");
        JsonNode secret = json.path("app_secret");
        if (!appId.isString() || !APP_ID.matcher(appId.stringValue()).matches()) {
            return wrong("app_id is missing or malformed");
        }
        if (!secret.isString() || secret.stringValue().isEmpty()) {
            return wrong("app_secret is missing or malformed");
        }
        if (!app.id().equals(appId.stringValue())) {
            return Answer.refusal(400, Answer.APP_ID_UNKNOWN, "app id not exists");
        }
        if (!isSecret(secret.stringValue())) {
            // older endpoints state such things in the body of a 200
            return Answer.refusal(200, Answer.SECRET_WRONG, "app secret invalid");
        }
        if (appStopped) {
            return Answer.refusal(200, Answer.APP_STOPPED, "app is not in use");
        }
        AccessTokens.Issued issued = accessTokens.issue();
        Answer answer = Answer.success("ok");
        answer.body().put("tenant_access_token", issued.token());
        answer.body().put("expire", issued.remaining().toSeconds());
        return answer;
    }

    private boolean isSecret(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8),
                app.secret().value().getBytes(StandardCharsets.UTF_8));
    }

    private static Answer wrong(String what) {
        return Answer.refusal(400, Answer.PARAMETER_WRONG, "invalid param: " + what);
    }
}
