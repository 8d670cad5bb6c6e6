package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What a crash may cost: so much for each file that was on its way, and not a byte for anything
 * else.
 */
class CrashFiguresTest {

    private final CrashFigures figures = new CrashFigures();

    @Test
    @Requirement(16)
    void theBoundIsThatOfTheFilesOnTheirWay() {
        figures.wantedBytes = 1_000_000_000;
        figures.active = 3;
        figures.cutConnections = 100;
        figures.sentBytes = figures.wantedBytes + 3 * (8L << 20);
        assertThat(figures.isGood()).isTrue();
        figures.sentBytes++;
        assertThat(figures.isGood()).as("cut connections allow nothing").isFalse();
    }

    @Test
    @Requirement({1, 16})
    void anyMistakeIsOneTooMany() {
        assertThat(figures.isGood()).isTrue();
        figures.wrongFiles = 1;
        assertThat(figures.isGood()).isFalse();
        figures.wrongFiles = 0;
        figures.lostEntries = 1;
        assertThat(figures.isGood()).isFalse();
        figures.lostEntries = 0;
        figures.wastedFiles = 1;
        assertThat(figures.isGood()).isFalse();
    }
}
