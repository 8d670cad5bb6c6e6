package app.jackdaw.intake;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What every part of a text turned out to be. Immutable, any thread.
 *
 * @param entries the wanted files in the order of the text, first mention only; later mentions fill
 *     in what the first didn't say
 * @param duplicates mentions after the first
 * @param addresses of the platform's pages, each mention
 * @param misplaced access tokens, App IDs and secrets, each mention
 * @param rejected what was not understood
 * @param pieces the classified text
 * @param remainder what stays in the box once the entries are added: lines without any item as they
 *     are, of the others the pieces that gave none. Reading it again gives no entries
 * @param at when it was read
 */
public record Reading(
        List<Entry> entries,
        int duplicates,
        List<PlatformAddress> addresses,
        List<Misplaced> misplaced,
        List<Rejected> rejected,
        List<Piece> pieces,
        String remainder,
        Instant at) {

    public Reading {
        entries = List.copyOf(entries);
        addresses = List.copyOf(addresses);
        misplaced = List.copyOf(misplaced);
        rejected = List.copyOf(rejected);
        pieces = List.copyOf(pieces);
    }

    /** The items alone, in order. */
    public List<MediaItem> items() {
        return entries.stream().map(Entry::item).toList();
    }

    /** How many entries are media tokens. */
    public int tokens() {
        return entries.size() - links();
    }

    /** How many entries are pasted temporary links. */
    public int links() {
        return (int) entries.stream().filter(entry -> entry.item().isPastedLink()).count();
    }

    /**
     * The pasted links whose time is over at {@code now}; {@link TemporaryLink#expires} says since
     * when.
     */
    public List<TemporaryLink> expiredLinks(Instant now) {
        return entries.stream()
                .filter(entry -> entry.item().isPastedLink())
                .map(Entry::link)
                .filter(Objects::nonNull)
                .filter(link -> link.isExpired(now))
                .toList();
    }

    /** Addresses by kind, in the order of the kinds; kinds that don't occur are absent. */
    public Map<PlatformAddress.Kind, Integer> addressKinds() {
        Map<PlatformAddress.Kind, Integer> counts = new EnumMap<>(PlatformAddress.Kind.class);
        addresses.forEach(address -> counts.merge(address.kind(), 1, Integer::sum));
        return counts;
    }

    /** Numbers of the lines that hold something not understood, ascending, each once. */
    public List<Integer> linesNotUnderstood() {
        return rejected.stream().map(Rejected::line).distinct().toList();
    }

    /** Whether there was nothing to read but blanks and decoration. */
    public boolean isBlank() {
        return pieces.isEmpty();
    }

    /** This reading with an {@code extra} for the tokens that carry none of their own. */
    public Reading withExtra(ExtraCheck extra) {
        if (!(extra instanceof ExtraCheck.Valid(String json))) {
            return this;
        }
        List<Entry> completed =
                entries.stream()
                        .map(entry ->
                                entry.item().isPastedLink() || entry.item().extra() != null
                                        ? entry
                                        : new Entry(entry.item().withExtra(json), entry.link()))
                        .toList();
        return new Reading(
                completed, duplicates, addresses, misplaced, rejected, pieces, remainder, at);
    }

    @Override
    public String toString() {
        return "Reading[tokens=%d, links=%d, duplicates=%d, addresses=%d, misplaced=%d, rejected=%d]"
                .formatted(
                        tokens(),
                        links(),
                        duplicates,
                        addresses.size(),
                        misplaced.size(),
                        rejected.size());
    }
}
