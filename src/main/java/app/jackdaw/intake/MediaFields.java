package app.jackdaw.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object that say something about a file (reference, sections 1.2, 4.2 to
 * 4.4). Filled by one reader, then asked once; one thread.
 */
final class MediaFields {

    /** Fields whose text is a media token wherever they stand. */
    private static final Set<String> TOKEN_NAMES =
            Set.of(
                    "file_token",
                    "filetoken",
                    "image_token",
                    "imagetoken",
                    "float_image_token",
                    "floatimagetoken",
                    "media_token",
                    "mediatoken");

    private static final Set<String> TOKEN_LIST_NAMES =
            Set.of("file_tokens", "filetokens", "media_tokens", "mediatokens");

    /** Owners of a plain {@code token} that is a media token; no owner is as good. */
    private static final Set<String> OWNERS =
            Set.of("image", "images", "file", "cover", "media", "attachment", "attachments");

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]*/[A-Za-z0-9][A-Za-z0-9.+-]*");

    /** A plain {@code token} beside one of these types is a document's, not a file's. */
    private static final Set<String> DOCUMENT_TYPES =
            Set.of(
                    "doc",
                    "docx",
                    "sheet",
                    "bitable",
                    "folder",
                    "mindnote",
                    "slides",
                    "wiki",
                    "shortcut",
                    "file");

    private final @Nullable String owner;
    private @Nullable String token;
    private int tokenKey = -1;
    private int tokenStart = -1;
    private int tokenEnd = -1;
    private @Nullable String plainToken;
    private int plainStart = -1;
    private int plainEnd = -1;
    private @Nullable String name;
    private @Nullable String cellText;
    private @Nullable Long size;
    private @Nullable String type;
    private @Nullable String kind;
    private @Nullable String extraInfo;
    private @Nullable String addressExtra;
    private @Nullable String addressToken;
    private @Nullable String link;
    private int addressStart = -1;
    private int addressEnd = -1;

    /**
     * @param owner the name that the object, or the list it stands in, has in its parent; null at
     *     the top
     */
    MediaFields(@Nullable String owner) {
        this.owner = owner;
    }

    static boolean isTokenName(String field) {
        return TOKEN_NAMES.contains(field.toLowerCase(Locale.ROOT));
    }

    static boolean isExtraName(String field) {
        return field.equalsIgnoreCase("extra") || field.equalsIgnoreCase("extra_info");
    }

    static boolean isTokenListName(String field) {
        return TOKEN_LIST_NAMES.contains(field.toLowerCase(Locale.ROOT));
    }

    /**
     * @param key where the field's name begins
     */
    void text(String field, String value, int key, int start, int end) {
        String known = field.toLowerCase(Locale.ROOT);
        if (isTokenName(known)) {
            token = value;
            tokenKey = key;
            tokenStart = start;
            tokenEnd = end;
            return;
        }
        switch (known) {
            case "token" -> {
                plainToken = value;
                plainStart = start;
                plainEnd = end;
            }
            case "name", "file_name", "filename" -> name = blankToNull(value);
            case "text" -> cellText = blankToNull(value);
            case "size" -> number(field, value);
            case "type", "mimetype", "mime_type" -> {
                if (MEDIA_TYPE.matcher(value).matches()) {
                    type = value;
                } else {
                    kind = value;
                }
            }
            case "extra_info", "extra" -> extraInfo = blankToNull(Percent.json(value));
            case "url", "tmp_url", "tmpurl", "tmp_download_url", "tmpdownloadurl" ->
                    address(known, value, start, end);
            default -> {
                // the platform's objects have dozens of other fields
            }
        }
    }

    void number(String field, String digits) {
        if (field.equalsIgnoreCase("size") && digits.matches("[0-9]{1,18}")) {
            size = Long.valueOf(digits);
        }
    }

    private void address(String field, String value, int start, int end) {
        if (!value.regionMatches(true, 0, "http", 0, 4)) {
            return;
        }
        Address meaning = AddressForms.of(value);
        boolean saysLink = field.startsWith("tmp") && field.contains("download");
        if (meaning instanceof Address.ApiMedia(var tokens, var extra)) {
            addressExtra = extra == null ? addressExtra : extra;
            addressToken = tokens.getFirst();
        } else if (meaning instanceof Address.Link(String url)) {
            link = url;
        } else if (saysLink
                && meaning instanceof Address.Useless(var reason)
                && reason == Rejected.Reason.UNKNOWN_ADDRESS) {
            link = value; // the field's name vouches for a path that we have never seen
        } else {
            return;
        }
        addressStart = start;
        addressEnd = end;
    }

    /** The {@code extra} written as an object, as JSON text. */
    void extraObject(String json) {
        if (!json.equals("{}")) {
            extraInfo = json;
        }
    }

    @Nullable String extra() {
        return extraInfo == null ? addressExtra : extraInfo;
    }

    /** The file that the object describes, null when it describes none. */
    @Nullable Media media() {
        String found = token;
        int start = tokenStart;
        int end = tokenEnd;
        if (found == null && plainToken != null && ownsPlainToken()) {
            found = plainToken;
            start = plainStart;
            end = plainEnd;
        }
        if (found == null || found.isBlank()) {
            found = addressToken;
            start = addressStart;
            end = addressEnd;
        }
        if (found == null && link == null) {
            return null;
        }
        String fileName = name == null ? cellText : name;
        return found == null
                ? new Media(
                        "",
                        addressStart,
                        addressStart,
                        addressEnd,
                        fileName,
                        size,
                        type,
                        null,
                        link)
                : new Media(
                        Separators.trim(found),
                        start == tokenStart ? tokenKey : start,
                        start,
                        end,
                        fileName,
                        size,
                        type,
                        extra(),
                        link);
    }

    private boolean ownsPlainToken() {
        boolean mayOwn = owner == null || OWNERS.contains(owner.toLowerCase(Locale.ROOT));
        boolean document = kind != null && DOCUMENT_TYPES.contains(kind);
        return mayOwn && !document && !SecretForm.isAccessToken(String.valueOf(plainToken));
    }

    private static @Nullable String blankToNull(String value) {
        return value.isBlank() ? null : value;
    }

    /**
     * One file of a JSON document.
     *
     * @param token as written, empty for a temporary link alone
     * @param key start of the field's name, -1 in a JSON text inside another
     * @param start of the token in the text
     */
    record Media(
            String token,
            int key,
            int start,
            int end,
            @Nullable String name,
            @Nullable Long size,
            @Nullable String type,
            @Nullable String extra,
            @Nullable String link) {

        static Media ofToken(String token, int start, int end) {
            return new Media(token, start, start, end, null, null, null, null, null);
        }

        Media withLink(String newLink) {
            return new Media(token, key, start, end, name, size, type, extra, newLink);
        }

        Media withExtra(@Nullable String newExtra) {
            return new Media(token, key, start, end, name, size, type, newExtra, link);
        }

        Media standingAt(int newStart, int newEnd) {
            return new Media(token, -1, newStart, newEnd, name, size, type, extra, link);
        }

        @Override
        public String toString() {
            return "Media[" + token + "]";
        }
    }
}
