package app.jackdaw.net;

import java.security.GeneralSecurityException;
import java.time.Duration;

/** Clients for tests of other packages. */
public final class TestHttp {

    private TestHttp() {}

    /**
     * @param silence after which an answer that does not come or go on ends
     */
    public static Http open(Duration silence) {
        Duration ten = Duration.ofSeconds(10);
        boolean forEver = silence.compareTo(Duration.ofHours(1)) > 0; // so is all else, then
        Duration first = forEver ? silence : ten;
        try {
            return Http.open(
                    new TimeOuts(first, first, silence, silence, Duration.ofMinutes(1)), "test");
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException(noTls);
        }
    }
}
