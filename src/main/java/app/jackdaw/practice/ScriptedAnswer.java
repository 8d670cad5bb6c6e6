package app.jackdaw.practice;

import java.util.Map;

/**
 * An answer that a test puts in the place of the platform's own. Immutable.
 *
 * @param code of the platform, 0 where the answer has none
 * @param headers beside {@code Content-Type} and {@code X-Tt-Logid}
 */
public record ScriptedAnswer(
        int status,
        int code,
        String contentType,
        String body,
        Map<String, String> headers,
        ScriptedAnswer.Ending ending) {

    public enum Ending {
        WHOLE,
        /** Half of the promised body, then the connection is closed. */
        CUT
    }

    public ScriptedAnswer {
        headers = Map.copyOf(headers);
    }

    /** A refusal in the platform's own words. */
    public static ScriptedAnswer refusal(int status, int code, String message) {
        String body = "{\"code\":" + code + ",\"msg\":\"" + message + "\"}";
        return new ScriptedAnswer(
                status, code, "application/json; charset=utf-8", body, Map.of(), Ending.WHOLE);
    }

    /** What a proxy or a login page says: HTML where JSON was expected. */
    public static ScriptedAnswer html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    public static ScriptedAnswer of(int status, String contentType, String body) {
        return new ScriptedAnswer(status, 0, contentType, body, Map.of(), Ending.WHOLE);
    }

    public ScriptedAnswer withHeaders(Map<String, String> others) {
        return new ScriptedAnswer(status, code, contentType, body, others, ending);
    }

    public ScriptedAnswer cut() {
        return new ScriptedAnswer(status, code, contentType, body, headers, Ending.CUT);
    }
}
