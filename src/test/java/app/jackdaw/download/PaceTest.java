package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several answers that come side by side: which of them are too slow after two minutes. */
class PaceTest {

    private static final int SECONDS = 130;

    @TempDir Path folder;
    private Bench bench;
    private Services services;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        services = Solo.services(bench, bench.reads, new MemoryLedger());
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Those that are ended, by their place. */
    private List<Integer> tooSlow(int... bytesPerSecond) {
        List<Job> jobs = new ArrayList<>();
        List<Pace> paces = new ArrayList<>();
        for (int i = 0; i < bytesPerSecond.length; i++) {
            jobs.add(new Job(Bench.item("t" + i, null, null), i));
            paces.add(new Pace(services, jobs.getLast()));
        }
        List<Integer> ended = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            bench.ticker.advance(Duration.ofSeconds(1));
            for (int i = 0; i < bytesPerSecond.length; i++) {
                if (ended.contains(i)) {
                    continue;
                }
                services.received(jobs.get(i), bytesPerSecond[i]);
                try {
                    paces.get(i).judge();
                } catch (ProblemException end) {
                    assertThat(end.problem().cause()).isEqualTo(Cause.TOO_SLOW);
                    paces.get(i).close();
                    ended.add(i);
                }
            }
        }
        for (int i = 0; i < bytesPerSecond.length; i++) {
            if (!ended.contains(i)) {
                paces.get(i).close();
            }
        }
        return ended;
    }

    /** Nobody is faster: on a poor line, a new connection is no better and bytes do come. */
    @Test
    @Requirement(34)
    void thoseThatShareASlowLineAreLeftAlone() {
        assertThat(tooSlow(900, 900, 900, 900)).isEmpty();
        assertThat(tooSlow(700, 1000)).isEmpty();
    }

    @Test
    @Requirement(34)
    void oneThatIsMuchSlowerThanTheOthersIsEnded() {
        assertThat(tooSlow(900, 900, 100, 900)).containsExactly(2);
        assertThat(tooSlow(5000, 1000, 5000)).containsExactly(1);
        assertThat(tooSlow(5000, 2000, 5000)).isEmpty();
    }

    @Test
    @Fault(56)
    @Requirement(34)
    void dripsAreEndedHoweverManyTheyAre() {
        assertThat(tooSlow(1, 1, 1, 1)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    /** Nobody is faster here either; what has come by then would be no progress for a new try. */
    @Test
    @Fault(56)
    @Requirement(34)
    void oneThatIsAloneIsLeftAloneUnlessItDrips() {
        assertThat(tooSlow(900)).isEmpty();
        assertThat(tooSlow(64)).isEmpty();
        assertThat(tooSlow(63)).containsExactly(0);
    }

    /** The line has just shown what it can do. */
    @ParameterizedTest
    @CsvSource({"5000, true", "600, false"})
    @Requirement(34)
    void oneThatIsAloneSinceAFasterOneIsWholeIsEnded(int other, boolean ended) throws Exception {
        Job slow = new Job(Bench.item("slow", null, null), 0);
        Job fast = new Job(Bench.item("fast", null, null), 1);
        try (Pace pace = new Pace(services, slow)) {
            pace.judge();
            Pace beside = new Pace(services, fast);
            for (int second = 0; second < 59; second++) {
                bench.ticker.advance(Duration.ofSeconds(1));
                services.received(slow, 500);
                services.received(fast, other);
                pace.judge();
            }
            beside.close();
            bench.ticker.advance(Duration.ofSeconds(1));
            services.received(slow, 500);
            assertThat(isEnded(pace)).isEqualTo(ended);
        }
    }

    private static boolean isEnded(Pace pace) {
        try {
            pace.judge();
            return false;
        } catch (ProblemException end) {
            return true;
        }
    }
}
