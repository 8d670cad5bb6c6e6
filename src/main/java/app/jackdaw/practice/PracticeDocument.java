package app.jackdaw.practice;

import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One example document of the practice platform: what it is called, what becomes of whoever asks
 * for it, and its content. Immutable, any thread.
 */
public final class PracticeDocument {

    /** What the platform says when it is asked for a link. */
    public enum Fate {
        SERVED,
        /** The application has no right on the document: 403, code 1061004. */
        FORBIDDEN,
        /** Deleted: 404, code 1061007. */
        GONE
    }

    /** How the bytes arrive. */
    enum Delivery {
        STEADY,
        /** The first whole transfer breaks off in the middle. */
        BREAKS_OFF_ONCE
    }

    /** How the name is written in {@code Content-Disposition}. */
    enum NameStyle {
        /** RFC 6266: an ASCII name, and {@code filename*} where ASCII is not enough. */
        STANDARD,
        /** Bare UTF-8 in {@code filename}, as many servers send it. */
        RAW_UTF_8
    }

    /** The endpoint's official page: links are valid for 24 hours. */
    static final Duration DAY = Duration.ofDays(1);

    /** Stands for "as fast as it goes". */
    static final int UNLIMITED = 0;

    private final String token;
    private final String name;
    private final Content content;
    private final Fate fate;
    private final @Nullable String tableId;
    private final Duration linkLife;
    private final int bytesPerSecond;
    private final Delivery delivery;
    private final NameStyle nameStyle;

    private PracticeDocument(Draft draft) {
        this.token = draft.token;
        this.name = draft.name;
        this.content = draft.content;
        this.fate = draft.fate;
        this.tableId = draft.tableId;
        this.linkLife = draft.linkLife;
        this.bytesPerSecond = draft.bytesPerSecond;
        this.delivery = draft.delivery;
        this.nameStyle = draft.nameStyle;
    }

    /** The {@code file_token}, the same on every start. */
    public String token() {
        return token;
    }

    /** The name that the link host states; file systems may refuse it. */
    public String name() {
        return name;
    }

    /** As in {@code Content-Type}. */
    public String mediaType() {
        return mediaTypeOf(name);
    }

    public Fate fate() {
        return fate;
    }

    /**
     * The table of a base with advanced permissions in which the document lies: without an {@code
     * extra} that names it there is no link. Null for all others.
     */
    public @Nullable String tableId() {
        return tableId;
    }

    /** How long its links live; 24 hours for all but one. */
    public Duration linkLife() {
        return linkLife;
    }

    /** In bytes. */
    public long size() {
        return content.size();
    }

    /** Of the whole content, in lower-case hexadecimal digits. */
    public String sha256() {
        return content.sha256();
    }

    /** Never the same for two documents, the same on every start. */
    String entityTag() {
        return "\"practice-" + token + "\"";
    }

    int bytesPerSecond() {
        return bytesPerSecond;
    }

    Delivery delivery() {
        return delivery;
    }

    NameStyle nameStyle() {
        return nameStyle;
    }

    InputStream from(long offset) {
        return content.from(offset);
    }

    private static String mediaTypeOf(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "png" -> "image/png";
            case "pdf" -> "application/pdf";
            case "mp4" -> "video/mp4";
            case "json" -> "application/json";
            case "csv" -> "text/csv";
            case "zip" -> "application/zip";
            case "txt", "md" -> "text/plain; charset=utf-8";
            default -> "application/octet-stream";
        };
    }

    @Override
    public String toString() {
        return name;
    }

    /** A document that is being described; an ordinary one unless told otherwise. One thread. */
    static final class Draft {
        private final String token;
        private final String name;
        private final Content content;
        private Fate fate = Fate.SERVED;
        private @Nullable String tableId;
        private Duration linkLife = DAY;
        private int bytesPerSecond = UNLIMITED;
        private Delivery delivery = Delivery.STEADY;
        private NameStyle nameStyle = NameStyle.STANDARD;

        Draft(String token, String name, Content content) {
            this.token = token;
            this.name = name;
            this.content = content;
        }

        Draft ending(Fate end) {
            fate = end;
            return this;
        }

        Draft inTable(String guardedTable) {
            tableId = guardedTable;
            return this;
        }

        Draft withLinkLife(Duration life) {
            linkLife = life;
            return this;
        }

        /** How fast the bytes flow when nobody asked for another pace. */
        Draft at(int bytesEachSecond) {
            bytesPerSecond = bytesEachSecond;
            return this;
        }

        Draft breakingOffOnce() {
            delivery = Delivery.BREAKS_OFF_ONCE;
            return this;
        }

        Draft rawlyNamed() {
            nameStyle = NameStyle.RAW_UTF_8;
            return this;
        }

        PracticeDocument finished() {
            return new PracticeDocument(this);
        }
    }
}
