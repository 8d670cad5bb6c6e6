package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who has which file name, on disk and among the transfers. Names that differ only in case or in
 * their Unicode form are the same, whatever the file system says: the folder may be copied to
 * another one. Any thread; touches the disk, and while it does so nobody waits but those who want
 * to look into the same folder: a drive that does not answer is not everybody's business.
 */
final class Targets {

    /** Item ids by key of path; see {@link #owners()}. */
    private final Map<String, String> owners = new ConcurrentHashMap<>();

    private final Map<Path, Listing> listings = new ConcurrentHashMap<>();
    private final Listing.Sight sight;

    /** Names of an earlier run whose keys are not made yet, by the items that have them. */
    private final Map<String, Path> kept = new LinkedHashMap<>();

    /** Files that were found there by items of an earlier run. */
    private final Map<String, Path> keptAsFound = new LinkedHashMap<>();

    private final ReentrantLock keeping = new ReentrantLock();
    private volatile boolean allOwned = true;

    Targets() {
        this(Listing.Sight.OF_SYSTEM);
    }

    /**
     * @param sight how it is looked whether a file is there
     */
    Targets(Listing.Sight sight) {
        this.sight = sight;
    }

    /**
     * The item has this name from an earlier run. Nobody asks for names before the first file is
     * wanted, and to compare those of a long list takes a while: its window need not wait for that.
     */
    void keep(Path target, String itemId) {
        keep(kept, target, itemId);
    }

    /** The item has this file from an earlier run, unless another one saved it, or is about to. */
    void keepFound(Path file, String itemId) {
        keep(keptAsFound, file, itemId);
    }

    private void keep(Map<String, Path> names, Path path, String itemId) {
        keeping.lock();
        try {
            names.put(itemId, path);
            allOwned = false;
        } finally {
            keeping.unlock();
        }
    }

    private Map<String, String> owners() {
        if (!allOwned) {
            keeping.lock();
            try {
                own(kept);
                own(keptAsFound);
                allOwned = true;
            } finally {
                keeping.unlock();
            }
        }
        return owners;
    }

    private void own(Map<String, Path> names) {
        names.forEach((itemId, path) -> owners.putIfAbsent(key(path), itemId));
        names.clear();
    }

    /** The files that an item meets under a name. */
    Series series(Path folder, String name, String itemId) {
        return new Series(this, folder, name, itemId);
    }

    boolean isOthers(Path folder, String name, String itemId) {
        String owner = owners().get(key(folder, name));
        return owner != null && !owner.equals(itemId);
    }

    /** Takes the name, or the first numbered one that is free. The same item may ask again. */
    Path reserve(Path folder, String name, String itemId) throws IOException {
        return reserve(folder, name, itemId, 2);
    }

    /**
     * The same.
     *
     * @param from the numbers below it are known to be taken
     */
    Path reserve(Path folder, String name, String itemId, int from) throws IOException {
        int number = 1;
        while (number <= Series.LAST) {
            String candidate = Series.name(name, number);
            if (takes(folder, candidate, itemId)) {
                return folder.resolve(candidate);
            }
            number = Math.max(number + 1, from);
        }
        throw new IOException("no free number");
    }

    /** Where a file is, nobody has its name even for a moment: others would pass it over unseen. */
    private boolean takes(Path folder, String candidate, String itemId) throws IOException {
        String key = key(folder, candidate);
        String owner = owners().get(key);
        if (owner == null) {
            if (listing(folder).find(candidate).isPresent()) {
                return false;
            }
            owner = owners().putIfAbsent(key, itemId); // before the look that counts
        }
        return itemId.equals(owner) || (owner == null && isFree(folder, candidate, key));
    }

    private boolean isFree(Path folder, String candidate, String key) throws IOException {
        boolean free = false;
        try {
            free = listing(folder).find(candidate).isEmpty();
            return free;
        } finally {
            if (!free) {
                owners().remove(key);
            }
        }
    }

    /** Takes exactly this name, if no other item has it; a file may be there. */
    Optional<Path> claim(Path folder, String name, String itemId) {
        String owner = owners().putIfAbsent(key(folder, name), itemId);
        boolean claimed = owner == null || owner.equals(itemId);
        return claimed ? Optional.of(folder.resolve(name)) : Optional.empty();
    }

    /** Somebody else made a file of this name in the meantime: it is not this item's any more. */
    void lose(Path target) {
        owners().remove(key(target));
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
        if (target != null && owners().remove(key(target), itemId)) {
            note(target);
        }
    }

    Listing listing(Path folder) {
        return listings.computeIfAbsent(folder, path -> new Listing(path, sight));
    }

    /** Whether both are one name, whatever the file system says. */
    static boolean isSame(Path one, Path other) {
        return key(one).equals(key(other));
    }

    private static String key(Path target) {
        return FileNames.key(target.toString());
    }

    private static String key(Path folder, String name) {
        return key(folder.resolve(name));
    }
}
