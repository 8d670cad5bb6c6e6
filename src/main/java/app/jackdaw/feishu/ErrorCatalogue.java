package app.jackdaw.feishu;

import app.jackdaw.model.Problem.Cause;
import java.util.HashMap;
import java.util.Map;

/**
 * The platform's error codes and statuses: class and cause of each (reference, sections 1.3, 2.6
 * and 3.4). Immutable.
 */
final class ErrorCatalogue {

    record Meaning(ErrorClass errorClass, Cause cause) {}

    private static final Map<Integer, Meaning> CODES = new HashMap<>();

    static {
        put(ErrorClass.QUOTA, Cause.QUOTA_USED_UP, 99991403);
        put(
                ErrorClass.RATE,
                Cause.RATE_LIMITED,
                99991400,
                1061045,
                1254290,
                1254291,
                1310217,
                1310235,
                90217,
                2890006,
                1063006);
        put(
                ErrorClass.TOKEN,
                Cause.SIGN_IN_REJECTED,
                99991661,
                99991663,
                99991664,
                99991665,
                99991668,
                99991671,
                99991677,
                20005,
                1061005);
        put(ErrorClass.SCOPE, Cause.SCOPE_MISSING, 99991672, 99991676, 1061073);
        put(ErrorClass.SCOPE, Cause.USER_SCOPE_MISSING, 99991679);
        put(ErrorClass.APP, Cause.APP_STOPPED, 99991662, 99991673, 10014);
        put(ErrorClass.APP, Cause.APP_SECRET_WRONG, 10015);
        put(ErrorClass.APP, Cause.APP_UNKNOWN, 99991543);
        put(ErrorClass.APP, Cause.ADDRESS_NOT_ALLOWED, 99991401);
        put(ErrorClass.APP, Cause.WRONG_PLATFORM, 1000040351);
        put(ErrorClass.APP, Cause.NOT_A_PLATFORM, 99991201); // no such path at this address
        put(ErrorClass.FORBIDDEN, Cause.NOT_SHARED, 1061004, 1770032, 131006, 91403);
        put(ErrorClass.FORBIDDEN, Cause.CROSS_TENANT, 1064510, 1064511);
        put(ErrorClass.FORBIDDEN, Cause.ATTACHMENT_PERMISSION, 1254302, 1254303);
        put(ErrorClass.FORBIDDEN, Cause.CONTENT_REFUSED, 1061109, 1061113);
        put(ErrorClass.GONE, Cause.FILE_NOT_FOUND, 1061003, 1770002, 131005);
        put(ErrorClass.GONE, Cause.FILE_DELETED, 1061007, 1770003);
        put(ErrorClass.PARAM, Cause.TOKEN_MALFORMED, 1061002, 99992402, 9499, 10003);
        put(ErrorClass.RETRY, Cause.PLATFORM_TROUBLE, 1061001, 1061006, 1254607, 1255040, 1254036);
        put(ErrorClass.RETRY, Cause.PLATFORM_BUSY_MOVING, 1064230); // of no single token
    }

    private ErrorCatalogue() {}

    private static void put(ErrorClass errorClass, Cause cause, int... codes) {
        for (int code : codes) {
            CODES.put(code, new Meaning(errorClass, cause));
        }
    }

    /**
     * @param code of the answer, 0 when it has none
     * @param status of HTTP
     */
    static Meaning of(int code, int status) {
        Meaning known = CODES.get(code);
        if (known != null) {
            boolean slowDown = status == 429 && known.errorClass() != ErrorClass.QUOTA;
            return slowDown ? new Meaning(ErrorClass.RATE, Cause.RATE_LIMITED) : known;
        }
        if (status == 429) {
            return new Meaning(ErrorClass.RATE, Cause.RATE_LIMITED);
        }
        if (status == 401 && code == 0) {
            return new Meaning(ErrorClass.TOKEN, Cause.SIGN_IN_REJECTED);
        }
        return switch (status) {
            case 400 -> new Meaning(ErrorClass.PARAM, Cause.TOKEN_MALFORMED);
            case 403 -> new Meaning(ErrorClass.FORBIDDEN, Cause.FORBIDDEN);
            case 404 -> new Meaning(ErrorClass.GONE, Cause.FILE_NOT_FOUND);
            default ->
                    status >= 500
                            ? new Meaning(ErrorClass.RETRY, Cause.PLATFORM_TROUBLE)
                            : new Meaning(ErrorClass.UNKNOWN, Cause.ANSWER_UNKNOWN);
        };
    }
}
