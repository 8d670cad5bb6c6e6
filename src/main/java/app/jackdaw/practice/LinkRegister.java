package app.jackdaw.practice;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Issues the codes of temporary links and knows what they open. A code has the platform's shape:
 * base64url without padding of {@code <md5>_<md5>_ID:<19 digits>_<issued>:<expires>_V3}, instants
 * in epoch seconds (reference, section 1.7). Any thread.
 */
final class LinkRegister {

    /** An expired code is remembered for this long, so that it is told from one never given. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** Nineteen digits, as the platform's ids are. */
    private static final long SMALLEST_ID = 7_000_000_000_000_000_000L;

    private static final long IDS = 1_000_000_000_000_000_000L;

    /** What a code opens, and until when. */
    record Grant(PracticeDocument document, Instant expires) {
        boolean isExpired(Instant now) {
            return !now.isBefore(expires);
        }
    }

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    LinkRegister(InstantSource clock) {
        this.clock = clock;
    }

    /** A fresh code for a document; every call gives another. */
    String issue(PracticeDocument document) {
        Instant now = clock.instant();
        grants.values().removeIf(grant -> grant.isExpired(now.minus(REMEMBERED)));
        long issued = now.getEpochSecond();
        long expires = issued + document.linkLife().toSeconds();
        long id =
                SMALLEST_ID + Math.floorMod(document.token().hashCode() * 0x9E3779B97F4A7C15L, IDS);
        String plain =
                digits() + "_" + digits() + "_ID:" + id + "_" + issued + ":" + expires + "_V3";
        String code =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
        grants.put(code, new Grant(document, Instant.ofEpochSecond(expires)));
        return code;
    }

    @Nullable Grant find(String code) {
        return grants.get(code);
    }

    /** Whatever was given ends now. */
    void revokeAll() {
        Instant now = clock.instant();
        grants.replaceAll((_, grant) -> new Grant(grant.document(), now));
    }

    /** Thirty-two hexadecimal digits, as long as an MD5 digest. */
    private String digits() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
