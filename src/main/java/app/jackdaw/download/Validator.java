package app.jackdaw.download;

import app.jackdaw.net.ByteAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a remote file from another (RFC 9110, sections 8.8 and 13.1.5): a
 * strong entity tag, or a date that is old enough to be one. Weak ones are none. Immutable.
 */
record Validator(@Nullable String etag, @Nullable String lastModified) {

    static final Validator NONE = new Validator(null, null);

    /** Longer ones would not survive the servers' own limits on request headers. */
    private static final Predicate<String> IS_TAG =
            Pattern.compile("\"[\\x21\\x23-\\x7E\\x80-\\xFF]{1,512}\"").asMatchPredicate();

    /**
     * The HTTP library sends these octets as question marks: a tag with one of them would never be
     * known again. It still contradicts another one.
     */
    private static final Predicate<String> COMES_BACK =
            Pattern.compile("[^\\x80-\\x9F]*").asMatchPredicate();

    /** A file may change twice within the second of its date (RFC 9110, section 8.8.2.2). */
    private static final Duration OLD_ENOUGH = Duration.ofSeconds(60);

    static Validator of(ByteAnswer answer) {
        String etag = answer.header("ETag").filter(IS_TAG.and(COMES_BACK)).orElse(null);
        // beside a tag the date confirms nothing and can only contradict, so its age does not
        // matter
        String date =
                answer.header("Last-Modified")
                        .filter(text -> etag != null || isOldEnough(text, answer))
                        .orElse(null);
        return new Validator(etag, date);
    }

    /** The value of {@code If-Range}; null when there is nothing strong enough. */
    @Nullable String ifRange() {
        return etag != null ? etag : lastModified;
    }

    /**
     * Whether the answer is surely about another version than this. What is too weak to confirm a
     * version still contradicts one: a weak tag, or the date of a file that has just changed.
     */
    boolean isContradictedBy(ByteAnswer answer) {
        Optional<String> tag = tag(answer);
        return etag != null && tag.isPresent()
                ? !etag.equals(tag.get())
                : hasAnotherDateThan(answer);
    }

    /** Other copies of one version may have tags of their own, but are not of another day. */
    boolean hasAnotherDateThan(ByteAnswer answer) {
        Optional<Instant> known = date();
        Optional<Instant> modified = date(answer);
        return known.isPresent() && modified.isPresent() && !known.equals(modified);
    }

    /**
     * Whether the answer says nothing of its version although this one is known. Who heeds {@code
     * If-Range} repeats a tag (RFC 9110, section 15.3.7); he need not repeat a date, but then
     * nobody can tell him from one who does not.
     */
    boolean isPassedOverBy(ByteAnswer answer) {
        boolean tagged = etag != null && tag(answer).isPresent();
        boolean dated = date().isPresent() && date(answer).isPresent();
        return ifRange() != null && !tagged && !dated;
    }

    /** Whether the answer names just this version, and strongly. */
    boolean isSameIn(ByteAnswer answer) {
        String strong = ifRange();
        return strong != null && strong.equals(of(answer).ifRange());
    }

    /**
     * What is known of the version behind whose bytes the answer goes on: it need not tell again
     * what it was asked with (RFC 9110, section 15.3.7). One that contradicts was found to bring
     * the same bytes all the same: from now on they are known by its own names.
     */
    Validator continuedIn(ByteAnswer answer) {
        Validator told = of(answer);
        return isContradictedBy(answer)
                ? told
                : new Validator(
                        told.etag == null ? etag : told.etag,
                        told.lastModified == null ? lastModified : told.lastModified);
    }

    private Optional<Instant> date() {
        return Optional.ofNullable(lastModified).flatMap(Validator::instant);
    }

    private static Optional<Instant> date(ByteAnswer answer) {
        return answer.header("Last-Modified").flatMap(Validator::instant);
    }

    private static Optional<String> tag(ByteAnswer answer) {
        return answer.header("ETag").map(Validator::opaque).filter(IS_TAG);
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /** Whether the answer is surely about this version. */
    boolean isConfirmedBy(Validator other) {
        return etag != null && etag.equals(other.etag);
    }

    private static boolean isOldEnough(String lastModified, ByteAnswer answer) {
        Optional<Instant> modified = instant(lastModified);
        Optional<Instant> now = answer.header("Date").flatMap(Validator::instant);
        return modified.isPresent()
                && now.isPresent()
                && !modified.get().plus(OLD_ENOUGH).isAfter(now.get());
    }

    static Optional<Instant> instant(String httpDate) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}
