package app.jackdaw.feishu;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Secret;
import java.time.Duration;

/** Where a session's access token comes from. Any thread. */
interface AccessTokens {

    /** A token that should be good; may ask the platform for it. */
    Secret current() throws PlatformRefusal, InterruptedException;

    /** What {@link #current} would give by now without asking anybody, else what the caller had. */
    default Secret latest(Secret had) {
        return had;
    }

    /**
     * The platform did not accept this token.
     *
     * @return whether {@link #current} can give another one
     */
    boolean rejected(Secret token);

    /** Says that the token is not accepted and no other one is to be had. */
    Problem.Cause finalCause();

    /** How long the platform still wants to be left alone before it gives a token. */
    default Duration pauseLeft() {
        return Duration.ZERO;
    }

    /** Proves the credentials, as far as that is possible without using them for something. */
    void prove() throws PlatformRefusal, InterruptedException;

    /** One that the user pasted; nobody can renew it, and the first call is its test. */
    record Pasted(Secret token) implements AccessTokens {

        @Override
        public Secret current() {
            return token;
        }

        @Override
        public boolean rejected(Secret rejected) {
            return false;
        }

        @Override
        public Problem.Cause finalCause() {
            return Problem.Cause.ACCESS_TOKEN_REJECTED;
        }

        @Override
        public void prove() {}
    }
}
