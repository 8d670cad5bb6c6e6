package app.jackdaw.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThrottleTest extends PracticeTest {

    @Test
    void theSixthCallOfASecondIsRefusedWithBothHeaders() throws Exception {
        for (int call = 0; call < 5; call++) {
            assertThat(code(askLinks(query(tokens(0, 1))))).isZero();
            pass(Duration.ofMillis(100));
        }

        HttpResponse<byte[]> sixth = askLinks(query(tokens(0, 1)));
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(code(sixth)).isEqualTo(99991400);
        assertThat(header(sixth, "x-ogw-ratelimit-limit")).isEqualTo("5");
        assertThat(header(sixth, "x-ogw-ratelimit-reset")).isEqualTo("1");
        assertThat(header(sixth, "Retry-After")).isEmpty();

        pass(Duration.ofMillis(499));
        assertThat(askLinks(query(tokens(0, 1))).statusCode()).isEqualTo(429);
        pass(Duration.ofMillis(1));
        assertThat(askLinks(query(tokens(0, 1))).statusCode()).isEqualTo(200);
    }

    @Test
    void callsThatAreWrongCountToo() throws Exception {
        for (int call = 0; call < 5; call++) {
            assertThat(askLinks("file_tokens=bad").statusCode()).isEqualTo(400);
        }

        assertThat(askLinks(query(tokens(0, 1))).statusCode()).isEqualTo(429);
    }

    @Test
    void callsWithoutAGoodTokenAreNobodysAndDoNotCount() throws Exception {
        for (int call = 0; call < 9; call++) {
            askLinks(query(tokens(0, 1)), "Authorization", "Bearer t-unknown");
        }

        assertThat(askLinks(query(tokens(0, 1))).statusCode()).isEqualTo(200);
    }

    @Test
    void noSlidingSecondEverHasMoreThanFive() {
        long seed = Long.getLong("jackdaw.seed", 4711);
        Random random = new Random(seed);
        long[] now = {0};
        Throttle throttle = new Throttle(() -> now[0]);
        List<Long> admitted = new ArrayList<>();
        for (int call = 0; call < 5000; call++) {
            now[0] += random.nextLong(300_000_000);
            boolean expected =
                    admitted.stream().filter(t -> now[0] - t < 1_000_000_000L).count() < 5;
            boolean got = throttle.admit().isEmpty();
            assertThat(got).as("call %d, seed %d", call, seed).isEqualTo(expected);
            if (got) {
                admitted.add(now[0]);
            }
            admitted.removeIf(t -> now[0] - t > 2_000_000_000L);
        }
    }

    @Test
    void whoeverWaitsAsToldIsAdmitted() {
        long[] now = {7};
        Throttle throttle = new Throttle(() -> now[0]);
        for (int call = 0; call < 5; call++) {
            assertThat(throttle.admit()).isEmpty();
        }
        long wait = throttle.admit().orElseThrow();
        now[0] += Duration.ofSeconds(wait).toNanos();

        assertThat(throttle.admit()).isEmpty();
    }
}
