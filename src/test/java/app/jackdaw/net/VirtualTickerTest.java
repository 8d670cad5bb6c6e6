package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class VirtualTickerTest {

    private final VirtualTicker ticker = new VirtualTicker();

    @Test
    void aLoneSleeperPassesHoursAtOnce() throws InterruptedException {
        Instant before = ticker.now();
        ticker.sleep(Duration.ofHours(30));
        assertThat(ticker.now()).isEqualTo(before.plus(Duration.ofHours(30)));
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofHours(30));
    }

    @Test
    void sleepersWakeInTheOrderOfTheirInstantsEveryTime() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            VirtualTicker clock = new VirtualTicker();
            List<String> seen = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int id = 0; id < 8; id++) {
                int own = id;
                threads.add(
                        clock.start(() -> {
                            for (int step = 1; step <= 5; step++) {
                                sleep(clock, Duration.ofMillis(100 + 10L * own));
                                seen.add(clock.elapsed().toMillis() + " " + own);
                            }
                        }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            List<Long> instants =
                    seen.stream().map(line -> Long.parseLong(line.split(" ")[0])).toList();
            assertThat(instants).isSorted().hasSize(40);
            assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(5 * 170));
        }
    }

    @Test
    void timeStandsStillWhileAThreadHandsWorkToAnother() throws InterruptedException {
        BlockingQueue<Long> hands = new ArrayBlockingQueue<>(1);
        List<Long> differences = Collections.synchronizedList(new ArrayList<>());
        Thread giver =
                ticker.start(() -> {
                    for (int step = 0; step < 200; step++) {
                        sleep(ticker, Duration.ofSeconds(1));
                        put(hands, ticker.nanos());
                    }
                });
        Thread taker =
                ticker.start(() -> {
                    for (int step = 0; step < 200; step++) {
                        differences.add(take(hands) + ticker.nanos());
                    }
                });
        giver.join();
        taker.join();
        assertThat(differences).hasSize(200);
        // the taker sees the giver's instant: nobody moved the clock in between
        for (int step = 0; step < 200; step++) {
            assertThat(differences.get(step)).isEqualTo(2 * (step + 1) * 1_000_000_000L);
        }
    }

    @Test
    void anInterruptEndsASleepWithoutMovingTime() throws InterruptedException {
        List<Object> ends = Collections.synchronizedList(new ArrayList<>());
        Thread sleeper =
                ticker.newThread(() -> {
                    Thread.currentThread().interrupt();
                    try {
                        ticker.sleep(Duration.ofDays(1));
                    } catch (InterruptedException expected) {
                        ends.add(expected);
                    }
                });
        sleeper.start();
        sleeper.join();
        assertThat(ends).hasSize(1);
        assertThat(ticker.elapsed()).isZero();
    }

    @Test
    void theWallClockCanBeMovedAlone() {
        Instant before = ticker.now();
        ticker.moveWallClock(Duration.ofHours(9));
        assertThat(ticker.now()).isEqualTo(before.plus(Duration.ofHours(9)));
        assertThat(ticker.nanos()).isZero();
        assertThatThrownBy(
                        () -> {
                            Thread.currentThread().interrupt();
                            ticker.sleep(Duration.ZERO);
                        })
                .isInstanceOf(InterruptedException.class);
    }

    private static void sleep(Ticker ticker, Duration duration) {
        try {
            ticker.sleep(duration);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static void put(BlockingQueue<Long> queue, long value) {
        try {
            queue.put(value);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static long take(BlockingQueue<Long> queue) {
        try {
            return queue.take();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
