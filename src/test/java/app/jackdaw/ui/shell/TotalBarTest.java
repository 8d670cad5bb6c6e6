package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.BatchSummary;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bar of everything: it only goes back when something is really lost, or comes in addition. */
class TotalBarTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 4711L);

    private final TotalBar bar = new TotalBar();

    private static BatchSummary batch(int asked, int saved, long done, long total, boolean known) {
        return new BatchSummary(asked, asked - saved, 0, saved, 0, 0, 0, done, total, 0, 0, known);
    }

    @Test
    void isByBytesWhereAllSizesAreKnown() {
        assertThat(bar.fraction(batch(4, 0, 25, 100, true))).isEqualTo(0.25);
        assertThat(bar.fraction(batch(4, 1, 60, 100, true))).isEqualTo(0.6);
    }

    @Test
    void whatFailedIsNotThere() {
        assertThat(bar.fraction(new BatchSummary(4, 0, 0, 3, 0, 0, 1, 0, 0, 0, 0, false)))
                .isEqualTo(0.75);
    }

    /** The last size comes when most files are there, and they are the small ones. */
    @Test
    void doesNotGoBackWhenTheLastSizeBecomesKnown() {
        assertThat(bar.fraction(batch(10, 9, 90, 90, false))).isEqualTo(0.9);
        assertThat(bar.fraction(batch(10, 9, 90, 1000, true))).isEqualTo(0.9);
        assertThat(bar.fraction(batch(10, 9, 950, 1000, true))).isEqualTo(0.95);
        assertThat(bar.fraction(batch(10, 9, 960, 960, false)))
                .as("a server tells no length any more")
                .isEqualTo(0.95);
        assertThat(bar.fraction(batch(10, 10, 1000, 1000, true))).isEqualTo(1);
    }

    @Test
    void goesBackWhereWhatFailedOrWasLeftOutIsTriedAgain() {
        BatchSummary oneFailed = new BatchSummary(2, 0, 0, 1, 0, 0, 1, 100, 100, 100, 0, false);
        assertThat(bar.fraction(oneFailed)).isEqualTo(0.5);
        assertThat(bar.fraction(new BatchSummary(2, 0, 0, 1, 0, 1, 0, 100, 100, 100, 0, true)))
                .as("nobody wants the other one")
                .isEqualTo(1);
        assertThat(bar.fraction(new BatchSummary(2, 1, 0, 1, 0, 0, 0, 100, 100, 100, -1, false)))
                .as("now somebody does")
                .isEqualTo(0.5);
    }

    @Test
    void goesBackWhereRowsComeOrBytesAreLost() {
        bar.fraction(batch(4, 0, 80, 100, true));
        assertThat(bar.fraction(batch(4, 0, 50, 100, true))).as("begun anew").isEqualTo(0.5);
        assertThat(bar.fraction(batch(8, 0, 50, 200, true))).as("more rows").isEqualTo(0.25);
        assertThat(bar.fraction(batch(2, 0, 10, 50, true))).as("fewer rows").isEqualTo(0.2);
        assertThat(bar.fraction(BatchSummary.NONE)).isZero();
    }

    @Test
    void neverGoesBackWhateverBecomesKnownWhen() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            TotalBar total = new TotalBar();
            double before = 0;
            long done = 0;
            int saved = 0;
            for (int step = 0; step < 50; step++) {
                done += random.nextInt(30);
                saved = Math.min(10, saved + random.nextInt(2));
                long whole = done + random.nextInt(500);
                double now = total.fraction(batch(10, saved, done, whole, random.nextBoolean()));
                assertThat(now)
                        .as("seed %d, round %d, step %d", SEED, round, step)
                        .isBetween(before, 1.0);
                before = now;
            }
        }
    }
}
