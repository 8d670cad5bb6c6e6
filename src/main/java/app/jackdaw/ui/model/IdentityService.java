package app.jackdaw.ui.model;

import app.jackdaw.model.Identity;
import app.jackdaw.model.ProblemException;

/** What the window wants of the platform's sign-in. */
public interface IdentityService {

    /** Which kind a pasted access token is, said from its form alone. */
    enum TokenKind {
        TENANT,
        USER,
        UNKNOWN
    }

    /**
     * Reads what the user typed; nothing is sent anywhere.
     *
     * @throws ProblemException when something is missing or has an impossible shape
     */
    Identity read(CredentialsEntry entry) throws ProblemException;

    TokenKind kindOf(Identity.AccessToken identity);

    /** The links that are this identity's to give are asked for with it from now on. */
    void use(Identity identity);

    /** Blocks until the platform has accepted the application's credentials. */
    void check(Identity identity) throws ProblemException, InterruptedException;
}
