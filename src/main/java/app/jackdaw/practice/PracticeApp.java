package app.jackdaw.practice;

import app.jackdaw.model.Secret;
import java.security.SecureRandom;

/** The self-built application of the practice platform. Immutable, any thread. */
record PracticeApp(String id, Secret secret) {

    private static final String ID = "cli_a7d3b05c91e4f26a";
    private static final String SIGNS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** As long as the platform's secrets are. */
    private static final int SECRET_LENGTH = 32;

    static PracticeApp withFreshSecret() {
        SecureRandom random = new SecureRandom();
        StringBuilder secret = new StringBuilder();
        while (secret.length() < SECRET_LENGTH) {
            secret.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return new PracticeApp(ID, new Secret(secret.toString()));
    }
}
