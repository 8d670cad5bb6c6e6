package app.jackdaw.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one JSON document and picks out every object, at any depth, that describes a file;
 * JSON inside a JSON text is read too. Short-lived, one thread.
 */
final class MediaObjects implements JsonEvents {

    /** JSON in JSON in JSON …: logs reach three. */
    private static final int DEEPEST = 6;

    /** Names whose texts are never media tokens, however random they look. */
    private static final Pattern OTHER_NAME =
            Pattern.compile("(?i).*(?:id|token|secret|code|hash|md5|sha\\d*|key|version)s?");

    private final int depth;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final List<MediaFields.Media> media = new ArrayList<>();
    private final List<MediaFields.Media> loose = new ArrayList<>();
    private final List<Address.Page> pages = new ArrayList<>();
    private @Nullable CompactJson extra;
    private boolean holdsSecret;
    private boolean holdsExtra;

    /**
     * @param depth how many JSON texts this document is inside of
     */
    MediaObjects(int depth) {
        this.depth = depth;
    }

    /** An open object (then it has fields) or list. */
    private static final class Frame {
        final @Nullable String owner;
        final @Nullable MediaFields fields;

        /** Tokens of lists such as {@code file_tokens}; the object's extra is theirs. */
        final List<MediaFields.Media> listed = new ArrayList<>();

        @Nullable String name;
        int nameStart;

        Frame(@Nullable String owner, boolean isObject) {
            this.owner = owner;
            this.fields = isObject ? new MediaFields(owner) : null;
        }

        /** What a value standing here belongs to; a name has one value. */
        @Nullable String takeLabel() {
            String label = fields == null ? owner : name;
            name = null;
            return label;
        }
    }

    /**
     * Closes what a cut left open.
     *
     * @return the files in the order of the text; tokens without a name that vouches for them only
     *     where there are no others
     */
    List<MediaFields.Media> finish() {
        while (!open.isEmpty()) {
            end();
        }
        List<MediaFields.Media> found = media.isEmpty() ? loose : media;
        found.sort(Comparator.comparingInt(MediaFields.Media::start));
        return found;
    }

    List<Address.Page> pages() {
        return pages;
    }

    boolean holdsSecret() {
        return holdsSecret;
    }

    boolean holdsExtra() {
        return holdsExtra;
    }

    @Override
    public void startObject() {
        String label = labelHere();
        if (extra == null && label != null && MediaFields.isExtraName(label)) {
            extra = new CompactJson();
        }
        if (extra != null) {
            extra.startObject();
        }
        open.push(new Frame(label, true));
    }

    @Override
    public void startArray() {
        if (extra != null) {
            extra.startArray();
        }
        open.push(new Frame(labelHere(), false));
    }

    private @Nullable String labelHere() {
        Frame parent = open.peek();
        return parent == null ? null : parent.takeLabel();
    }

    @Override
    public void end() {
        Frame closed = open.poll();
        MediaFields.Media found =
                closed == null || closed.fields == null ? null : closed.fields.media();
        if (found != null) {
            media.add(found);
        }
        if (closed != null && closed.fields != null) {
            String own = closed.fields.extra();
            closed.listed.forEach(one -> media.add(one.withExtra(own)));
        }
        endOfExtra();
    }

    /** Hands the object over to the one that it is the extra of. */
    private void endOfExtra() {
        if (extra == null) {
            return;
        }
        extra.end();
        Frame parent = open.peek();
        if (extra.isClosed()) {
            if (parent != null && parent.fields != null) {
                parent.fields.extraObject(extra.text());
            }
            extra = null;
        }
    }

    @Override
    public void name(String name, int start) {
        Frame frame = open.peek();
        if (frame != null) {
            frame.name = name;
            frame.nameStart = start;
        }
        if (extra != null) {
            extra.name(name, start);
        }
        holdsSecret |= SecretForm.isLabel(name);
        holdsExtra |= name.equals("bitablePerm");
    }

    @Override
    public void text(String value, int start, int end) {
        if (extra != null) {
            extra.text(value, start, end);
        }
        Frame frame = open.peek();
        String label = frame == null ? null : frame.takeLabel();
        boolean isExtra = label != null && label.toLowerCase(Locale.ROOT).startsWith("extra");
        if (!isExtra && mayBeJson(value) && readNested(value, start, end)) {
            return;
        }
        judge(value, label, start, end);
        if (frame == null) {
            return;
        }
        if (frame.fields != null && label != null) {
            frame.fields.text(label, value, frame.nameStart, start, end);
        }
        boolean listed = label != null && MediaFields.isTokenListName(label);
        if (listed && TokenForm.isKeyed(value)) {
            owners().add(MediaFields.Media.ofToken(value, start, end));
        }
    }

    /** Where a listed token goes: to the object around the list, which may name its extra later. */
    private List<MediaFields.Media> owners() {
        for (Frame frame : open) {
            if (frame.fields != null) {
                return frame.listed;
            }
        }
        return media;
    }

    /** Notes what a document without media may still be. */
    private void judge(String value, @Nullable String label, int start, int end) {
        if (value.length() > 8 * TokenForm.LONGEST) {
            return;
        }
        String word = value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7) : value;
        if (SecretForm.of(word.strip()) != null) {
            holdsSecret = true;
        } else if (value.contains("://") && value.regionMatches(true, 0, "http", 0, 4)) {
            judge(AddressForms.of(value), start, end);
        } else if (TokenForm.of(value) == TokenForm.SURE
                && (label == null || !isOtherName(label))) {
            loose.add(MediaFields.Media.ofToken(value, start, end));
        }
    }

    private static boolean isOtherName(String label) {
        return OTHER_NAME.matcher(label).matches() || SecretForm.isLabel(label);
    }

    private void judge(Address address, int start, int end) {
        switch (address) {
            case Address.Page page -> pages.add(page);
            case Address.Link(String url) ->
                    loose.add(MediaFields.Media.ofToken("", start, end).withLink(url));
            case Address.ApiMedia(List<String> tokens, var extra) ->
                    tokens.forEach(token ->
                            loose.add(
                                    MediaFields.Media.ofToken(token, start, end).withExtra(extra)));
            case Address.Useless _ -> {
                // an address like others in an answer
            }
        }
    }

    private boolean mayBeJson(String value) {
        return depth < DEEPEST
                && value.indexOf('{') >= 0
                && value.contains("oken")
                && !value.startsWith("http"); // an address with a raw extra
    }

    /** All that is inside stands, for the text, where the outer value stands. */
    private boolean readNested(String value, int start, int end) {
        int before = media.size();
        JsonReader reader = new JsonReader(value, depth + 1);
        for (int at = value.indexOf('{'); at >= 0; at = value.indexOf('{', at)) {
            JsonReader.Document inner = reader.read(at);
            inner.media().forEach(one -> media.add(one.standingAt(start, end)));
            holdsSecret |= inner.holdsSecret();
            at = inner.end();
        }
        return media.size() > before;
    }

    @Override
    public void number(String digits) {
        if (extra != null) {
            extra.number(digits);
        }
        Frame frame = open.peek();
        String label = labelHere();
        if (frame != null && frame.fields != null && label != null) {
            frame.fields.number(label, digits);
        }
    }

    @Override
    public void other(String literal) {
        if (extra != null) {
            extra.other(literal);
        }
        labelHere(); // neither a token nor anything said about one
    }
}
