package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A value is made once for each state of a row and each stand of the clock. */
class RowValuesTest {

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicLong era = new AtomicLong();
    private final RowValues<String> values =
            new RowValues<>(row -> row.displayName() + " " + made.incrementAndGet(), era::get);
    private final ItemRow row =
            new ItemRow(MediaItem.ofToken("token", new ItemSource.PastedToken(1)));

    @Test
    void sortAsksOftenAndPaysOnce() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(values.of(row)).isEqualTo("token 1");
        }
    }

    @Test
    void newStateAndNewEraMakeItAnew() {
        values.of(row);
        row.show(
                new LinkState.NotFetched(),
                new TransferView(new TransferState.Queued(), "a.pdf"),
                0);
        assertThat(values.of(row)).isEqualTo("a.pdf 2");
        era.incrementAndGet();
        assertThat(values.of(row)).isEqualTo("a.pdf 3");
    }
}
