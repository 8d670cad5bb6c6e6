package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who has which file name, on disk and among the transfers. Names that differ only in case or in
 * their Unicode form are the same, whatever the file system says: the folder may be copied to
 * another one. Any thread; touches the disk.
 */
final class Targets {

    /** What {@link FileNames} leaves room for; nobody has more files of one name. */
    private static final int LAST_NUMBER = 9999;

    private final ReentrantLock lock = new ReentrantLock();

    /** Item ids by key of path. */
    private final Map<String, String> owners = new HashMap<>();

    /** What was seen in each folder: names by key. */
    private final Map<Path, Map<String, String>> listings = new HashMap<>();

    /** The file that stands in the way of the plain name, unless an item has the name itself. */
    Optional<Path> stranger(Path folder, String name, String itemId) throws IOException {
        lock.lock();
        try {
            String owner = owners.get(key(folder, name));
            if (owner != null) {
                return Optional.empty();
            }
            return onDisk(folder, name).map(folder::resolve);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the name, or the first numbered one that is free. The same item may ask again. */
    Path reserve(Path folder, String name, String itemId) throws IOException {
        lock.lock();
        try {
            for (int number = 1; number <= LAST_NUMBER; number++) {
                String candidate = number == 1 ? name : FileNames.numbered(name, number);
                String owner = owners.get(key(folder, candidate));
                boolean free = owner == null && onDisk(folder, candidate).isEmpty();
                if (free || itemId.equals(owner)) {
                    owners.put(key(folder, candidate), itemId);
                    return folder.resolve(candidate);
                }
            }
            throw new IOException("no free number");
        } finally {
            lock.unlock();
        }
    }

    /** Takes exactly this name, if no other item has it; a file on disk is to be replaced. */
    Optional<Path> claim(Path folder, String name, String itemId) {
        lock.lock();
        try {
            String owner = owners.putIfAbsent(key(folder, name), itemId);
            boolean claimed = owner == null || owner.equals(itemId);
            return claimed ? Optional.of(folder.resolve(name)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody else made a file of this name in the meantime: it is not this item's any more. */
    void lose(Path target) {
        lock.lock();
        try {
            owners.remove(key(target));
            noteOnDisk(target);
        } finally {
            lock.unlock();
        }
    }

    /** The item has no claim on the name any more. */
    void release(@Nullable Path target, String itemId) {
        if (target == null) {
            return;
        }
        lock.lock();
        try {
            owners.remove(key(target), itemId);
        } finally {
            lock.unlock();
        }
    }

    private void noteOnDisk(Path target) {
        Map<String, String> listing = listings.get(target.getParent());
        if (listing != null) {
            String name = target.getFileName().toString();
            listing.put(FileNames.key(name), name);
        }
    }

    /** A listing is read once; a name in it is believed only after another look at the disk. */
    private Optional<String> onDisk(Path folder, String name) throws IOException {
        if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(name);
        }
        Map<String, String> listing = listings.get(folder);
        if (listing == null) {
            listing = list(folder);
            listings.put(folder, listing);
        }
        String key = FileNames.key(name);
        String seen = listing.get(key);
        if (seen == null) {
            return Optional.empty();
        }
        if (!Files.exists(folder.resolve(seen), LinkOption.NOFOLLOW_LINKS)) {
            listing.remove(key);
            return Optional.empty();
        }
        return Optional.of(seen);
    }

    private static Map<String, String> list(Path folder) throws IOException {
        Map<String, String> names = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                names.put(FileNames.key(name), name);
            }
        } catch (NoSuchFileException | NotDirectoryException empty) {
            return names; // it will be made when its first file comes
        }
        return names;
    }

    private static String key(Path target) {
        return FileNames.key(target.toString());
    }

    private static String key(Path folder, String name) {
        return key(folder.resolve(name));
    }
}
