package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.net.ByteAnswer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which name a file gets: the user's own, the one that its source knows, the link host's, or token
 * and type. Never the path of a link, which is a storage key. Any thread.
 */
final class Naming {

    private volatile Locale reader = Locale.ROOT;

    /** Whose guess counts where a server does not say what the octets of a name mean. */
    void setReader(Locale language) {
        reader = language;
    }

    /** The name, made safe, if the answer of the link host cannot change it. */
    static Optional<SafeName> beforeAnswer(MediaItem item) {
        String own = text(item.ownName());
        if (own.isEmpty()) {
            return Optional.of(text(item.knownName())).filter(k -> !k.isEmpty()).map(SafeName::of);
        }
        Optional<String> known = knownExtension(item);
        return hasExtension(own, known) || known.isPresent()
                ? Optional.of(withExtension(own, known))
                : Optional.empty();
    }

    /** The name, made safe. */
    SafeName afterAnswer(MediaItem item, ByteAnswer answer) {
        Optional<String> told =
                answer.header("Content-Disposition")
                        .flatMap(header -> ContentDisposition.fileName(header, reader));
        Optional<String> extension =
                told.map(FileNames::extension)
                        .filter(found -> !found.isEmpty())
                        .or(() -> answer.header("Content-Type").flatMap(MediaTypes::extension));
        return beforeAnswer(item)
                .or(() -> own(item, extension))
                .or(() -> told.map(SafeName::of))
                .orElseGet(
                        () -> withExtension(stem(item), knownExtension(item).or(() -> extension)));
    }

    private static Optional<SafeName> own(MediaItem item, Optional<String> extension) {
        String own = text(item.ownName());
        return own.isEmpty() ? Optional.empty() : Optional.of(withExtension(own, extension));
    }

    private static String stem(MediaItem item) {
        return item.token().isEmpty() ? "download-" + item.shortDigest() : item.token();
    }

    private static Optional<String> knownExtension(MediaItem item) {
        String ofName = FileNames.extension(text(item.knownName()));
        return ofName.isEmpty() ? MediaTypes.extension(text(item.type())) : Optional.of(ofName);
    }

    /** {@code 2024.12} has none: what stands behind its dot is no type of file. */
    private static boolean hasExtension(String name, Optional<String> known) {
        String own = FileNames.extension(name);
        return known.filter(own::equals).isPresent() || MediaTypes.isCommon(own);
    }

    private static SafeName withExtension(String name, Optional<String> extension) {
        if (extension.isEmpty() || hasExtension(name, extension)) {
            return SafeName.of(name);
        }
        return SafeName.of(name.stripTrailing() + "." + extension.get());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
