package app.jackdaw.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link that opens one file for everybody who has it, for a while. Its address is a key: it is
 * never printed. Immutable, any thread.
 *
 * @param url as the platform gave it; may hold characters that {@link java.net.URI} refuses
 * @param issued read from the link, else when it was given
 * @param expires read from the link, else {@link #DOCUMENTED_LIFE} after it was given
 * @param estimated whether the instants could not be read from the link
 * @param given when this application got it
 */
public record TemporaryLink(
        String url, Instant issued, Instant expires, boolean estimated, Instant given) {

    /** The endpoint's official page: links are valid for 24 hours. */
    public static final Duration DOCUMENTED_LIFE = Duration.ofHours(24);

    /** A clock that is behind by more makes nothing that is said of a link's time worth reading. */
    private static final Duration MOST_BEHIND = Duration.ofHours(1);

    /** Longest life that is believed (reference, section 1.7). */
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(172_800);

    private static final Duration STALE_WHEN_LEFT = Duration.ofMinutes(10);
    private static final Duration STALE_AFTER = Duration.ofHours(20);

    private static final Pattern CODE = Pattern.compile("[?&]code=([A-Za-z0-9_-]{16,1024})");
    private static final Pattern INSTANTS =
            Pattern.compile("_ID:\\d{1,24}_(\\d{9,11}):(\\d{9,11})_V\\d");

    /**
     * Takes a link that the platform gave at this moment and reads its instants from its {@code
     * code}, a base64url text {@code …_ID:<digits>_<issued>:<expires>_V3} of epoch seconds
     * (reference, section 1.7). What is just given works at present: where the code says that it is
     * over, or that it begins much later, the clock of this machine is wrong, or the code is.
     */
    public static TemporaryLink given(String url, Instant now) {
        return readInstants(url)
                .filter(life ->
                        life.expires().isAfter(now)
                                && life.issued().isBefore(now.plus(MOST_BEHIND)))
                .map(life -> of(url, life, now))
                .orElseGet(() -> estimated(url, now));
    }

    /** Takes a link that may be of any age: what its {@code code} says of that is all there is. */
    public static TemporaryLink pasted(String url, Instant now) {
        return readInstants(url)
                .map(life -> of(url, life, now))
                .orElseGet(() -> estimated(url, now));
    }

    private static TemporaryLink of(String url, Life life, Instant now) {
        return new TemporaryLink(url, life.issued(), life.expires(), false, now);
    }

    private static TemporaryLink estimated(String url, Instant now) {
        return new TemporaryLink(url, now, now.plus(DOCUMENTED_LIFE), true, now);
    }

    public Duration remaining(Instant now) {
        return Duration.between(now, expires);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }

    /**
     * Whether a transfer should rather fetch a new one: less than ten minutes or a quarter of its
     * own life is left, or it was given 20 hours ago (transfer engine, decision 7). Nor does
     * anybody know how old one is that was given later than now, by a clock that was ahead then.
     */
    public boolean isStale(Instant now) {
        if (given.isAfter(now.plus(MOST_BEHIND))) {
            return true;
        }
        Duration quarter = Duration.between(issued, expires).dividedBy(4);
        Duration margin = quarter.compareTo(STALE_WHEN_LEFT) < 0 ? quarter : STALE_WHEN_LEFT;
        return remaining(now).compareTo(margin) < 0 || !now.isBefore(given.plus(STALE_AFTER));
    }

    @Override
    public String toString() {
        return "TemporaryLink[expires=" + expires + ", estimated=" + estimated + "]";
    }

    private record Life(Instant issued, Instant expires) {}

    private static Optional<Life> readInstants(String url) {
        Matcher code = CODE.matcher(url);
        if (!code.find()) {
            return Optional.empty();
        }
        String text;
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(code.group(1));
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty(); // a link without readable instants is a link all the same
        }
        Matcher instants = INSTANTS.matcher(text);
        if (!instants.find()) {
            return Optional.empty();
        }
        Instant issued = Instant.ofEpochSecond(Long.parseLong(instants.group(1)));
        Instant expires = Instant.ofEpochSecond(Long.parseLong(instants.group(2)));
        Duration life = Duration.between(issued, expires);
        boolean plausible = life.isPositive() && life.compareTo(LONGEST_LIFE) <= 0;
        return plausible ? Optional.of(new Life(issued, expires)) : Optional.empty();
    }
}
