package app.jackdaw.ui.model;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Problem;

/** How the credentials stand. Immutable. */
public sealed interface ConnectionState {

    /** Not tested since the last change. */
    record Idle() implements ConnectionState {}

    record Connecting() implements ConnectionState {}

    /** The platform issued a tenant access token to this application. */
    record Connected(Identity.App identity) implements ConnectionState {}

    /** The pasted access token has a possible shape; the first link call is its test. */
    record TokenAccepted(IdentityService.TokenKind kind) implements ConnectionState {}

    record Failed(Problem problem) implements ConnectionState {}
}
