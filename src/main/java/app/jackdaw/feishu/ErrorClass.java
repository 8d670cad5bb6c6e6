package app.jackdaw.feishu;

/** What the platform's refusals have in common for whoever must act on them. */
public enum ErrorClass {
    /** The tenant's monthly calls are used up; asking again is pointless. */
    QUOTA,
    /** Too many calls; the lane has waited and asked again in vain. */
    RATE,
    /** The access token is not accepted, also not after it was issued anew. */
    TOKEN,
    /** A permission is missing; no call of this kind will succeed. */
    SCOPE,
    /** The application itself is wrong, stopped or not allowed here. */
    APP,
    /** The identity has no right on what was asked for. */
    FORBIDDEN,
    /** What was asked for is not there. */
    GONE,
    /** The platform did not understand what was asked for. */
    PARAM,
    /** A passing trouble at the other side, or an answer that was damaged on its way. */
    RETRY,
    /** The platform cannot be reached at all. */
    NETWORK,
    /** Anything else. */
    UNKNOWN;

    /** Whether one bad token of several can be the reason. */
    public boolean mayBeOneOfSeveral() {
        return this == FORBIDDEN || this == GONE || this == PARAM || this == UNKNOWN;
    }

    /** Whether every other call of this identity would end the same way. */
    public boolean concernsEveryCall() {
        return switch (this) {
            case QUOTA, RATE, TOKEN, SCOPE, APP, NETWORK -> true;
            case FORBIDDEN, GONE, PARAM, RETRY, UNKNOWN -> false;
        };
    }
}
