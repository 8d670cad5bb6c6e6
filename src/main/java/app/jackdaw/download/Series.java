package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that one item meets under a name and its numbers; what other items have is passed over
 * unseen. Of a thousand files of one name each is looked at once, not once by each of a thousand
 * items. Lives on the item's worker; touches the disk.
 */
final class Series {

    /** What {@link FileNames} leaves room for; nobody has more files of one name. */
    static final int LAST = 9999;

    private final Targets targets;
    private final Path folder;
    private final String name;
    private final String itemId;

    Series(Targets targets, Path folder, String name, String itemId) {
        this.targets = targets;
        this.folder = folder;
        this.name = name;
        this.itemId = itemId;
    }

    /** The name with that number; the first one has none. */
    static String name(String name, int number) {
        return number == 1 ? name : FileNames.numbered(name, number);
    }

    /** Whether it is the name, or the name with a number. */
    static boolean has(String name, String candidate) {
        String key = FileNames.key(candidate);
        return key.equals(FileNames.key(name))
                || key.equals(FileNames.key(name(name, FileNames.number(candidate))));
    }

    /** The file that stands in the way of the plain name, unless another item has the name. */
    Optional<Path> stranger() throws IOException {
        return targets.isOthers(folder, name, itemId)
                ? Optional.empty()
                : targets.listing(folder).find(name).map(folder::resolve);
    }

    /** Whether, once its length is known, the wanted file may be found to be there. */
    boolean mayHaveEqual(@Nullable String sha256) throws IOException {
        return stranger().isPresent()
                || (sha256 != null && targets.listing(folder).numberAfter(1).isPresent());
    }

    /**
     * Takes the one that is the wanted file: by its content where that is known, because it was
     * saved before and is wanted again; else by its size, if it has the very name. A number was
     * made up by somebody, so that a file under one may be any other of that size. Reads files of
     * that size to their end; an interrupt ends that.
     *
     * @param sha256 null when it is not known
     */
    Optional<Path> claimEqual(long size, @Nullable String sha256)
            throws IOException, InterruptedException {
        if (sha256 != null) {
            return claimEqual(size, sha256, null);
        }
        Optional<Path> stranger = stranger();
        return stranger.isPresent() && Seen.at(stranger.get()).bytes() == size
                ? targets.claim(folder, stranger.get().getFileName().toString(), itemId)
                : Optional.empty();
    }

    /**
     * Takes the first that has this content. Numbers may be missing between them.
     *
     * @param own what this item has itself, and is no file yet; null for nothing
     */
    Optional<Path> claimEqual(long size, String sha256, @Nullable String own)
            throws IOException, InterruptedException {
        Listing listing = targets.listing(folder);
        int number = 1;
        while (number <= LAST) {
            String candidate = name(name, number);
            if (!candidate.equals(own)
                    && !targets.isOthers(folder, candidate, itemId)
                    && (number == 1 || !wasAnother(listing.seen(candidate), size, sha256))) {
                Optional<String> there = listing.find(candidate);
                if (there.isEmpty()) {
                    number = listing.numberAfter(number).orElse(LAST + 1);
                    continue;
                }
                if (isEqual(there.get(), size, sha256)) {
                    Optional<Path> claimed = targets.claim(folder, there.get(), itemId);
                    if (claimed.isPresent()) {
                        return claimed;
                    }
                }
            }
            number++;
        }
        return Optional.empty();
    }

    private static boolean wasAnother(@Nullable Seen seen, long size, String sha256) {
        return seen != null && seen.isAnother(size, sha256);
    }

    /** However many ask, a file that stays as it is, is read once; and again before it is taken. */
    private boolean isEqual(String there, long size, String sha256)
            throws IOException, InterruptedException {
        Listing listing = targets.listing(folder);
        Path path = folder.resolve(there);
        Seen now = Seen.at(path);
        Seen before = listing.seen(there);
        if (before != null && before.isStill(now) && before.isAnother(size, sha256)) {
            return false;
        }
        Seen seen = now.bytes() == size ? now.into(path) : now;
        listing.saw(there, seen);
        return sha256.equals(seen.sha256());
    }

    /**
     * A file. What may not be read, or is locked by somebody, cannot be shown to be equal.
     *
     * @param bytes -1 of what is no file, or cannot be looked at
     * @param modified null of that
     * @param sha256 null when nobody looked into it
     */
    record Seen(long bytes, @Nullable FileTime modified, @Nullable String sha256) {

        private static final Seen NOTHING = new Seen(-1, null, null);

        static Seen at(Path path) throws IOException {
            try {
                BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
                return file.isRegularFile()
                        ? new Seen(file.size(), file.lastModifiedTime(), null)
                        : NOTHING;
            } catch (IOException unreadable) {
                refusePassing(unreadable);
                return NOTHING;
            }
        }

        private Seen into(Path path) throws IOException, InterruptedException {
            try {
                return new Seen(bytes, modified, Sha256.of(path, bytes));
            } catch (IOException unreadable) {
                refusePassing(unreadable);
                return this;
            }
        }

        private static void refusePassing(IOException unreadable) throws IOException {
            if (DiskFault.isTooManyOpenFiles(unreadable)) {
                throw unreadable; // says nothing about the file, and passes
            }
        }

        private boolean isStill(Seen now) {
            return bytes == now.bytes && Objects.equals(modified, now.modified);
        }

        /** Whether there is no need for another look. */
        private boolean isAnother(long size, String wanted) {
            return sha256 == null ? bytes >= 0 && bytes != size : !sha256.equals(wanted);
        }
    }

    /** Takes the name, or the first number that is free. */
    Path reserve() throws IOException {
        Listing listing = targets.listing(folder);
        int free = 2;
        while (free <= LAST && isTaken(listing, name(name, free))) {
            free++;
        }
        return targets.reserve(folder, name, itemId, free);
    }

    private boolean isTaken(Listing listing, String candidate) {
        return targets.isOthers(folder, candidate, itemId) || listing.seen(candidate) != null;
    }
}
