package app.jackdaw.ui.problems;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.problems.ProblemsController.Remedies;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the first button of a problem does. Its label is the cause's {@code .action} text, which
 * there is for every kind but {@link #NONE}. The button is pressed on the FX thread.
 */
enum Mend {
    /** Leads to the credentials; whether they are sent anywhere is decided there. */
    CREDENTIALS,
    /** Starts the example and does the same there. */
    EXAMPLE,
    /** Opens the console page that grants what is missing. */
    PAGE,
    /** Opens the platform's own explanation. */
    HOW_TO,
    /** Asks for a folder to save into. */
    FOLDER,
    /** Does the same again with a link that the platform is asked for. */
    NEW_LINK,
    /** Does the same again. */
    RETRY,
    /** Nothing that a button here could do. */
    NONE;

    /** Third question there: how to let an application download what a document holds. */
    private static final String HELP_PATH =
            "/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/faq";

    static Mend of(Problem.Cause cause) {
        return switch (cause) {
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
                    SIGN_IN_REJECTED,
                    ACCESS_TOKEN_REJECTED,
                    CROSS_TENANT,
                    NOT_OF_THE_EXAMPLE,
                    LINK_TO_THIS_COMPUTER ->
                    CREDENTIALS;
            case OF_THE_EXAMPLE -> EXAMPLE;
            case SCOPE_MISSING, USER_SCOPE_MISSING -> PAGE;
            case NOT_SHARED, FORBIDDEN, ATTACHMENT_PERMISSION -> HOW_TO;
            case DISK_FULL,
                    FOLDER_NOT_WRITABLE,
                    FOLDER_GONE,
                    NAME_REFUSED,
                    FILE_TOO_LARGE,
                    DISK_FAILED ->
                    FOLDER;
            case LINK_INVALID,
                    LINK_REFUSED,
                    LINK_GONE,
                    ERROR_PAGE,
                    SERVER_REFUSES,
                    TOO_MANY_REDIRECTS,
                    REDIRECT_REFUSED ->
                    NEW_LINK;
            case NOT_RETURNED,
                    RATE_LIMITED,
                    PLATFORM_TROUBLE,
                    PLATFORM_BUSY_MOVING,
                    NOT_ASKED,
                    ANSWER_NOT_JSON,
                    ANSWER_CUT,
                    ANSWER_UNKNOWN,
                    HOST_NOT_FOUND,
                    CONNECTION_REFUSED,
                    NETWORK_UNREACHABLE,
                    TIMED_OUT,
                    CONNECTION_CUT,
                    PROXY_FAILED,
                    PROTOCOL_BROKEN,
                    INTERCEPTED,
                    ENCODED_BODY,
                    INCOMPLETE,
                    SIZE_DIFFERS,
                    STALLED,
                    TOO_SLOW,
                    SLIVERS,
                    SERVER_TROUBLE,
                    PART_CHANGED,
                    TOO_MANY_OPEN_FILES,
                    INTERNAL ->
                    RETRY;
            case APP_STOPPED,
                    ADDRESS_NOT_ALLOWED,
                    EXTRA_REFUSED,
                    CONTENT_REFUSED,
                    TOKEN_MALFORMED,
                    FILE_NOT_FOUND,
                    FILE_DELETED,
                    QUOTA_USED_UP,
                    LINK_HOST_UNEXPECTED,
                    LINK_NOT_SECURE,
                    PASTED_LINK_EXPIRED,
                    PASTED_LINK_FORGOTTEN,
                    TLS_FAILED,
                    PROXY_LOGIN,
                    FOLDER_REFUSED,
                    NAME_NOT_SPELLED,
                    LEDGER_DAMAGED,
                    LEDGER_NEWER,
                    LEDGER_LOCKED,
                    LEDGER_READ_ONLY,
                    LEDGER_FAILED,
                    LEDGER_NO_ROOM,
                    LEDGER_NOT_SPELLED,
                    SETTINGS_DAMAGED,
                    SETTINGS_NEWER,
                    SETTINGS_NOT_READ,
                    SETTINGS_NOT_SAVED ->
                    NONE;
        };
    }

    /**
     * Whether a row that waits for this to pass would wait for ever without somebody who does
     * something about it; other waits pass, and are told where they show: in the row.
     */
    static boolean needsPerson(Problem.Cause cause) {
        return switch (of(cause)) {
            case CREDENTIALS, EXAMPLE, PAGE, HOW_TO, FOLDER -> true;
            case NEW_LINK, RETRY -> false;
            case NONE ->
                    cause == Problem.Cause.LEDGER_FAILED || cause == Problem.Cause.LEDGER_NO_ROOM;
        };
    }

    /**
     * Whether the same again may end otherwise, if need be after something was mended elsewhere.
     * What a pasted link cannot do it never can; for a name it takes another start of Jackdaw.
     */
    static boolean canEndOtherwise(Problem problem) {
        return switch (problem.cause()) {
            case PASTED_LINK_EXPIRED, PASTED_LINK_FORGOTTEN -> false;
            case NAME_NOT_SPELLED ->
                    !problem.arguments().isEmpty()
                            && problem.arguments().stream().allMatch(Mend::isSpelled);
            default -> true;
        };
    }

    /** Whether the system can spell the name in the language that it was started with. */
    private static boolean isSpelled(String name) {
        try {
            return Path.of(name).getNameCount() > 0;
        } catch (InvalidPathException notHere) {
            return false;
        }
    }

    /**
     * Empty where there is nothing to press, also when the platform named no page, or would be
     * asked for links that it did not give.
     */
    Optional<Runnable> action(ProblemGroup group, Remedies remedies, Platform.Kind platform) {
        return switch (this) {
            case CREDENTIALS -> Optional.of(remedies.credentials());
            case EXAMPLE -> Optional.of(() -> remedies.example().accept(group.rows()));
            case PAGE -> page(group.problem()).map(page -> () -> remedies.browse().accept(page));
            case HOW_TO -> Optional.of(() -> remedies.browse().accept(help(platform)));
            case FOLDER -> Optional.of(() -> remedies.chooseFolder().accept(group.rows()));
            case NEW_LINK ->
                    group.renewable().isEmpty()
                            ? Optional.empty()
                            : Optional.of(() -> remedies.retry().accept(group.renewable()));
            case RETRY -> Optional.of(() -> remedies.retry().accept(group.rows()));
            case NONE -> Optional.empty();
        };
    }

    /** The console page that grants a missing scope, where the platform named one. */
    private static Optional<URI> page(Problem problem) {
        List<String> arguments = problem.arguments();
        return arguments.size() < 2 || arguments.get(1).isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create(arguments.get(1)));
    }

    /** A deployment of one's own has no help pages that we know; Feishu's describe its steps. */
    private static URI help(Platform.Kind platform) {
        Platform teller = platform == Platform.Kind.LARK ? Platform.LARK : Platform.FEISHU;
        return teller.apiBase().resolve(HELP_PATH);
    }
}
