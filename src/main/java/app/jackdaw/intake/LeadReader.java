package app.jackdaw.intake;

import org.jspecify.annotations.Nullable;

/** Judges whether one cell, as a whole, is a token, a temporary link or an API address. */
final class LeadReader {

    /** A cell longer than any address of ours is none; saves reading it. */
    private static final int LONGEST = 8192;

    private final String text;
    private final AddressFinder addresses;
    private final AnnouncedSecrets secrets;

    LeadReader(String text, AddressFinder addresses, AnnouncedSecrets secrets) {
        this.text = text;
        this.addresses = addresses;
        this.secrets = secrets;
    }

    /** What the cell is: a token (then address is null), or an address of media. */
    record Lead(@Nullable String token, @Nullable Address address) {

        boolean isLink() {
            return address instanceof Address.Link;
        }

        boolean isSure() {
            return token == null || TokenForm.of(token) == TokenForm.SURE;
        }

        @Nullable String url() {
            return address instanceof Address.Link(String url) ? url : null;
        }

        void add(
                ReadingBuilder found,
                ReadingBuilder.Row names,
                @Nullable String link,
                int start,
                int end) {
            if (token != null) {
                found.token(token, link, names, start, end);
            } else if (address instanceof Address.Link(String url)) {
                found.link(url, names, start, end);
            } else if (address instanceof Address.ApiMedia media) {
                found.apiMedia(media, names, start, end);
            }
        }

        @Override
        public String toString() {
            return "Lead[" + (token == null ? "address" : token) + "]";
        }
    }

    /** Null when the cell is neither. */
    @Nullable Lead read(Cells.Cell cell) {
        if (cell.end() - cell.start() > LONGEST || cell.isEmpty()) {
            return null;
        }
        int start = Numbering.skip(text, cell.start(), cell.end());
        int end = cell.end();
        while (start < end && isDecoration(start, end)) {
            start++;
        }
        while (end > start && Separators.isSeparator(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return null;
        }
        int word = start;
        while (word < end && Separators.isTokenChar(text.charAt(word))) {
            word++;
        }
        return word == end ? token(text.substring(start, end)) : address(start, end);
    }

    /** Whether any word inside the cell is surely a token, or the cell as a whole plausibly. */
    boolean holdsToken(Cells.Cell cell) {
        if (cell.value().contains("://") || read(cell) != null) {
            return true;
        }
        return holdsSureToken(cell.value());
    }

    static boolean holdsSureToken(String value) {
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || !Separators.isTokenChar(value.charAt(i))) {
                if (i > start && TokenForm.of(value.substring(start, i)) == TokenForm.SURE) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    /** How many sure tokens the cell holds, -1 when it says anything else. */
    int sureTokensOnly(Cells.Cell cell) {
        int count = 0;
        int at = Numbering.skip(text, cell.start(), cell.end());
        while (at < cell.end()) {
            int end = at;
            while (end < cell.end() && Separators.isTokenChar(text.charAt(end))) {
                end++;
            }
            if (end > at && TokenForm.of(text.substring(at, end)) == TokenForm.SURE) {
                count++;
                at = end;
            } else if (end == at && !Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            } else if (Separators.hasMeaning(text, at, Math.max(end, at + 1))) {
                return -1;
            } else {
                at = Math.max(end, at + 1);
            }
        }
        return count;
    }

    /** Separators and bullets; a dash only with a blank behind it, for tokens may have one. */
    private boolean isDecoration(int at, int end) {
        char c = text.charAt(at);
        boolean dash = (c == '-' || c == '*' || c == '+') && at + 1 < end;
        return Separators.isSeparator(c) || (dash && Separators.isBlank(text.charAt(at + 1)));
    }

    private @Nullable Lead token(String word) {
        TokenForm form = TokenForm.of(word);
        boolean isToken =
                form != TokenForm.NONE
                        && SecretForm.of(word) == null
                        && secrets.kindIn(word) == null
                        && (form == TokenForm.SURE || !SecretLabel.isLabel(word));
        return isToken ? new Lead(word, null) : null;
    }

    private @Nullable Lead address(int start, int end) {
        if (addresses.start(start, end) != start || addresses.end(start, end) != end) {
            return null;
        }
        Address address = AddressForms.of(text.substring(start, end));
        boolean media = address instanceof Address.Link || address instanceof Address.ApiMedia;
        return media ? new Lead(null, address) : null;
    }
}
