package app.jackdaw.links;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.VirtualTicker;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where questions wait: whatever happens, nobody waits for ever. */
class LaneTest {

    @Test
    void anErrorIsToldToWhoeverWaitsAndEndsNoWorker() {
        Lane lane = new Lane(new VirtualTicker(), Thread.ofVirtual().factory());
        lane.use(
                new Caller(
                        null,
                        _ -> {
                            throw new StackOverflowError("tried");
                        }));
        assertAllToldOf(Cause.INTERNAL, lane, "broken");
        lane.use(Caller.NOBODY);
        assertAllToldOf(Cause.CREDENTIALS_MISSING, lane, "after");
    }

    /** More than there are workers. */
    private static void assertAllToldOf(Cause cause, Lane lane, String name) {
        List<Ask.Key> keys =
                IntStream.range(0, 60).mapToObj(i -> new Ask.Key(name + i, null)).toList();
        for (Ask ask : lane.join(keys)) {
            assertThat(ask.outcome)
                    .succeedsWithin(Duration.ofSeconds(90))
                    .isInstanceOfSatisfying(
                            Outcome.Refusal.class,
                            refusal -> assertThat(refusal.problem().cause()).isEqualTo(cause));
        }
    }
}
