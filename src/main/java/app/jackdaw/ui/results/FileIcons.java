package app.jackdaw.ui.results;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the icon of a file's kind from its name or media type. Pure. */
final class FileIcons {

    private static final String PLAIN = "fth-file";
    private static final String PICTURE = "fth-image";
    private static final String FILM = "fth-film";
    private static final String SOUND = "fth-music";
    private static final String TEXT = "fth-file-text";
    private static final String ARCHIVE = "fth-archive";

    private static final Map<String, String> BY_EXTENSION =
            Map.ofEntries(
                    Map.entry("png", PICTURE),
                    Map.entry("jpg", PICTURE),
                    Map.entry("jpeg", PICTURE),
                    Map.entry("gif", PICTURE),
                    Map.entry("webp", PICTURE),
                    Map.entry("svg", PICTURE),
                    Map.entry("heic", PICTURE),
                    Map.entry("mp4", FILM),
                    Map.entry("mov", FILM),
                    Map.entry("mkv", FILM),
                    Map.entry("avi", FILM),
                    Map.entry("mp3", SOUND),
                    Map.entry("m4a", SOUND),
                    Map.entry("wav", SOUND),
                    Map.entry("pdf", TEXT),
                    Map.entry("doc", TEXT),
                    Map.entry("docx", TEXT),
                    Map.entry("txt", TEXT),
                    Map.entry("md", TEXT),
                    Map.entry("ppt", TEXT),
                    Map.entry("pptx", TEXT),
                    Map.entry("xls", TEXT),
                    Map.entry("xlsx", TEXT),
                    Map.entry("csv", TEXT),
                    Map.entry("json", TEXT),
                    Map.entry("zip", ARCHIVE),
                    Map.entry("rar", ARCHIVE),
                    Map.entry("7z", ARCHIVE),
                    Map.entry("gz", ARCHIVE));

    private FileIcons() {}

    static String iconFor(String name, @Nullable String mediaType) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = BY_EXTENSION.get(extension);
        if (known != null) {
            return known;
        }
        if (mediaType == null) {
            return PLAIN;
        }
        return switch (mediaType.replaceFirst("/.*", "").toLowerCase(Locale.ROOT)) {
            case "image" -> PICTURE;
            case "video" -> FILM;
            case "audio" -> SOUND;
            case "text" -> TEXT;
            default -> PLAIN;
        };
    }
}
