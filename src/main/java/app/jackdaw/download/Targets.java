package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has which file name, on disk and among the transfers. Names that differ only in case or in
 * their Unicode form are the same, whatever the file system says: the folder may be copied to
 * another one. Any thread; touches the disk, and while it does so nobody waits but those who want
 * to look into the same folder: a drive that does not answer is not everybody's business.
 */
final class Targets {

    /** What {@link FileNames} leaves room for; nobody has more files of one name. */
    private static final int LAST_NUMBER = 9999;

    /** Item ids by key of path. */
    private final Map<String, String> owners = new ConcurrentHashMap<>();

    private final Map<Path, Listing> listings = new ConcurrentHashMap<>();

    /** The file that stands in the way of the plain name, unless an item has the name itself. */
    Optional<Path> stranger(Path folder, String name, String itemId) throws IOException {
        return owners.containsKey(key(folder, name))
                ? Optional.empty()
                : listing(folder).find(name).map(folder::resolve);
    }

    /** Takes the name, or the first numbered one that is free. The same item may ask again. */
    Path reserve(Path folder, String name, String itemId) throws IOException {
        for (int number = 1; number <= LAST_NUMBER; number++) {
            String candidate = number == 1 ? name : FileNames.numbered(name, number);
            String key = key(folder, candidate);
            String owner = owners.putIfAbsent(key, itemId); // before the look at the disk
            if (itemId.equals(owner) || (owner == null && isFree(folder, candidate, key))) {
                return folder.resolve(candidate);
            }
        }
        throw new IOException("no free number");
    }

    private boolean isFree(Path folder, String candidate, String key) throws IOException {
        boolean free = false;
        try {
            free = listing(folder).find(candidate).isEmpty();
            return free;
        } finally {
            if (!free) {
                owners.remove(key);
            }
        }
    }

    /** Takes exactly this name, if no other item has it; a file on disk is to be replaced. */
    Optional<Path> claim(Path folder, String name, String itemId) {
        String owner = owners.putIfAbsent(key(folder, name), itemId);
        boolean claimed = owner == null || owner.equals(itemId);
        return claimed ? Optional.of(folder.resolve(name)) : Optional.empty();
    }

    /** Somebody else made a file of this name in the meantime: it is not this item's any more. */
    void lose(Path target) {
        owners.remove(key(target));
        note(target);
    }

    /** There may be a file of that name by now that was not there when the folder was listed. */
    private void note(Path target) {
        Path folder = target.getParent();
        Listing seen = folder == null ? null : listings.get(folder);
        if (seen != null) {
            seen.note(target.getFileName().toString());
        }
    }

    /** The item has no claim on the name any more. */
    void release(@Nullable Path target, String itemId) {
        if (target != null && owners.remove(key(target), itemId)) {
            note(target);
        }
    }

    private Listing listing(Path folder) {
        return listings.computeIfAbsent(folder, Listing::new);
    }

    /**
     * What was seen in a folder; only looking waits for the disk. Several names that are the same
     * may stand in it side by side.
     */
    private static final class Listing {
        private final Path folder;
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<String, List<String>> names = new ConcurrentHashMap<>();
        private boolean isRead;

        Listing(Path folder) {
            this.folder = folder;
        }

        void note(String name) {
            names.merge(FileNames.key(name), List.of(name), Listing::both);
        }

        /** In an order that does not depend on who was seen first. */
        private static List<String> both(List<String> some, List<String> others) {
            return Stream.concat(some.stream(), others.stream()).distinct().sorted().toList();
        }

        private void forget(String key, String name) {
            names.computeIfPresent(
                    key,
                    (_, known) -> {
                        List<String> left =
                                known.stream().filter(other -> !other.equals(name)).toList();
                        return left.isEmpty() ? null : left;
                    });
        }

        /** A listing is read once; a name in it is believed only after another look. */
        Optional<String> find(String name) throws IOException {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(name);
            }
            lock.lock();
            try {
                if (!isRead) {
                    read();
                    isRead = true;
                }
                String key = FileNames.key(name);
                for (String seen : names.getOrDefault(key, List.of())) {
                    if (Files.exists(folder.resolve(seen), LinkOption.NOFOLLOW_LINKS)) {
                        return Optional.of(seen);
                    }
                    forget(key, seen);
                }
                return Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        private void read() throws IOException {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(file -> note(file.getFileName().toString()));
            } catch (NoSuchFileException | NotDirectoryException empty) {
                // it will be made when its first file comes
            } catch (DirectoryIteratorException unreadable) {
                throw unreadable.getCause();
            }
        }
    }

    private static String key(Path target) {
        return FileNames.key(target.toString());
    }

    private static String key(Path folder, String name) {
        return key(folder.resolve(name));
    }
}
