package app.jackdaw.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as facts: a cause, its arguments, and what support asks for. Never a sentence
 * (those are messages, one per cause and language, but for the words of servers, which belong into
 * details), never a secret, never a whole link. Immutable.
 *
 * @param arguments fill the placeholders of the cause's sentences, in the order the cause documents
 * @param platformCode the {@code code} of the platform's answer, 0 when there was none
 * @param httpStatus 0 when there was no answer
 * @param logId the platform's request id, empty when there was none
 * @param at when it happened, null where nobody needs to know
 * @param said what servers said of it in their own words, in that order
 */
public record Problem(
        Cause cause,
        List<String> arguments,
        int platformCode,
        int httpStatus,
        String logId,
        @Nullable Instant at,
        List<ServerWord> said) {

    /**
     * Every way a thing can fail. Messages: {@code problem.CAUSE.short}, {@code .what}, {@code
     * .remedy}, and {@code .waits} in place of the last while it goes on by itself. {@link
     * #retryHelps} says whether trying the same again can change anything.
     */
    public enum Cause {
        // identity
        CREDENTIALS_MISSING(false),
        CONNECT_FIRST(false),
        APP_ID_SHAPE(false),
        ACCESS_TOKEN_SHAPE(false),
        BASE_ADDRESS_INVALID(false),
        BASE_ADDRESS_INSECURE(false),
        APP_SECRET_WRONG(false),
        APP_UNKNOWN(false),
        WRONG_PLATFORM(false),
        NOT_A_PLATFORM(false),
        APP_STOPPED(false),
        ADDRESS_NOT_ALLOWED(false),
        SIGN_IN_REJECTED(true),
        ACCESS_TOKEN_REJECTED(false),

        // permission; SCOPE_MISSING and USER_SCOPE_MISSING: {0} scopes, {1} console address or ""
        SCOPE_MISSING(false),
        USER_SCOPE_MISSING(false),
        NOT_SHARED(false),
        FORBIDDEN(false),
        CROSS_TENANT(false),
        ATTACHMENT_PERMISSION(false),
        EXTRA_REFUSED(false),
        CONTENT_REFUSED(false),
        NOT_OF_THE_EXAMPLE(false),
        OF_THE_EXAMPLE(false),

        // the token
        TOKEN_MALFORMED(false),
        FILE_NOT_FOUND(false),
        FILE_DELETED(false),
        NOT_RETURNED(true),

        // the platform; QUOTA_USED_UP and RATE_LIMITED stop the lane
        QUOTA_USED_UP(false),
        RATE_LIMITED(true),
        PLATFORM_TROUBLE(true),
        PLATFORM_BUSY_MOVING(true),
        NOT_ASKED(true),
        ANSWER_NOT_JSON(true),
        ANSWER_CUT(true),
        ANSWER_UNKNOWN(true),

        // the link; LINK_HOST_UNEXPECTED, LINK_TO_THIS_COMPUTER: {0} host
        LINK_INVALID(true),
        LINK_HOST_UNEXPECTED(false),
        LINK_TO_THIS_COMPUTER(false),
        LINK_NOT_SECURE(false),
        LINK_REFUSED(true),
        LINK_GONE(true),
        PASTED_LINK_EXPIRED(false),
        PASTED_LINK_FORGOTTEN(false),

        // the network; HOST_NOT_FOUND, CONNECTION_REFUSED, TLS_FAILED: {0} host
        HOST_NOT_FOUND(true),
        CONNECTION_REFUSED(true),
        NETWORK_UNREACHABLE(true),
        TIMED_OUT(true),
        CONNECTION_CUT(true),
        TLS_FAILED(false),
        PROXY_LOGIN(false),
        PROXY_FAILED(true),
        PROTOCOL_BROKEN(true),

        // the transfer; SIZE_DIFFERS: {0} expected bytes, {1} received bytes, ">" before it if more
        ERROR_PAGE(true),
        INTERCEPTED(true),
        ENCODED_BODY(true),
        INCOMPLETE(true),
        SIZE_DIFFERS(true),
        STALLED(true),
        TOO_SLOW(true),
        SLIVERS(true),
        SERVER_TROUBLE(true),
        SERVER_REFUSES(true),
        TOO_MANY_REDIRECTS(true),
        REDIRECT_REFUSED(true),

        // the disk; DISK_FULL: see LackOfRoom; NAME_NOT_SPELLED: {0} name; the others {0} path
        DISK_FULL(true),
        FOLDER_NOT_WRITABLE(true),
        FOLDER_GONE(true),
        FOLDER_REFUSED(false),
        NAME_REFUSED(false),
        FILE_TOO_LARGE(false),
        NAME_NOT_SPELLED(false),
        DISK_FAILED(true),
        PART_CHANGED(true),

        // the list of wanted files; {0} path, of LEDGER_DAMAGED that of the file set aside, of
        // LEDGER_NO_ROOM that of its folder
        LEDGER_DAMAGED(false),
        LEDGER_NEWER(false),
        LEDGER_LOCKED(false),
        LEDGER_READ_ONLY(false),
        LEDGER_FAILED(true),
        LEDGER_NO_ROOM(true),
        LEDGER_NOT_SPELLED(false),

        // the settings; {0} path, of SETTINGS_DAMAGED that of the file set aside
        SETTINGS_DAMAGED(false),
        SETTINGS_NEWER(false),
        SETTINGS_NOT_READ(false),
        SETTINGS_NOT_SAVED(true),

        /** The system has no more open files or connections to give. */
        TOO_MANY_OPEN_FILES(true),

        /** A mistake of ours; {0} kind of failure. Details are in the log. */
        INTERNAL(true);

        private final boolean retryHelps;

        Cause(boolean retryHelps) {
            this.retryHelps = retryHelps;
        }

        public boolean retryHelps() {
            return retryHelps;
        }

        /** Whether other credentials, and nothing else, would help. */
        public boolean concernsIdentity() {
            return switch (this) {
                case CREDENTIALS_MISSING,
                        CONNECT_FIRST,
                        APP_ID_SHAPE,
                        ACCESS_TOKEN_SHAPE,
                        BASE_ADDRESS_INVALID,
                        BASE_ADDRESS_INSECURE,
                        APP_SECRET_WRONG,
                        APP_UNKNOWN,
                        WRONG_PLATFORM,
                        NOT_A_PLATFORM,
                        APP_STOPPED,
                        ADDRESS_NOT_ALLOWED,
                        SIGN_IN_REJECTED,
                        ACCESS_TOKEN_REJECTED ->
                        true;
                default -> false;
            };
        }

        /** Whether the link is at fault, and the same with another one may work. */
        public boolean wantsAnotherLink() {
            return switch (this) {
                case LINK_INVALID,
                        LINK_REFUSED,
                        LINK_GONE,
                        ERROR_PAGE,
                        SERVER_REFUSES,
                        TOO_MANY_REDIRECTS,
                        REDIRECT_REFUSED ->
                        true;
                default -> false;
            };
        }
    }

    /**
     * Second argument of {@code TIMED_OUT}: not even a connection came about. A host that is slow
     * looks different; a network that swallows everything looks like this.
     */
    public static final String NOT_CONNECTED = "NotConnected";

    public Problem {
        arguments = List.copyOf(arguments);
        said = List.copyOf(said);
    }

    public static Problem of(Cause cause, String... arguments) {
        return new Problem(cause, List.of(arguments), 0, 0, "", null, List.of());
    }

    public Problem withPlatformCode(int code) {
        return new Problem(cause, arguments, code, httpStatus, logId, at, said);
    }

    public Problem withHttpStatus(int status) {
        return new Problem(cause, arguments, platformCode, status, logId, at, said);
    }

    public Problem withLogId(String id) {
        return new Problem(cause, arguments, platformCode, httpStatus, id, at, said);
    }

    public Problem at(Instant instant) {
        return new Problem(cause, arguments, platformCode, httpStatus, logId, instant, said);
    }

    public Problem withSaid(List<ServerWord> words) {
        return new Problem(cause, arguments, platformCode, httpStatus, logId, at, words);
    }

    /** With these words of the answer whose status is known already, if there are any. */
    public Problem saying(ServerWord.Speaker speaker, String text) {
        ServerWord word = new ServerWord(speaker, httpStatus, text);
        return word.text().isEmpty() ? this : withSaid(List.of(word));
    }

    /** Another cause for the same answer. */
    public Problem withFactsOf(Problem other) {
        return withPlatformCode(other.platformCode)
                .withHttpStatus(other.httpStatus)
                .withLogId(other.logId)
                .withSaid(other.said);
    }
}
