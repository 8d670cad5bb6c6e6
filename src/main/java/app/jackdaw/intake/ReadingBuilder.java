package app.jackdaw.intake;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the readers find in one text and makes the {@link Reading} of it. Short-lived, one
 * thread.
 */
final class ReadingBuilder {

    private static final String MARK = String.valueOf(SecretCutter.MARK);

    private final String text;
    private final LineIndex lines;
    private final Instant now;
    private final AnnouncedSecrets secrets;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> linksOfTokens = new HashSet<>();
    private final List<PlatformAddress> addresses = new ArrayList<>();
    private final List<Misplaced> misplaced = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Rejected> remarks = new ArrayList<>();
    private int duplicates;

    ReadingBuilder(String text, Instant now) {
        this.text = text;
        this.lines = new LineIndex(text);
        this.now = now;
        this.secrets = AnnouncedSecrets.in(text);
    }

    AnnouncedSecrets secrets() {
        return secrets;
    }

    /** A stretch of the text with its class, and the reason where that is "not understood". */
    private record Part(int start, int end, Piece.Kind kind, Rejected.@Nullable Reason reason) {}

    /** What stands beside a token or link in its row. */
    record Row(@Nullable String name, @Nullable String folder) {
        static final Row NONE = new Row(null, null);
    }

    void token(String token, @Nullable String link, Row row, int start, int end) {
        Misplaced.Kind secret = secretIn(token);
        if (secret != null) {
            misplaced(secret, start, end);
            return;
        }
        ItemSource source = new ItemSource.PastedToken(lines.lineOf(start));
        MediaItem item =
                MediaItem.ofToken(token, source)
                        .withNames(row.name(), null)
                        .withFolder(row.folder());
        mark(start, end, add(item, link, start));
    }

    void link(String url, Row row, int start, int end) {
        ItemSource.PastedLink source = new ItemSource.PastedLink(lines.lineOf(start));
        MediaItem item =
                MediaItem.ofPastedLink(url, source)
                        .withNames(row.name(), null)
                        .withFolder(row.folder());
        mark(start, end, add(item, url, start));
    }

    void apiMedia(Address.ApiMedia media, Row row, int start, int end) {
        ItemSource source = new ItemSource.CopiedJson(lines.lineOf(start));
        boolean anyNew = false;
        boolean onlySecrets = true;
        for (String token : media.tokens()) {
            Misplaced.Kind secret = secretIn(token);
            if (secret != null) {
                remark(secret, start);
                continue;
            }
            onlySecrets = false;
            MediaItem item =
                    MediaItem.ofToken(token, source)
                            .withNames(row.name(), null)
                            .withFolder(row.folder())
                            .withExtra(media.extra());
            anyNew |= add(item, null, start);
        }
        if (onlySecrets) {
            part(start, end, Piece.Kind.MISPLACED, null);
        } else {
            mark(start, end, anyNew);
        }
    }

    /** A document with media; a token field with something else in it stays in the box. */
    void json(JsonReader.Document document) {
        List<MediaFields.Media> announced =
                document.media().stream().filter(this::isAnnounced).toList();
        announced.forEach(one -> remark(Misplaced.Kind.APP_SECRET, one.start()));
        if (!announced.isEmpty() && announced.size() == document.media().size()) {
            part(document.start(), document.end(), Piece.Kind.MISPLACED, null);
            return;
        }
        if (document.media().stream().noneMatch(ReadingBuilder::isUsable)) {
            reject(document.start(), document.end(), Rejected.Reason.JSON_TOKEN_MALFORMED);
            return;
        }
        int at = document.start();
        for (MediaFields.Media one : document.media()) {
            if (isAnnounced(one)) {
                continue;
            }
            if (isUsable(one)) {
                add(itemOf(one), one.link(), one.start());
            } else if (one.key() < at) {
                String text =
                        one.token().substring(0, Math.min(Rejected.LONGEST, one.token().length()));
                int line = lines.lineOf(one.start());
                remarks.add(new Rejected(line, Rejected.Reason.JSON_TOKEN_MALFORMED, text));
            } else {
                int end = Math.max(one.end(), TolerantJson.quoteAt(text, one.end()) + 1);
                part(at, one.key(), Piece.Kind.JSON, null);
                reject(one.key(), end, Rejected.Reason.JSON_TOKEN_MALFORMED);
                at = end;
            }
        }
        part(at, document.end(), Piece.Kind.JSON, null);
    }

    private static boolean isUsable(MediaFields.Media one) {
        return one.token().isEmpty() || isMediaToken(one.token());
    }

    private boolean isAnnounced(MediaFields.Media one) {
        return secrets.kindIn(one.token()) != null;
    }

    private Misplaced.@Nullable Kind secretIn(String token) {
        Misplaced.Kind kind = secrets.kindIn(token);
        return kind == null ? SecretForm.of(token) : kind;
    }

    static boolean isMediaToken(String token) {
        return TokenForm.isKeyed(token) && SecretForm.of(token) == null;
    }

    private MediaItem itemOf(MediaFields.Media one) {
        int line = lines.lineOf(one.start());
        MediaItem bare =
                one.token().isEmpty() && one.link() != null
                        ? MediaItem.ofPastedLink(one.link(), new ItemSource.PastedLink(line))
                        : MediaItem.ofToken(one.token(), new ItemSource.CopiedJson(line));
        return bare.withNames(null, one.name())
                .withFacts(one.size(), one.type())
                .withExtra(one.extra());
    }

