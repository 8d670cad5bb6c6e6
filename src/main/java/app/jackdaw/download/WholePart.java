package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A part that is whole and waits for its name: between its check and its name other files may be
 * read, and the ledger's disk be waited for. Of its worker.
 */
final class WholePart {

    private final Path path;
    private final PartRecord whole;
    private BasicFileAttributes seen;

    /** Made when it has just been checked. */
    WholePart(Path path, PartRecord whole) throws IOException {
        this.path = path;
        this.whole = whole;
        this.seen = Files.readAttributes(path, BasicFileAttributes.class);
    }

    Path path() {
        return path;
    }

    /**
     * Dates and numbers are some file systems' own affair: where they differ the content counts.
     *
     * @throws NoSuchFileException when somebody has changed the part
     */
    void mustStillBe() throws IOException, InterruptedException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        boolean same =
                now.size() == whole.bytes()
                        && now.lastModifiedTime().equals(seen.lastModifiedTime())
                        && Objects.equals(now.fileKey(), seen.fileKey());
        if (!same && !Sha256.isOf(path, whole.bytes(), whole.sha256())) {
            throw new NoSuchFileException(path.toString(), null, "no longer what was checked");
        }
        seen = now;
    }
}
