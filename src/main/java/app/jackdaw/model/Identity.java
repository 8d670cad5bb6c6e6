package app.jackdaw.model;

/** Who asks the platform, and which platform is asked. Immutable, any thread. */
public sealed interface Identity {

    Platform platform();

    /**
     * A self-built application; its tenant access token is issued from App ID and App Secret.
     *
     * @param appId shape {@code cli_…}
     */
    record App(Platform platform, String appId, Secret appSecret) implements Identity {}

    /** A tenant or user access token that the user pasted; nobody can renew it for them. */
    record AccessToken(Platform platform, Secret token) implements Identity {}
}
