package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.LedgerEntry.Told;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ServerWord;
import app.jackdaw.model.ServerWord.Speaker;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.TransferState.Skipped.Found;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of a later version that tells more kinds of things apart: no row is lost for that. */
class LaterEntryTest {

    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

    private static final Problem REFUSED =
            Problem.of(Cause.CROSS_TENANT, "an argument")
                    .withPlatformCode(1061004)
                    .withHttpStatus(403)
                    .withLogId("20261126")
                    .at(AT)
                    .withSaid(
                            List.of(
                                    new ServerWord(Speaker.LINK, 403, "one"),
                                    new ServerWord(Speaker.NEW_LINK, 403, "other")));

    private static LedgerEntry entry(TransferState state, Problem linkRefusal) {
        return new LedgerEntry(
                MediaItem.ofToken("token", new ItemSource.PastedToken(1)),
                1,
                state,
                new Plan(Path.of("/x"), Path.of("/x/a"), 100),
                new PartRecord(30, "ab", Stage.WHOLE, null, null),
                null,
                Told.NOTHING,
                linkRefusal);
    }

    /** As a version writes it that has another name for what is written here. */
    private static LedgerEntry later(LedgerEntry written, String name) {
        String text = LedgerText.write(written);
        assertThat(text).contains('"' + name + '"');
        return LedgerText.read(text.replace('"' + name + '"', "\"FROM_TOMORROW\""));
    }

    @Test
    void aFailureOfAnUnknownCauseIsAFailureOfThatName() {
        LedgerEntry written = entry(new TransferState.Failed(REFUSED, 30, 100), REFUSED);
        LedgerEntry read = later(written, "CROSS_TENANT");
        assertThat(read.part()).isEqualTo(written.part());
        assertThat(read.plan()).isEqualTo(written.plan());
        assertThat(read.state())
                .isEqualTo(
                        new TransferState.Failed(
                                Problem.of(Cause.INTERNAL, "FROM_TOMORROW")
                                        .withFactsOf(REFUSED)
                                        .at(AT),
                                30,
                                100));
        assertThat(read.linkRefusal()).as("the platform can be asked again").isNull();
    }

    @Test
    void whatWasSaidBySomebodyUnknownIsLeftOut() {
        TransferState.Failed failed = new TransferState.Failed(REFUSED, 30, 100);
        LedgerEntry read = later(entry(failed, REFUSED), "NEW_LINK");
        Problem without = REFUSED.withSaid(REFUSED.said().subList(0, 1));
        assertThat(read).isEqualTo(entry(new TransferState.Failed(without, 30, 100), without));
    }

    /** Whether the wanted file is there is what must not be said too easily. */
    @Test
    void whatIsFoundOfAnUnknownKindIsAnotherFile() {
        TransferState skipped = new TransferState.Skipped(Path.of("/x/a"), Found.SAME_FILE);
        assertThat(later(entry(skipped, REFUSED), "SAME_FILE").state())
                .isEqualTo(new TransferState.Skipped(Path.of("/x/a"), Found.ANOTHER_FILE));
    }

    @Test
    void aPartOfAnUnknownStageIsToBeGoneOnWith() {
        LedgerEntry written = entry(new TransferState.Paused(30, 100), REFUSED);
        assertThat(later(written, "WHOLE").part())
                .isEqualTo(new PartRecord(30, "ab", Stage.GROWING, null, null));
    }
}
