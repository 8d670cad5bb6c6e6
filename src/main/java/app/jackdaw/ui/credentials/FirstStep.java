package app.jackdaw.ui.credentials;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.model.ConnectionState;
import app.jackdaw.ui.model.CredentialsEntry;
import app.jackdaw.ui.model.IdentityKind;

/**
 * Where in the panel somebody goes on: a field that is empty, else the one that is known to be
 * wrong, else Connect; a cursor in a field that is right changes it with the next key. Pure.
 */
enum FirstStep {
    PLATFORM,
    BASE_ADDRESS,
    APP_ID,
    APP_SECRET,
    ACCESS_TOKEN,
    CONNECT;

    static FirstStep of(CredentialsEntry entry, ConnectionState state) {
        boolean ownAddress = entry.platform() == Platform.Kind.OTHER;
        if (ownAddress && entry.baseAddress().isBlank()) {
            return BASE_ADDRESS;
        }
        FirstStep missing =
                switch (entry.identity()) {
                    case APP ->
                            entry.appId().isBlank()
                                    ? APP_ID
                                    : entry.appSecret().value().isBlank() ? APP_SECRET : CONNECT;
                    case ACCESS_TOKEN ->
                            entry.accessToken().value().isBlank() ? ACCESS_TOKEN : CONNECT;
                };
        if (missing != CONNECT || !(state instanceof ConnectionState.Failed(Problem problem))) {
            return missing;
        }
        FirstStep wrong = of(problem.cause());
        return wrong.isShown(ownAddress, entry.identity()) ? wrong : CONNECT;
    }

    private static FirstStep of(Problem.Cause cause) {
        return switch (cause) {
            case WRONG_PLATFORM -> PLATFORM;
            case BASE_ADDRESS_INVALID, BASE_ADDRESS_INSECURE, NOT_A_PLATFORM -> BASE_ADDRESS;
            case APP_ID_SHAPE, APP_UNKNOWN -> APP_ID;
            case APP_SECRET_WRONG -> APP_SECRET;
            case ACCESS_TOKEN_SHAPE, ACCESS_TOKEN_REJECTED -> ACCESS_TOKEN;
            default -> CONNECT;
        };
    }

    /** What was refused may have been asked for in another way than the one that is chosen now. */
    private boolean isShown(boolean ownAddress, IdentityKind identity) {
        return switch (this) {
            case PLATFORM, CONNECT -> true;
            case BASE_ADDRESS -> ownAddress;
            case APP_ID, APP_SECRET -> identity == IdentityKind.APP;
            case ACCESS_TOKEN -> identity == IdentityKind.ACCESS_TOKEN;
        };
    }
}
