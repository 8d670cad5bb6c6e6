package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the user ended is in one count, and in one only. */
class StoppedRowsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final AppModel model = new AppModel();
    private final StoppedRows stopped = new StoppedRows(model);

    private Counts stop(Problem why) {
        model.add(List.of(MediaItem.ofToken("token", new ItemSource.PastedToken(1))));
        ItemRow row = model.row("token").orElseThrow();
        row.show(new LinkState.Refused(why), TransferView.NONE, 0);
        stopped.add(List.of(row));
        Tally tally = new Tally(NOW, _ -> true, _ -> false);
        tally.add(row);
        return tally.counts();
    }

    @Test
    void whatAwaitsAPastedLinkIsStoppedAndHasNotFailed() {
        Counts counts = stop(Problem.of(Cause.PASTED_LINK_FORGOTTEN));
        assertThat(counts.batch().failed()).isZero();
        assertThat(stopped.count()).isEqualTo(1);
    }

    @Test
    void whatFailedIsToldAmongTheFailures() {
        Counts counts = stop(Problem.of(Cause.FILE_DELETED));
        assertThat(counts.batch().failed()).isEqualTo(1);
        assertThat(stopped.count()).isZero();
    }
}
