package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.TransferState.Skipped.Found;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Rows that were skipped, from the time before entries told why. */
class SkippedEntryTest {

    private static final String OLD =
            "{\"item\":{\"id\":\"t\",\"token\":\"t\","
                    + "\"source\":{\"is\":\"PastedToken\",\"line\":1}},"
                    + "\"rank\":1,\"state\":{\"is\":\"skipped\",\"path\":\"/x/a\"}}";

    @Test
    void anEntryThatDoesNotTellWhyOpensAsItDid() {
        LedgerEntry entry = LedgerText.read(OLD);
        assertThat(entry.state()).isEqualTo(new TransferState.Skipped(Path.of("/x/a")));
        assertThat(LedgerText.read(LedgerText.write(entry))).isEqualTo(entry);
    }

    /** An older version reads what it knows of a newer entry. */
    @Test
    void whatIsAddedIsBesideWhatWasThere() {
        LedgerEntry entry = LedgerText.read(OLD);
        LedgerEntry leftOut =
                new LedgerEntry(
                        entry.item(),
                        1,
                        new TransferState.Skipped(Path.of("/x/a"), Found.ANOTHER_FILE),
                        null,
                        null,
                        null);
        assertThat(LedgerText.write(leftOut))
                .contains("\"is\":\"skipped\"", "\"path\":\"/x/a\"", "\"found\":\"ANOTHER_FILE\"");
    }
}
