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
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in a folder; only looking waits for the disk. Several names that are the same may
 * stand in it side by side. Any thread.
 */
final class Listing {

    /** A single look at a name: anything may come between two of them. */
    @FunctionalInterface
    interface Sight {

        /** As the system tells it. */
        Sight OF_SYSTEM = path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS);

        boolean isThere(Path path) throws IOException;
    }

    private final Path folder;
    private final Sight sight;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private boolean isRead;

    /** Those in any names; one may be missing by now. */
    private final NavigableSet<Integer> numbers = new ConcurrentSkipListSet<>();

    /**
     * Files that were looked at in vain, by name. Who else writes into the folder meanwhile may be
     * noticed by the next run only; the wanted file is fetched then, and none is lost.
     */
    private final Map<String, Series.Seen> others = new ConcurrentHashMap<>();

    Listing(Path folder, Sight sight) {
        this.folder = folder;
        this.sight = sight;
    }

    /** There may be another file of that name by now. */
    void note(String name) {
        others.remove(name);
        add(name);
    }

    private void add(String name) {
        numbers.add(FileNames.number(name));
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

    /** It is another file than the one that was looked for. */
    void saw(String name, Series.Seen file) {
        others.put(name, file);
    }

    /** What was seen of the file; null when nobody looked at it, or it may have changed since. */
    Series.@Nullable Seen seen(String name) {
        return others.get(name);
    }

    /** The next number that any name had, however many are missing between. */
    OptionalInt numberAfter(int number) throws IOException {
        lock.lock();
        try {
            readOnce();
        } finally {
            lock.unlock();
        }
        Integer next = numbers.higher(number);
        return next == null ? OptionalInt.empty() : OptionalInt.of(next);
    }

    /** A listing is read once; a name in it is believed only after another look. */
    Optional<String> find(String name) throws IOException {
        if (sight.isThere(folder.resolve(name))) {
            return Optional.of(name);
        }
        lock.lock();
        try {
            readOnce();
            String key = FileNames.key(name);
            for (String seen : names.getOrDefault(key, List.of())) {
                if (sight.isThere(folder.resolve(seen))) {
                    return Optional.of(seen);
                }
                forget(key, seen);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Needs the lock. */
    private void readOnce() throws IOException {
        if (isRead) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> add(file.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException empty) {
            // it will be made when its first file comes
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        isRead = true;
    }
}
