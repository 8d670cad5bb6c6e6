package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows are read many at a time; each must count for itself all the same. */
class EntriesTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    private final Entries entries = new Entries();

    private static LedgerEntry entry(int number, String name) {
        MediaItem item =
                MediaItem.ofToken("token" + number, new ItemSource.PastedToken(number))
                        .withNames(name, null);
        return new LedgerEntry(item, number, new TransferState.Idle(), null, null, null);
    }

    private void add(String text) {
        entries.add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is not a row of ours, though parts of it may be. */
    private static String rubbish(Random random, String row, String other) {
        return switch (random.nextInt(9)) {
            case 0 -> "";
            case 1 -> "{}";
            case 2 -> row + other;
            case 3 -> row + "}";
            case 4 -> row.substring(0, random.nextInt(1, row.length()));
            case 5 -> "[" + row + "]";
            case 6 -> row + "\"";
            case 7 -> row.replace("PastedToken", "Elsewhere");
            default -> row.substring(1);
        };
    }

    @Test
    void rowsAmongRubbishAreReadAsIfAlone() {
        System.out.println("jackdaw.seed=" + SEED);
        Random random = new Random(SEED);
        List<LedgerEntry> expected = new ArrayList<>();
        int others = 0;
        for (int number = 0; number < 3_000; number++) {
            boolean calm = number / 500 % 2 == 0; // long stretches without any, too
            String name = random.nextInt(300) == 0 ? "长".repeat(40_000) : "名 \"" + number + "\\";
            LedgerEntry entry = entry(number, name);
            String row = LedgerText.write(entry);
            if (!calm && random.nextBoolean()) {
                add(rubbish(random, row, LedgerText.write(entry(-number, "other"))));
                others++;
            } else {
                add(row);
                expected.add(entry);
            }
        }
        assertThat(entries.unreadable()).as("asked before anything else").isEqualTo(others);
        assertThat(entries.list()).isEqualTo(expected);
    }

    @Test
    void theyComeInTheOrderOfTheList() {
        for (int number : List.of(3, 1, 2)) {
            add(LedgerText.write(entry(number, "name")));
        }
        assertThat(entries.list()).extracting(LedgerEntry::rank).containsExactly(1L, 2L, 3L);
    }
}
