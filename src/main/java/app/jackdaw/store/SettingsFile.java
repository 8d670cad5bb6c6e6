package app.jackdaw.store;

import app.jackdaw.model.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings file on disk: read with care, replaced in one step. Used by one thread at a time;
 * blocks.
 */
final class SettingsFile {

    /** Rises when an older application would read the file wrongly, not with every new member. */
    static final int VERSION = 1;

    /** Far above the longest draft in the widest encoding; more is not a settings file. */
    private static final long LARGEST = 64L << 20;

    private static final String VERSION_MEMBER = "version";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final InstantSource clock;
    private final JsonMapper mapper = JsonMapper.builder().build();

    SettingsFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * What the file said.
     *
     * @param tree as read, to be kept under later changes
     * @param writable false when the file must stay as it is
     * @param problem why it is not what the user left, null when it is
     */
    record Content(ObjectNode tree, boolean writable, @Nullable Problem problem) {

        static Content empty(boolean writable, @Nullable Problem problem) {
            return new Content(JsonNodeFactory.instance.objectNode(), writable, problem);
        }
    }

    /** Never fails: a file that cannot be used is reported and replaced by nothing. */
    Content read() {
        byte[] bytes;
        try {
            if (Files.size(file) > LARGEST) {
                return setAside();
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException firstStart) {
            return Content.empty(true, null);
        } catch (IOException unreadable) {
            return Content.empty(false, problem(Problem.Cause.SETTINGS_NOT_READ, file));
        }
        JsonNode tree;
        try {
            tree = mapper.readTree(bytes);
        } catch (JacksonException notJson) {
            return setAside();
        }
        if (!(tree instanceof ObjectNode object)) {
            return setAside();
        }
        boolean newer = object.path(VERSION_MEMBER).asDouble(VERSION) >= VERSION + 1;
        return newer
                ? new Content(object, false, problem(Problem.Cause.SETTINGS_NEWER, file))
                : new Content(object, true, null);
    }

    /** Replaces the file; a reader sees the old one or the new one, never half of one. */
    void write(ObjectNode tree) throws IOException {
        ObjectNode versioned = JsonNodeFactory.instance.objectNode().put(VERSION_MEMBER, VERSION);
        tree.properties().stream()
                .filter(member -> !member.getKey().equals(VERSION_MEMBER))
                .forEach(member -> versioned.set(member.getKey(), member.getValue()));
        byte[] bytes = mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(versioned);
        Files.createDirectories(file.toAbsolutePath().getParent());
        // people who keep their settings under version control link to them
        Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, ownerOnly(target))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        try {
            Files.move(
                    fresh,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException someNetworkShare) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    Problem notSaved() {
        return problem(Problem.Cause.SETTINGS_NOT_SAVED, file);
    }

    private Content setAside() {
        String stamp = STAMP.format(clock.instant());
        for (int attempt = 0; attempt < 100; attempt++) {
            String suffix = attempt == 0 ? "" : "-" + attempt;
            Path aside = file.resolveSibling("settings-damaged-" + stamp + suffix + ".json");
            try {
                Files.move(file, aside);
                return Content.empty(true, problem(Problem.Cause.SETTINGS_DAMAGED, aside));
            } catch (FileAlreadyExistsException taken) {
                continue;
            } catch (IOException stays) {
                break;
            }
        }
        return Content.empty(false, problem(Problem.Cause.SETTINGS_NOT_READ, file));
    }

    private Problem problem(Problem.Cause cause, Path path) {
        Instant now = clock.instant();
        return Problem.of(cause, path.toString()).at(now);
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        boolean rights = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return rights
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
