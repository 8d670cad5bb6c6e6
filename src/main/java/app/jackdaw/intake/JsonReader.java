package app.jackdaw.intake;

import java.util.List;

/**
 * Reads JSON documents out of one text, strictly where that works and tolerantly where it doesn't.
 * The strict reader may run over the same text several times before it fails; its share is limited
 * so that the whole stays linear. One thread.
 */
final class JsonReader {

    /** How often, on average, the strict reader may look at a character. */
    private static final int STRICT_SHARE = 4;

    private final String text;
    private final int depth;
    private final Braces braces;
    private final StrictJson strict;
    private long strictLeft;

    /**
     * @param depth how many JSON texts this text is inside of
     */
    JsonReader(String text, int depth) {
        this.text = text;
        this.depth = depth;
        this.braces = new Braces(text);
        this.strict = new StrictJson(text);
        this.strictLeft = (long) STRICT_SHARE * text.length() + 1024;
    }

    /**
     * What a document holds.
     *
     * @param end the offset after it
     */
    record Document(
            int start,
            int end,
            List<MediaFields.Media> media,
            List<Address.Page> pages,
            boolean holdsSecret,
            boolean holdsExtra) {

        @Override
        public String toString() {
            return "Document[" + start + ".." + end + "]";
        }
    }

    Braces braces() {
        return braces;
    }

    /** Reads the document that begins at {@code start}; its end is always beyond. */
    Document read(int start) {
        if (text.charAt(start) == '{' && strictLeft > 0) {
            MediaObjects objects = new MediaObjects(depth);
            int end = strict.read(start, objects);
            strictLeft -= strict.reached() - start + 1;
            if (end > start) {
                return document(start, end, objects);
            }
        }
        MediaObjects objects = new MediaObjects(depth);
        int end = new TolerantJson(text, braces, objects).read(start);
        return document(start, Math.max(end, start + 1), objects);
    }

    private static Document document(int start, int end, MediaObjects objects) {
        List<MediaFields.Media> media = objects.finish();
        return new Document(
                start, end, media, objects.pages(), objects.holdsSecret(), objects.holdsExtra());
    }
}
