package app.jackdaw.counterexample.download;

import java.sql.Connection;
import java.sql.SQLException;

/** Talks to the database behind the back of the store. */
public final class AsksDatabase {
    Object version(Connection connection) throws SQLException {
        return connection.getMetaData();
    }
}
