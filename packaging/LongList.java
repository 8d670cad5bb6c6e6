import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Repeats the rows of a list under other ids until it is as long as {@link Measure} wants it. Run
 * with the database driver of the package; arguments: the list's file, how many rows.
 */
public final class LongList {

    private record Row(String id, String text) {}

    public static void main(String[] arguments) throws Exception {
        int wanted = Integer.parseInt(arguments[1]);
        try (Connection list = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
            List<Row> rows = new ArrayList<>();
            try (Statement statement = list.createStatement();
                    ResultSet found = statement.executeQuery("SELECT id, text FROM entry")) {
                while (found.next()) {
                    rows.add(new Row(found.getString(1), found.getString(2)));
                }
            }
            list.setAutoCommit(false);
            try (PreparedStatement put =
                    list.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)")) {
                for (int i = 0; i < wanted - rows.size(); i++) {
                    Row row = rows.get(i % rows.size());
                    String id = row.id + "-" + i;
                    long rank = 1_000_000 + i;
                    String text =
                            row.text
                                    .replace('"' + row.id + '"', '"' + id + '"')
                                    .replaceFirst("\"rank\":\\d+", "\"rank\":" + rank);
                    put.setString(1, id);
                    put.setLong(2, rank);
                    put.setString(3, text);
                    put.setLong(4, sum(id, rank, text));
                    put.executeUpdate();
                }
            }
            list.commit();
        }
    }

    /** As {@code app.jackdaw.store.RowSum}. */
    private static long sum(String id, long rank, String text) {
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(12).putLong(rank).putInt(key.length).flip());
        sum.update(key);
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
