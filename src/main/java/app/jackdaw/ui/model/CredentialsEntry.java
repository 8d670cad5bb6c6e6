package app.jackdaw.ui.model;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Secret;

/** The fields of the credentials panel as they were typed. Immutable. */
public record CredentialsEntry(
        Platform.Kind platform,
        String baseAddress,
        IdentityKind identity,
        String appId,
        Secret appSecret,
        Secret accessToken) {

    /** Whether nothing at all was typed for the chosen kind of identity. */
    public boolean isEmpty() {
        return switch (identity) {
            case APP -> appId.isBlank() && appSecret.value().isBlank();
            case ACCESS_TOKEN -> accessToken.value().isBlank();
        };
    }
}
