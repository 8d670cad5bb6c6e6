package app.jackdaw.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gets the rows out of a database file that cannot be used as it is. The file itself stays until a
 * new one with all its rows stands beside it. Used by one thread at a time; blocks.
 */
final class SqliteSalvage {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final List<String> LOGS = List.of("-wal", "-shm", "-journal");

    private final Path file;
    private final InstantSource clock;

    SqliteSalvage(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    private Path fresh() {
        return beside(file, ".new");
    }

    private static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /** Ends what a crash came between: the old file is aside, the new one has not its name yet. */
    void finish() throws IOException {
        if (!Files.exists(file) && Files.exists(fresh())) {
            Files.move(fresh(), file);
        }
    }

    /** What can be read, from both ends towards the damage. */
    List<String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String order : List.of("id", "id DESC")) {
            try (Connection damaged = SqliteLedgerFile.connect(file, true)) {
                read(damaged, "SELECT id, text FROM entry ORDER BY " + order, rows);
            } catch (SQLException soFar) {
                continue; // what came before the damage is in the map
            }
        }
        return sorted(rows);
    }

    /**
     * What can be read of a file that may not be written: of a copy if need be, because a log that
     * a crash left behind can only be read by writing.
     */
    List<String> copiedRows() {
        List<String> rows = rows();
        if (!Files.exists(beside(file, "-wal"))) {
            return rows;
        }
        try {
            Path folder = Files.createTempDirectory("jackdaw-list");
            try {
                Path copy = folder.resolve("list.db");
                Files.copy(file, copy);
                Files.copy(beside(file, "-wal"), beside(copy, "-wal"));
                Map<String, String> copied = new LinkedHashMap<>();
                try (Connection connection = SqliteLedgerFile.connect(copy, false)) {
                    read(connection, "SELECT id, text FROM entry", copied);
                }
                return sorted(copied);
            } finally {
                delete(folder);
            }
        } catch (IOException | SQLException notEvenThat) {
            return rows;
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

    static void read(Connection connection, String query, Map<String, String> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String id = result.getString(1);
                String text = result.getString(2);
                if (id != null && text != null) { // damage can leave either out
                    rows.putIfAbsent(id, text);
                }
            }
        }
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
        Files.deleteIfExists(fresh());
        Files.deleteIfExists(beside(fresh(), "-journal"));
        try (Connection connection = SqliteLedgerFile.connect(fresh(), false)) {
            SqliteLedgerFile.create(connection);
            SqliteLedgerFile.execute(connection, "BEGIN");
            try (PreparedStatement put =
                    connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)")) {
                int unreadable = 0;
                for (String row : rows) {
                    long rank = rank(row);
                    put.setString(1, rank == Long.MAX_VALUE ? "?" + ++unreadable : id(row));
                    put.setLong(2, rank);
                    put.setString(3, row);
                    put.executeUpdate();
                }
            }
            SqliteLedgerFile.execute(connection, "COMMIT");
        }
        Path aside = setAside();
        finish();
        return aside;
    }

    private static String id(String row) {
        return LedgerText.read(row).item().id();
    }

    private Path setAside() throws IOException {
        Path aside = beside(file, ".damaged-" + STAMP.format(clock.instant()));
        for (int again = 2; Files.exists(aside); again++) {
            aside = beside(file, ".damaged-" + STAMP.format(clock.instant()) + "-" + again);
        }
        for (String log : LOGS) {
            if (Files.exists(beside(file, log))) {
                Files.move(beside(file, log), beside(aside, log));
            }
        }
        Files.move(file, aside);
        return aside;
    }
}