    /** The door: what an item says is written to disk, so nothing of it may open anything. */
    private MediaItem safe(MediaItem item, @Nullable String url, int start) {
        String own = SafeWords.of(item.ownName(), secrets, url);
        String known = SafeWords.of(item.knownName(), secrets, url);
        String folder = SafeWords.of(item.folder(), secrets, url);
        String extra = SafeWords.of(item.extra(), secrets, url);
        boolean sameExtra = Objects.equals(extra, item.extra());
        MediaItem safe =
                item.withNames(own, known).withFolder(folder).withExtra(sameExtra ? extra : null);
        if (!safe.equals(item)) {
            remark(Misplaced.Kind.ACCESS_TOKEN, start);
        }
        return safe;
    }

    private boolean add(MediaItem written, @Nullable String url, int start) {
        MediaItem item = safe(written, url, start);
        TemporaryLink link = url == null ? null : TemporaryLink.pasted(url, now);
        Entry entry = new Entry(item, link);
        Entry before = entries.get(item.id());
        boolean repeated = before != null;
        if (before != null) {
            entries.put(item.id(), before.completedBy(entry));
        } else if (item.isPastedLink() && url != null && linksOfTokens.contains(url)) {
            repeated = true;
        } else {
            entries.put(item.id(), entry);
        }
        if (url != null && !item.isPastedLink()) {
            linksOfTokens.add(url);
        }
        duplicates += repeated ? 1 : 0;
        return !repeated;
    }

    private void mark(int start, int end, boolean isNew) {
        part(start, end, isNew ? Piece.Kind.ITEM : Piece.Kind.REPEATED, null);
    }

    void page(Address.Page page, int start) {
        addresses.add(
                new PlatformAddress(
                        page.kind(), page.brand(), page.token(), page.url(), lines.lineOf(start)));
    }

    void misplaced(Misplaced.Kind kind, int start, int end) {
        remark(kind, start);
        part(start, end, Piece.Kind.MISPLACED, null);
    }

    /** Something secret inside a stretch that is classified as something else. */
    private void remark(Misplaced.Kind kind, int start) {
        misplaced.add(new Misplaced(kind, lines.lineOf(start)));
    }

    void reject(int start, int end, Rejected.Reason reason) {
        part(start, end, Piece.Kind.NOT_UNDERSTOOD, reason);
    }

    /** A stretch that needs no more words: detail, header, the text of an address. */
    void piece(int start, int end, Piece.Kind kind) {
        part(start, end, kind, null);
    }

    private void part(int start, int end, Piece.Kind kind, Rejected.@Nullable Reason reason) {
        if (end > start) {
            parts.add(new Part(start, end, kind, reason));
        }
    }

    Reading finish() {
        parts.sort(Comparator.comparingInt(Part::start));
        List<Piece> pieces = new ArrayList<>(parts.size());
        for (Part part : parts) {
            pieces.add(
                    new Piece(part.start(), part.end(), lines.lineOf(part.start()), part.kind()));
        }
        return new Reading(
                List.copyOf(entries.values()),
                duplicates,
                addresses,
                misplaced,
                rejected(),
                pieces,
                remainder(pieces),
                now);
    }

    /** Without its label, which may have gone with an item, a secret would read as a token. */
    private String remainder(List<Piece> pieces) {
        String whole = new Remainder(text, lines, pieces).text();
        String kept =
                secrets.isEmpty()
                        ? whole
                        : secrets.minus(AnnouncedSecrets.in(whole)).without(whole, MARK);
        if (misplaced.isEmpty() || kept.equals(text)) {
            return kept;
        }
        List<String> words =
                pieces.stream()
                        .filter(piece -> piece.kind() == Piece.Kind.MISPLACED)
                        .map(piece -> text.substring(piece.start(), piece.end()))
                        .toList();
        ReadingBuilder again = new ReadingBuilder(kept, now);
        new TextReader(kept, again).read();
        for (Entry entry : again.entries.values()) {
            String token = entry.item().token();
            if (words.stream().anyMatch(word -> word.contains(token) || token.contains(word))) {
                kept = kept.replace(token, MARK);
            }
        }
        return kept;
    }

    /** Neighbours of one line with one reason are one remark. */
    private List<Rejected> rejected() {
        for (int i = 0; i < parts.size(); i++) {
            Part first = parts.get(i);
            if (first.reason() == null) {
                continue;
            }
            int line = lines.lineOf(first.start());
            int end = first.end();
            while (i + 1 < parts.size()
                    && parts.get(i + 1).reason() == first.reason()
                    && parts.get(i + 1).start() < lines.endOf(line)) {
                end = parts.get(++i).end();
            }
            remarks.add(new Rejected(line, first.reason(), excerpt(first.start(), end)));
        }
        remarks.sort(Comparator.comparingInt(Rejected::line));
        return remarks;
    }

    private String excerpt(int start, int end) {
        int stop = Math.min(end, start + Rejected.LONGEST);
        if (stop < end && Character.isHighSurrogate(text.charAt(stop - 1))) {
            stop--;
        }
        return text.substring(start, stop);
    }
}
