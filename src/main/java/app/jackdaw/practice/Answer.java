package app.jackdaw.practice;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of the API side before it gets its log id. Built by one thread, then left alone.
 *
 * @param headers beside those that every answer has
 */
record Answer(int status, ObjectNode body, Map<String, String> headers) {

    /** One who asks for what does not exist, or by the wrong method. */
    static final int PATH_UNKNOWN = 99991201;

    static final int TOKEN_ABSENT = 99991661;
    static final int TENANT_TOKEN_INVALID = 99991663;
    static final int USER_TOKEN_INVALID = 99991668;
    static final int TOKEN_GARBLED = 99991671;
    static final int TOO_FREQUENT = 99991400;
    static final int APP_ID_UNKNOWN = 99991543;
    static final int PARAMETER_WRONG = 10003;
    static final int APP_STOPPED = 10014;
    static final int SECRET_WRONG = 10015;
    static final int MEDIA_PARAMETER_WRONG = 1061002;
    static final int MEDIA_NOT_FOUND = 1061003;
    static final int MEDIA_FORBIDDEN = 1061004;
    static final int MEDIA_DELETED = 1061007;
    static final int INTERNAL = 1061001;

    /** An empty success, to be filled. */
    static Answer success(String message) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        return new Answer(200, body.put("code", 0).put("msg", message), Map.of());
    }

    static Answer refusal(int status, int code, String message) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("code", code).put("msg", message);
        body.putObject("error").put("message", message);
        return new Answer(status, body, Map.of());
    }

    /** A parameter of the media endpoint is not as documented. */
    static Answer wrongParameter(String field, String value, String description) {
        Answer answer = refusal(400, MEDIA_PARAMETER_WRONG, "params error.");
        ObjectNode violation =
                answer.body.withObject("/error").putArray("field_violations").addObject();
        violation.put("field", field).put("value", value).put("description", description);
        return answer;
    }

    /** HTTP 429 with the two headers of the platform's gateway; {@code Retry-After} is not sent. */
    static Answer tooFrequent(int limit, long seconds) {
        Answer answer = refusal(429, TOO_FREQUENT, "request trigger frequency limit");
        return new Answer(
                answer.status,
                answer.body,
                Map.of(
                        "x-ogw-ratelimit-limit", Integer.toString(limit),
                        "x-ogw-ratelimit-reset", Long.toString(seconds)));
    }

    int code() {
        return body.path("code").asInt();
    }
}
