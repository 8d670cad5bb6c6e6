package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows that replace a file, from the time before entries told which. */
class ReplacedEntryTest {

    private static final String OLD =
            "{\"item\":{\"id\":\"t\",\"token\":\"t\","
                    + "\"source\":{\"is\":\"PastedToken\",\"line\":1}},"
                    + "\"rank\":1,\"state\":{\"is\":\"queued\"},"
                    + "\"plan\":{\"destination\":\"/x\",\"target\":\"/x/a\",\"total\":9,"
                    + "\"replaces\":true,\"reserves\":true}}";

    /** Nobody knows any more which file was spoken of. */
    @Test
    void anEntryThatDoesNotTellWhichFileReplacesNone() {
        LedgerEntry entry = LedgerText.read(OLD);
        assertThat(entry.plan())
                .isEqualTo(
                        new Plan(Path.of("/x"), Path.of("/x/a"), 9, null, false, true, null, null));
        assertThat(LedgerText.read(LedgerText.write(entry))).isEqualTo(entry);
    }

    @Test
    void anotherSystemTellsNoNumberOfTheFile() {
        Replaced file = new Replaced(0, "1601-01-01T00:00:00Z", null);
        Plan plan = new Plan(Path.of("/x"), Path.of("/x/a"), -1, file, false, false, null, null);
        LedgerEntry entry =
                new LedgerEntry(
                        LedgerText.read(OLD).item(), 1, new TransferState.Idle(), plan, null, null);
        LedgerEntry read = LedgerText.read(LedgerText.write(entry));
        assertThat(Objects.requireNonNull(read.plan()).replaces()).isEqualTo(file);
        assertThat(LedgerText.write(entry))
                .as("as an older version reads it")
                .contains("\"replaces\":true");
    }
}
