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
 */
record AwaitedFile(@Nullable Long size, long promised, Set<String> extensions) {

    private static final Set<String> TEXTUAL =
            Set.of(
                    "json", "geojson", "ipynb", "har", "html", "htm", "shtml", "mhtml", "xhtml",
                    "xml", "xsd", "xsl", "svg", "drawio", "plist", "rss", "atom", "kml", "gpx",
                    "js", "jsx", "ts", "tsx", "vue", "css", "php", "jsp", "asp", "aspx", "txt",
                    "log", "md", "tex", "csv", "tsv", "yaml", "yml", "toml", "ini", "conf", "sql",
                    "py", "java", "go", "c", "h", "cpp", "sh", "bat", "patch", "eml", "ics", "rtf");

    /**
     * Where nobody says what kind of file it is, the name does that came with an earlier answer;
     * not of one that comes under a name of its own now, and only that it is no text: no answer
     * speaks for a page that comes later.
     */
    static AwaitedFile of(Job job, ByteAnswer answer) {
        AwaitedFile file = of(job.item(), job.promised());
        Path begun = job.target;
        return begun == null || ContentDisposition.namesFile(answer)
                ? file
                : file.named(FileNames.extension(begun.getFileName().toString()));
    }

    static AwaitedFile of(MediaItem item, long promised) {
        return new AwaitedFile(item.size(), promised, extensions(item));
    }

    private AwaitedFile named(String extension) {
        AwaitedFile named = new AwaitedFile(size, promised, Set.of(extension));
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

    /** A file was asked for that never begins like a page. */
    boolean isBinary() {
        return !isText() && extensions.stream().anyMatch(MediaTypes::isCommon);
    }
}
