package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Folders that somebody wrote beside a token: always below the destination, never out of it.
 * Stateless; touches the disk, so never on the user interface's thread.
 */
final class Folders {

    private static final int DEEPEST = 8;

    private static final Pattern DRIVE = Pattern.compile("\\s*[A-Za-z]:.*", Pattern.DOTALL);

    private Folders() {}

    /**
     * @param folder as written; null and blank mean the destination itself
     * @throws ProblemException {@code FOLDER_REFUSED} for absolute paths, {@code ..}, drive letters
     *     and more than eight levels
     */
    static Path below(Path destination, @Nullable String folder) throws ProblemException {
        Path path = destination;
        for (String part : parts(folder)) {
            path = path.resolve(part);
        }
        return path;
    }

    private static List<String> parts(@Nullable String folder) throws ProblemException {
        if (folder == null || folder.isBlank()) {
            return List.of();
        }
        String text = folder.strip();
        if (DRIVE.matcher(text).matches() || text.startsWith("/") || text.startsWith("\\")) {
            throw refused(folder);
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("[/\\\\]+")) {
            String stripped = part.strip();
            if (stripped.equals("..")) {
                throw refused(folder);
            }
            if (!stripped.isEmpty() && !stripped.equals(".")) {
                parts.add(FileNames.safe(stripped));
            }
        }
        if (parts.size() > DEEPEST) {
            throw refused(folder);
        }
        return parts;
    }

    /**
     * Makes the folders between the destination and {@code folder}. The destination itself is never
     * made: a drive that was pulled out must not come back as a folder on another one.
     *
     * @throws ProblemException {@code FOLDER_GONE} without a destination, {@code FOLDER_REFUSED}
     *     when a symbolic link leads out of it
     */
    static void make(Path destination, Path folder) throws ProblemException, IOException {
        if (!Files.isDirectory(destination)) {
            throw new ProblemException(Problem.of(Cause.FOLDER_GONE, destination.toString()));
        }
        Path real = destination.toRealPath();
        Path made = destination;
        for (Path part : destination.relativize(folder)) {
            if (part.toString().isEmpty()) {
                continue;
            }
            made = made.resolve(part);
            try {
                Files.createDirectory(made);
            } catch (FileAlreadyExistsException fine) {
                if (!Files.isDirectory(made) || !made.toRealPath().startsWith(real)) {
                    throw refused(destination.relativize(made).toString());
                }
            }
        }
    }

    private static ProblemException refused(String folder) {
        return new ProblemException(Problem.of(Cause.FOLDER_REFUSED, folder));
    }
}
