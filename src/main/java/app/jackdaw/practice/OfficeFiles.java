package app.jackdaw.practice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the texts, tables and archives among the example documents. Pure; any thread. */
final class OfficeFiles {

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 10, 9, 9, 30);

    private OfficeFiles() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Comma-separated values with a byte order mark, as spreadsheets write them.
     *
     * @param heading the names of four columns
     */
    static byte[] table(String heading, String label, int rows) {
        StringBuilder table = new StringBuilder("\uFEFF").append(heading).append("\r\n");
        for (int row = 1; row <= rows; row++) {
            int pieces = row * 37 % 90 + 10;
            double price = row * 53 % 400 + 9.9;
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%s %03d,%d,%.2f,%.2f\r\n",
                            label,
                            row,
                            pieces,
                            price,
                            pieces * price));
        }
        return text(table.toString());
    }

    /** A JSON file of the user's own, which must not be mistaken for an error of a server. */
    static byte[] stockList(int entries) {
        StringBuilder json = new StringBuilder("{\n  \"code\": 200,\n  \"仓库\": \"二号库\",\n");
        json.append("  \"items\": [\n");
        for (int i = 1; i <= entries; i++) {
            String end = i < entries ? ",\n" : "\n";
            json.append("    {\"sku\": \"JD-").append(1000 + i).append("\", \"pieces\": ");
            json.append(i * 29 % 120).append('}').append(end);
        }
        return text(json.append("  ]\n}\n").toString());
    }

    /**
     * @param entries from names to contents, in a stable order
     */
    static byte[] archive(Map<String, byte[]> entries) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry described = new ZipEntry(entry.getKey());
                described.setTimeLocal(ENTRY_TIME);
                zip.putNextEntry(described);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }
}
