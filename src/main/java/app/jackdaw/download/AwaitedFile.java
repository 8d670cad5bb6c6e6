package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.net.ByteAnswer;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the file that an answer should bring, so that something else in its place is
 * noticed. Immutable.
 *
 * @param size as the document states it
 * @param promised how long the file is of which something is there, as its server told; else -1
 * @param extensions by which people would know its kind; empty where nobody says one
 * @param vouched the answer is of a storage, and names a file, or surely another version of it
 */
record AwaitedFile(@Nullable Long size, long promised, Set<String> extensions, boolean vouched) {

    private static final Set<String> TEXTUAL =
            Set.of(
                    "json", "geojson", "ipynb", "har", "html", "htm", "shtml", "mhtml", "xhtml",
                    "xml", "xsd", "xsl", "svg", "drawio", "plist", "rss", "atom", "kml", "gpx",
                    "js", "jsx", "ts", "tsx", "vue", "css", "php", "jsp", "asp", "aspx", "txt",
                    "log", "md", "tex", "csv", "tsv", "yaml", "yml", "toml", "ini", "conf", "sql",
                    "py", "java", "go", "c", "h", "cpp", "sh", "bat", "patch", "eml", "ics", "rtf");

    /** Kinds that have a plain form beside the other, or say nothing of what is in them. */
    private static final Set<String> PLAIN_AT_TIMES =
            Set.of(
                    "ai", "bak", "bin", "cad", "dat", "db", "dxf", "key", "ps", "step", "stl",
                    "stp");

    /**
     * Where nobody says what kind of file it is, the name does that came with an earlier answer;
     * not of one that comes under a name of its own now, and only that it is no text: no answer
     * speaks for a page that comes later.
     */
    static AwaitedFile of(Job job, ByteAnswer answer) {
        AwaitedFile file = of(job.item(), job.promised(), job.validator(), answer);
        Path begun = job.target;
        return begun == null || ContentDisposition.namesFile(answer)
                ? file
                : file.named(FileNames.extension(begun.getFileName().toString()));
    }

    static AwaitedFile of(MediaItem item, long promised, Validator there, ByteAnswer answer) {
        return new AwaitedFile(item.size(), promised, extensions(item), isVouched(there, answer));
    }

    private static boolean isVouched(Validator there, ByteAnswer answer) {
        Validator told = Validator.of(answer);
        boolean anotherVersion =
                there.etag() != null && told.etag() != null && !there.isConfirmedBy(told);
        return isStored(answer) && (anotherVersion || ContentDisposition.namesFile(answer));
    }

    /** Files have a version or can be had in parts; what is made on the spot has neither. */
    static boolean isStored(ByteAnswer answer) {
        return answer.header("ETag").isPresent()
                || answer.header("Accept-Ranges")
                        .filter(v -> !v.equalsIgnoreCase("none"))
                        .isPresent();
    }

    private AwaitedFile named(String extension) {
        AwaitedFile named = new AwaitedFile(size, promised, Set.of(extension), vouched);
        return !isText() && !isBinary() && named.isBinary() ? named : this;
    }

    private static Set<String> extensions(MediaItem item) {
        String type = item.type() == null ? "" : item.type();
        return Stream.of(
                        extension(item.knownName()),
                        extension(item.ownName()),
                        MediaTypes.extension(type).orElse(""))
                .filter(extension -> !extension.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String extension(@Nullable String name) {
        return name == null ? "" : FileNames.extension(name);
    }

    /** Whether it is of one of these kinds. */
    boolean isOneOf(Set<String> kinds) {
        return extensions.stream().anyMatch(kinds::contains);
    }

    /** A file of such a kind was asked for. */
    boolean isText() {
        return isOneOf(TEXTUAL);
    }

    /**
     * A file was asked for that never begins like a page; or one that hardly ever does, and nobody
     * vouches for what came.
     */
    boolean isBinary() {
        boolean mayBePlain = vouched && isOneOf(PLAIN_AT_TIMES);
        return !isText() && !mayBePlain && extensions.stream().anyMatch(MediaTypes::isCommon);
    }
}
