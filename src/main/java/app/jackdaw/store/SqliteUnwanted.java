package app.jackdaw.store;

import app.jackdaw.model.UnwantedPart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of parts that are still to be deleted, beside that of the rows. Older versions do not
 * know it, and leave it alone; a file that has never needed it has none. Whoever has the
 * connection; blocks.
 */
final class SqliteUnwanted {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteUnwanted.class);

    private static final String IS_THERE =
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'unwanted'";

    /** Told before each part that is written; may begin another transaction. */
    @FunctionalInterface
    interface Step {
        void next() throws SQLException;
    }

    private SqliteUnwanted() {}

    static List<UnwantedPart> read(Connection connection) throws SQLException {
        List<UnwantedPart> parts = new ArrayList<>();
        if (!isThere(connection)) {
            return parts;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM unwanted")) {
            while (rows.next()) {
                add(rows.getString(1), parts);
            }
        }
        return parts;
    }

    private static void add(String text, List<UnwantedPart> parts) {
        try {
            parts.add(UnwantedText.read(text));
        } catch (RuntimeException notOurs) {
            // Or of another locale: it stays in the file, and is read by another start.
            LOG.warn("An unwanted part is not known: {}", notOurs.getClass().getSimpleName());
        }
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(IS_THERE)) {
            return table.next();
        }
    }

    /** Within a transaction. Remembers those that are to be remembered. */
    static void add(Connection connection, Map<String, Optional<UnwantedPart>> changes, Step step)
            throws SQLException {
        if (changes.values().stream().noneMatch(Optional::isPresent)) {
            return;
        }
        SqliteLedgerFile.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS unwanted"
                        + " (key TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID");
        try (PreparedStatement put =
                connection.prepareStatement("INSERT OR REPLACE INTO unwanted VALUES (?, ?)")) {
            for (Map.Entry<String, Optional<UnwantedPart>> change : changes.entrySet()) {
                if (change.getValue().isPresent()) {
                    step.next();
                    put.setString(1, change.getKey());
                    put.setString(2, UnwantedText.write(change.getValue().get()));
                    put.executeUpdate();
                }
            }
        }
    }

    /** Within a transaction. Forgets those that are to be forgotten. */
    static void remove(
            Connection connection, Map<String, Optional<UnwantedPart>> changes, Step step)
            throws SQLException {
        boolean nothing = changes.values().stream().allMatch(Optional::isPresent);
        if (nothing || !isThere(connection)) {
            return;
        }
        try (PreparedStatement forget =
                connection.prepareStatement("DELETE FROM unwanted WHERE key = ?")) {
            for (Map.Entry<String, Optional<UnwantedPart>> change : changes.entrySet()) {
                if (change.getValue().isEmpty()) {
                    step.next();
                    forget.setString(1, change.getKey());
                    forget.executeUpdate();
                }
            }
        }
    }
}
