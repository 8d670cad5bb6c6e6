package app.jackdaw.net;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Believes the servers that exactly these stores know; null stands for the JDK's own. */
    static Http trusting(@Nullable KeyStore... stores) throws GeneralSecurityException {
        return patient(TimeOuts.standard(), stores);
    }

    static Http patient(TimeOuts timeOuts, @Nullable KeyStore... stores)
            throws GeneralSecurityException {
        return new Http(
                new Connections(
                        timeOuts,
                        new Proxies(Map.of(), null),
                        Trust.of(Arrays.asList(stores)),
                        "9.9"));
    }
}
