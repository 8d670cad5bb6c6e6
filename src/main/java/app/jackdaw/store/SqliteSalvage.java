package app.jackdaw.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the rows out of a database file that cannot be used as it is. The file and its logs stay
 * until a new one with all its rows stands beside them, whole; from then on the new one counts, and
 * whatever of the rest a crash comes between is done by the next start. Used by one thread at a
 * time; blocks.
 */
final class SqliteSalvage {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteSalvage.class);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** The file itself and what the database keeps beside it. */
    private static final List<String> PARTS = List.of("", "-wal", "-shm", "-journal");

    private final Path file;
    private final InstantSource clock;
    private final Steps steps;

    /** What a crash can come between. */
    interface Steps {
        void move(Path from, Path to) throws IOException;
    }

    SqliteSalvage(Path file, InstantSource clock) {
        this(file, clock, Files::move);
    }

    SqliteSalvage(Path file, InstantSource clock, Steps steps) {
        this.file = file;
        this.clock = clock;
        this.steps = steps;
    }

    /** The new one, while it is being filled. */
    private Path fresh() {
        return beside(file, ".new");
    }

    /** The new one as soon as all rows are in it. */
    private Path filled() {
        return beside(file, ".rebuilt");
    }

    private static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /**
     * Gives a filled new one its name, after all that the old one consists of was set aside.
     *
     * @return where the old one is now; empty when there was nothing to do
     */
    Optional<Path> finish() throws IOException {
        if (!Files.exists(filled())) {
            return Optional.empty();
        }
        Path aside = aside();
        for (String part : PARTS) {
            if (Files.exists(beside(file, part))) {
                steps.move(beside(file, part), beside(aside, part));
            }
        }
        steps.move(
                filled(), file); // not beside a log of the old one, which would be played into it
        return Optional.of(aside);
    }

    /**
     * The same name before and after a crash: it goes by the time at which the new one was full.
     */
    private Path aside() throws IOException {
        String stamp = STAMP.format(Files.getLastModifiedTime(filled()).toInstant());
        Path aside = beside(file, ".damaged-" + stamp);
        for (int again = 2; isOfAnother(aside); again++) {
            aside = beside(file, ".damaged-" + stamp + "-" + again);
        }
        return aside;
    }

    private boolean isOfAnother(Path aside) {
        return PARTS.stream()
                .anyMatch(part ->
                        Files.exists(beside(file, part)) && Files.exists(beside(aside, part)));
    }

    /**
     * Makes a file where there is none. It gets its name when it is whole: a kill leaves none that
     * looks as if it had lost its rows.
     */
    void makeIfMissing() throws IOException, SQLException {
        boolean missing =
                PARTS.stream()
                        .noneMatch(part ->
                                Files.exists(beside(file, part), LinkOption.NOFOLLOW_LINKS));
        if (missing) {
            fill(List.of());
            steps.move(fresh(), file);
        }
    }

    /** Whether rows with right checksums are in it. */
    boolean holdsOurRows() {
        return !rowsOfPages().isEmpty();
    }

    /** Whether it is no wonder that the file cannot be opened. */
    boolean isDamaged() {
        try {
            return SqlitePages.isDamaged(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** What can be read, page by page. */
    List<String> rows() {
        Map<String, String> rows = rowsOfPages();
        return rows.isEmpty() ? rowsWithoutSums() : sorted(rows);
    }

    private Map<String, String> rowsOfPages() {
        try {
            return SqlitePages.rows(file, beside(file, "-wal"));
        } catch (IOException unreadable) {
            LOG.warn("The list's pages cannot be read: {}", unreadable.getClass().getSimpleName());
            return Map.of();
        }
    }

    /** Of the first version; from both ends towards the damage. */
    private List<String> rowsWithoutSums() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String order : List.of("id", "id DESC")) {
            try (Connection damaged = SqliteLedgerFile.connect(file, true)) {
                SqliteRows.read(damaged, "ORDER BY " + order, into(rows));
            } catch (SQLException soFar) {
                continue; // what came before the damage is in the map
            }
        }
        return sorted(rows);
    }

    /**
     * What is in a file that may not be written: read from a copy, as the database reads none of
     * its files without writing beside it.
     */
    List<String> copiedRows() {
        try {
            Path folder = Files.createTempDirectory("jackdaw-list");
            try {
                Path copy = folder.resolve("list.db");
                Files.copy(file, copy);
                if (Files.exists(beside(file, "-wal"))) {
                    Files.copy(beside(file, "-wal"), beside(copy, "-wal"));
                }
                Map<String, String> copied = new LinkedHashMap<>();
                try (Connection connection = SqliteLedgerFile.connect(copy, false)) {
                    SqliteRows.read(connection, "ORDER BY id", into(copied));
                }
                return sorted(copied);
            } finally {
                delete(folder);
            }
        } catch (IOException | SQLException notEvenThat) {
            return rows();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path left : files.toList()) {
                Files.delete(left);
            }
        }
        Files.delete(folder);
    }

    /** The first of each id counts. */
    private static SqliteRows.Taker into(Map<String, String> rows) {
        return (id, text) ->
                rows.putIfAbsent(
                        new String(id, StandardCharsets.UTF_8),
                        new String(text, StandardCharsets.UTF_8));
    }

    private static List<String> sorted(Map<String, String> rows) {
        List<String> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparingLong(SqliteSalvage::rank));
        return List.copyOf(sorted);
    }

    private static long rank(String text) {
        try {
            return LedgerText.read(text).rank();
        } catch (RuntimeException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Puts a new file with these rows in the place of the old one.
     *
     * @return where the old one is now
     */
    Path replace(List<String> rows) throws IOException, SQLException {
        fill(rows);
        Files.setLastModifiedTime(fresh(), FileTime.from(clock.instant()));
        steps.move(fresh(), filled());
        return finish().orElseThrow();
    }

    private void fill(List<String> rows) throws IOException, SQLException {
        Files.deleteIfExists(fresh());
        Files.deleteIfExists(beside(fresh(), "-journal"));
        try (Connection connection = SqliteLedgerFile.connect(fresh(), false)) {
            SqliteLedgerFile.create(connection);
            SqliteLedgerFile.execute(connection, "BEGIN");
            try (PreparedStatement put = connection.prepareStatement(SqliteLedgerFile.PUT)) {
                int unreadable = 0;
                for (String row : rows) {
                    long rank = rank(row);
                    String id = rank == Long.MAX_VALUE ? "?" + ++unreadable : id(row);
                    SqliteLedgerFile.fill(put, id, rank, row);
                    put.executeUpdate();
                }
            }
            SqliteLedgerFile.execute(connection, "COMMIT");
        }
    }

    private static String id(String row) {
        return LedgerText.read(row).item().id();
    }
}
