package app.jackdaw.intake;

/**
 * Walks a text from front to back: JSON documents first, then, between them, rows of columns and
 * lines of words. One text, one thread.
 */
final class TextReader {

    private final String text;
    private final ReadingBuilder found;
    private final JsonDocuments documents;
    private final LineReader words;
    private final RowReader rows;

    TextReader(String text, ReadingBuilder found) {
        this.text = text;
        this.found = found;
        this.documents = new JsonDocuments(text);
        AddressFinder addresses = new AddressFinder(text, documents.braces());
        this.words = new LineReader(text, addresses, found);
        this.rows =
                new RowReader(
                        text,
                        documents.braces(),
                        new LeadReader(text, addresses, found.secrets()),
                        words,
                        found);
    }

    void read() {
        int at = 0;
        for (var document = documents.next(0); document != null; document = documents.next(at)) {
            readLines(at, document.start());
            take(document);
            at = document.end();
        }
        readLines(at, text.length());
    }

    private void take(JsonReader.Document document) {
        int start = document.start();
        int end = document.end();
        if (!document.media().isEmpty()) {
            found.json(document);
        } else if (document.holdsSecret()) {
            found.misplaced(Misplaced.Kind.ACCESS_TOKEN, start, end);
        } else if (document.holdsExtra()) {
            found.reject(start, end, Rejected.Reason.EXTRA_ALONE);
        } else if (!document.pages().isEmpty()) {
            document.pages().forEach(page -> found.page(page, start));
            found.piece(start, end, Piece.Kind.ADDRESS);
        } else if (Separators.hasMeaning(text, start, end)) {
            found.reject(start, end, Rejected.Reason.JSON_WITHOUT_MEDIA);
        }
    }

    private void readLines(int from, int to) {
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && !Separators.isLineBreak(text.charAt(end))) {
                end++;
            }
            int after = rows.read(at, end, to);
            if (after < 0) {
                words.read(at, end);
                after = end;
            }
            at = Math.max(after + 1, Separators.skipLineEnd(text, after));
        }
    }
}
