package app.jackdaw.download;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Media types and the extensions that people know their files by. Stateless, any thread. */
final class MediaTypes {

    private static final Map<String, String> EXTENSIONS =
            Map.ofEntries(
                    Map.entry("application/gzip", "gz"),
                    Map.entry("application/json", "json"),
                    Map.entry("application/msword", "doc"),
                    Map.entry("application/pdf", "pdf"),
                    Map.entry("application/postscript", "ps"),
                    Map.entry("application/rtf", "rtf"),
                    Map.entry("application/vnd.android.package-archive", "apk"),
                    Map.entry("application/vnd.ms-excel", "xls"),
                    Map.entry("application/vnd.ms-powerpoint", "ppt"),
                    Map.entry("application/vnd.oasis.opendocument.presentation", "odp"),
                    Map.entry("application/vnd.oasis.opendocument.spreadsheet", "ods"),
                    Map.entry("application/vnd.oasis.opendocument.text", "odt"),
                    Map.entry(
                            "application/vnd.openxmlformats-officedocument.presentationml"
                                    + ".presentation",
                            "pptx"),
                    Map.entry(
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "xlsx"),
                    Map.entry(
                            "application/vnd.openxmlformats-officedocument.wordprocessingml"
                                    + ".document",
                            "docx"),
                    Map.entry("application/vnd.rar", "rar"),
                    Map.entry("application/x-7z-compressed", "7z"),
                    Map.entry("application/x-rar-compressed", "rar"),
                    Map.entry("application/x-tar", "tar"),
                    Map.entry("application/xml", "xml"),
                    Map.entry("application/zip", "zip"),
                    Map.entry("application/x-zip-compressed", "zip"),
                    Map.entry("audio/aac", "aac"),
                    Map.entry("audio/amr", "amr"),
                    Map.entry("audio/flac", "flac"),
                    Map.entry("audio/mp4", "m4a"),
                    Map.entry("audio/mpeg", "mp3"),
                    Map.entry("audio/ogg", "ogg"),
                    Map.entry("audio/opus", "opus"),
                    Map.entry("audio/wav", "wav"),
                    Map.entry("audio/x-wav", "wav"),
                    Map.entry("image/bmp", "bmp"),
                    Map.entry("image/gif", "gif"),
                    Map.entry("image/heic", "heic"),
                    Map.entry("image/jpeg", "jpg"),
                    Map.entry("image/jpg", "jpg"),
                    Map.entry("image/png", "png"),
                    Map.entry("image/svg+xml", "svg"),
                    Map.entry("image/tiff", "tif"),
                    Map.entry("image/vnd.adobe.photoshop", "psd"),
                    Map.entry("image/webp", "webp"),
                    Map.entry("image/x-icon", "ico"),
                    Map.entry("text/calendar", "ics"),
                    Map.entry("text/css", "css"),
                    Map.entry("text/csv", "csv"),
                    Map.entry("text/html", "html"),
                    Map.entry("text/markdown", "md"),
                    Map.entry("text/plain", "txt"),
                    Map.entry("text/rtf", "rtf"),
                    Map.entry("text/xml", "xml"),
                    Map.entry("video/mp4", "mp4"),
                    Map.entry("video/mpeg", "mpg"),
                    Map.entry("video/quicktime", "mov"),
                    Map.entry("video/webm", "webm"),
                    Map.entry("video/x-matroska", "mkv"),
                    Map.entry("video/x-msvideo", "avi"));

    /** Extensions without a media type above that are just as common. */
    private static final Set<String> MORE_EXTENSIONS =
            Set.of(
                    "ai", "bak", "bat", "bin", "bz2", "c", "cad", "conf", "cpp", "dat", "db", "dmg",
                    "drawio", "dwg", "dxf", "eml", "emmx", "epub", "exe", "fig", "go", "h", "htm",
                    "ini", "ipa", "iso", "java", "jar", "jpeg", "js", "key", "log", "m4v", "mobi",
                    "mpeg", "mpp", "msg", "msi", "numbers", "ofd", "pages", "parquet", "patch",
                    "php", "psb", "py", "rp", "sh", "sketch", "sql", "step", "stl", "stp", "swf",
                    "tgz", "tiff", "toml", "ts", "tsv", "ttf", "vsd", "vsdx", "wma", "wmv", "wps",
                    "xmind", "xlsm", "xz", "yaml", "yml", "zst");

    private MediaTypes() {}

    /**
     * @param contentType a media type, with or without parameters
     */
    static Optional<String> extension(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(EXTENSIONS.get(type));
    }

    /** Whether people would take it for an extension, and not for a part of the name. */
    static boolean isCommon(String extension) {
        return EXTENSIONS.containsValue(extension) || MORE_EXTENSIONS.contains(extension);
    }
}
