package app.jackdaw.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One wanted file: a media token with its context. Immutable, any thread.
 *
 * @param id stable over restarts and links; equal ids mean the same wanted file
 * @param token the platform's {@code file_token}; empty for a pasted temporary link
 * @param ownName the name that the user wrote beside it, as written
 * @param knownName the name that the source states (a record's or a document's metadata)
 * @param folder the folder that the user wrote beside it, as written, parts separated by / or \
 * @param size in bytes, where the source states it
 * @param type the media type, where the source states it, for example {@code image/png}
 * @param extra the platform's {@code extra} parameter as JSON text, not URL-encoded
 */
public record MediaItem(
        String id,
        String token,
        ItemSource source,
        @Nullable String ownName,
        @Nullable String knownName,
        @Nullable String folder,
        @Nullable Long size,
        @Nullable String type,
        @Nullable String extra) {

    /** A bare token. */
    public static MediaItem ofToken(String token, ItemSource source) {
        return new MediaItem(token, token, source, null, null, null, null, null, null);
    }

    /** A pasted temporary link; the id is a digest, so that the link itself is written nowhere. */
    public static MediaItem ofPastedLink(String url, ItemSource.PastedLink source) {
        String id = "link-" + digest(url).substring(0, 32);
        return new MediaItem(id, "", source, null, null, null, null, null, null);
    }

    public boolean isPastedLink() {
        return source instanceof ItemSource.PastedLink;
    }

    public MediaItem withNames(@Nullable String own, @Nullable String known) {
        return new MediaItem(id, token, source, own, known, folder, size, type, extra);
    }

    public MediaItem withFolder(@Nullable String newFolder) {
        return new MediaItem(id, token, source, ownName, knownName, newFolder, size, type, extra);
    }

    public MediaItem withFacts(@Nullable Long newSize, @Nullable String newType) {
        return new MediaItem(
                id, token, source, ownName, knownName, folder, newSize, newType, extra);
    }

    public MediaItem withExtra(@Nullable String newExtra) {
        return new MediaItem(id, token, source, ownName, knownName, folder, size, type, newExtra);
    }

    /** This item with what it does not know filled in from another mention of the same file. */
    public MediaItem completedBy(MediaItem other) {
        return new MediaItem(
                id,
                token,
                source,
                ownName == null ? other.ownName : ownName,
                knownName == null ? other.knownName : knownName,
                folder == null ? other.folder : folder,
                size == null ? other.size : size,
                type == null ? other.type : type,
                extra == null ? other.extra : extra);
    }

    /** Eight hexadecimal digits that tell part files of different items apart. */
    public String shortDigest() {
        return digest(id).substring(0, 8);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
