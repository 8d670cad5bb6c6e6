package app.jackdaw.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line, or a stretch of one, as words and addresses with separators between. Whether a
 * merely plausible word is a token depends on its company: it is where nothing in the line is prose
 * (see {@link TokenForm}). One text, one thread.
 */
final class LineReader {

    private final String text;
    private final AddressFinder addresses;
    private final ReadingBuilder found;
    private final WordReader words;
    private final NamedLink namedLinks;
    private final List<LinePart> parts = new ArrayList<>();

    LineReader(String text, AddressFinder addresses, ReadingBuilder found) {
        this.text = text;
        this.addresses = addresses;
        this.found = found;
        this.words = new WordReader(text, found.secrets(), parts);
        this.namedLinks = new NamedLink(text);
    }

    /** Classifies the stretch; it holds no line break. */
    void read(int start, int end) {
        parts.clear();
        words.begin(start);
        int at = Numbering.skip(text, start, end);
        if (at > start) {
            parts.add(LinePart.detail(start, at));
        }
        int chunk = at;
        int free = start; // what stands before it belongs to an earlier address
        while (at < end) {
            char c = text.charAt(at);
            int tag = c == '<' ? NamedLink.endOfPlainTag(text, at, end) : -1;
            if (tag > 0) {
                parts.add(LinePart.detail(at, tag));
                at = tag;
            } else if (Separators.isSeparator(c)) {
                at++;
            } else {
                chunk = Math.max(chunk, at + 1); // behind an address the old end still counts
                while (chunk < end && !Separators.isSeparator(text.charAt(chunk))) {
                    chunk++;
                }
                int address = addresses.start(at, chunk);
                if (address < 0) {
                    words.read(at, chunk, end);
                    at = chunk;
                } else {
                    words.read(at, address, end);
                    at = addresses.end(address, end);
                    if (!namedLinks.isNameOfItself(address, at)) {
                        at = address(address, at, end, free);
                        free = at;
                    }
                }
            }
        }
        words.end(start, end);
        emit();
    }

    /** Takes the address, with the name that Markdown or HTML wraps it in. */
    private int address(int start, int end, int lineEnd, int free) {
        Address meaning = AddressForms.of(text.substring(start, end));
        NamedLink.Wrapped wrapped = namedLinks.around(start, end, free, lineEnd);
        if (wrapped == null || meaning instanceof Address.Useless) {
            parts.add(LinePart.address(start, end, meaning, null));
            return end;
        }
        while (!parts.isEmpty() && parts.getLast().start() >= wrapped.start()) {
            parts.removeLast(); // the name was read as words
        }
        parts.add(LinePart.address(wrapped.start(), wrapped.end(), meaning, wrapped.name()));
        return wrapped.end();
    }

    private void emit() {
        boolean prose = parts.stream().anyMatch(LinePart::isProse);
        boolean anyItem = parts.stream().anyMatch(part -> part.isItem(prose));
        for (LinePart part : parts) {
            emit(part, prose, anyItem);
        }
    }

    private void emit(LinePart part, boolean prose, boolean anyItem) {
        int start = part.start();
        int end = part.end();
        switch (part.role()) {
            case TOKEN, MAYBE_TOKEN -> {
                if (part.isItem(prose)) {
                    String token = text.substring(start, end);
                    found.token(token, null, ReadingBuilder.Row.NONE, start, end);
                } else {
                    found.reject(start, end, Rejected.Reason.NOT_A_TOKEN);
                }
            }
            case LABEL -> {
                if (anyItem) {
                    found.piece(start, end, Piece.Kind.DETAIL);
                } else {
                    found.reject(start, end, Rejected.Reason.NOT_A_TOKEN);
                }
            }
            case DETAIL -> found.piece(start, end, Piece.Kind.DETAIL);
            case SECRET -> found.misplaced(part.misplacedAs(), start, end);
            case UNKNOWN -> found.reject(start, end, part.reason());
            case ADDRESS -> emitAddress(part.meaning(), part.name(), start, end);
        }
    }

    private void emitAddress(@Nullable Address meaning, @Nullable String name, int start, int end) {
        var row = new ReadingBuilder.Row(name, null);
        switch (meaning) {
            case Address.Link(String url) -> found.link(url, row, start, end);
            case Address.ApiMedia media -> found.apiMedia(media, row, start, end);
            case Address.Page page -> {
                found.page(page, start);
                found.piece(start, end, Piece.Kind.ADDRESS);
            }
            case Address.Useless(Rejected.Reason reason) -> found.reject(start, end, reason);
            case null -> throw new IllegalStateException("an address part has a meaning");
        }
    }
}
