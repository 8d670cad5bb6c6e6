package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may not start is not looked at to find the one that may. */
class LanesTest {

    private static final int MANY = 50_000;
    private static final Path DEAD = Path.of("dead");
    private static final Path LIVE = Path.of("live");

    private final Set<Job> costly = new HashSet<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Lanes lanes =
            new Lanes(job -> {
                looks.incrementAndGet();
                return costly.contains(job);
            });

    private static Job job(int number, Path folder) {
        Job job = new Job(Bench.item("t" + number, "t" + number, null), number);
        job.destination = folder;
        return job;
    }

    private Job costly(int number, Path folder) {
        Job job = job(number, folder);
        costly.add(job);
        return job;
    }

    private Predicate<Job> counted() {
        return _ -> looks.incrementAndGet() > 0;
    }

    @Test
    @Requirement({33, 35})
    void thoseThatCostACallAreNotLookedAt() {
        for (int i = 0; i < MANY; i++) {
            lanes.add(costly(i, LIVE));
        }
        lanes.add(job(MANY, LIVE));
        looks.set(0);
        Job first = lanes.first(_ -> true, true, counted());
        assertThat(first).isNotNull().extracting(job -> job.rank).isEqualTo((long) MANY);
        lanes.remove(Objects.requireNonNull(first));
        assertThat(lanes.first(_ -> true, true, counted())).isNull();
        assertThat(lanes.lastCostly()).isNotNull();
        assertThat(lanes.costlyAt(0.5)).isNotNull();
        assertThat(looks.get()).isLessThan(5);
    }

    @Test
    @Requirement({35, 36})
    void thoseOfAFolderThatDoesNotAnswerAreNotLookedAt() {
        for (int i = 0; i < MANY; i++) {
            lanes.add(job(i, DEAD));
        }
        lanes.add(job(MANY, LIVE));
        looks.set(0);
        for (boolean free : new boolean[] {true, false}) {
            Job first = lanes.first(LIVE::equals, free, counted());
            assertThat(first).isNotNull().extracting(job -> job.rank).isEqualTo((long) MANY);
        }
        assertThat(looks.get()).isLessThan(5);
    }

    /** A link grew stale since. */
    @Test
    void whoeverCostsACallNowIsLookedAtOnce() {
        List<Job> stale = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Job job = job(i, LIVE);
            lanes.add(job);
            stale.add(job);
        }
        costly.addAll(stale);
        assertThat(lanes.first(_ -> true, true, counted())).isNull();
        looks.set(0);
        assertThat(lanes.first(_ -> true, true, counted())).isNull();
        assertThat(looks.get()).isZero();
        assertThat(lanes.first(_ -> true, false, counted())).isSameAs(stale.getFirst());
    }

    /** In rounds of a few, and where one has come, the next ones, too. */
    @Test
    void linksThatCameMeanwhileAreFound() {
        for (int i = 0; i < 1_000; i++) {
            lanes.add(costly(i, i % 2 == 0 ? LIVE : DEAD));
        }
        costly.removeIf(job -> job.rank >= 420 && job.rank < 470);
        int rounds = 0;
        while (lanes.first(_ -> true, true, _ -> true) == null) {
            looks.set(0);
            lanes.lookAgain(100);
            assertThat(looks.get()).isLessThanOrEqualTo(100 + 2 * 50);
            rounds++;
        }
        assertThat(rounds).isEqualTo(5);
        assertThat(free()).hasSize(50);
        costly.removeIf(job -> job.rank < 10); // behind: found in the next pass
        for (int i = 0; i < 10; i++) {
            lanes.lookAgain(100);
        }
        assertThat(free()).hasSize(60);
        costly.clear();
        lanes.lookAgainAtAll();
        assertThat(free()).hasSize(1_000);
    }

    private List<Job> free() {
        List<Job> free = new ArrayList<>();
        Job next = lanes.first(_ -> true, true, _ -> true);
        while (next != null) {
            free.add(next);
            Job last = next;
            next = lanes.first(_ -> true, true, job -> job.rank > last.rank);
        }
        return free;
    }

    /** Against a list that is looked through. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderIsThatOfTheList(long seed) {
        Random random = new Random(seed);
        List<Job> all = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            if (all.isEmpty() || random.nextInt(3) > 0) {
                Path folder = Path.of("f" + random.nextInt(4));
                Job job = job(random.nextInt(100_000), folder);
                job.rank = step * 7919L % 2_003;
                if (random.nextBoolean()) {
                    costly.add(job);
                }
                lanes.add(job);
                all.add(job);
            } else {
                Job gone = all.remove(random.nextInt(all.size()));
                assertThat(lanes.remove(gone)).isTrue();
                assertThat(lanes.contains(gone)).isFalse();
            }
            all.sort(Lanes.BY_RANK);
            String as = "seed " + seed + ", step " + step;
            Path shut = Path.of("f" + random.nextInt(4));
            Predicate<Job> open = job -> !shut.equals(job.destination);
            assertThat(lanes.first(f -> !f.equals(shut), false, _ -> true))
                    .as(as)
                    .isSameAs(all.stream().filter(open).findFirst().orElse(null));
            assertThat(lanes.first(f -> !f.equals(shut), true, _ -> true))
                    .as(as)
                    .isSameAs(
                            all.stream()
                                    .filter(open.and(job -> !costly.contains(job)))
                                    .findFirst()
                                    .orElse(null));
            assertThat(lanes.next(9, _ -> true)).as(as).isEqualTo(all.stream().limit(9).toList());
            assertThat(lanes.next(9, f -> !f.equals(shut)))
                    .as(as)
                    .isEqualTo(all.stream().filter(open).limit(9).toList());
            Job middle = job(0, LIVE);
            middle.rank = random.nextInt(2_003);
            List<Job> asking = all.stream().filter(costly::contains).toList();
            assertThat(lanes.costlyBehind(middle, 3))
                    .as(as)
                    .isEqualTo(
                            asking.stream()
                                    .filter(job -> Lanes.BY_RANK.compare(job, middle) > 0)
                                    .limit(3)
                                    .toList());
            assertThat(lanes.costlyBefore(middle, 3))
                    .as(as)
                    .isEqualTo(
                            asking.stream()
                                    .filter(job -> Lanes.BY_RANK.compare(job, middle) < 0)
                                    .sorted(Lanes.BY_RANK.reversed())
                                    .limit(3)
                                    .toList());
            assertThat(lanes.lastCostly())
                    .as(as)
                    .isSameAs(asking.isEmpty() ? null : asking.getLast());
            assertThat(lanes.isEmpty()).isEqualTo(all.isEmpty());
            assertThat(lanes.all()).hasSameSizeAs(all);
        }
    }

    @Test
    void placesAreThoseOfTheList() {
        for (int i = 0; i < 1_000; i++) {
            lanes.add(costly(i, i < 500 ? LIVE : DEAD));
        }
        assertThat(List.of(0.0, 0.25, 0.5, 0.999))
                .extracting(place -> lanes.costlyAt(place))
                .extracting(job -> job == null ? -1 : (int) job.rank)
                .isSortedAccordingTo(Comparator.naturalOrder())
                .satisfies(ranks -> {
                    assertThat(ranks.getFirst()).isBetween(0, 1);
                    assertThat(ranks.get(2)).isBetween(499, 502);
                    assertThat(ranks.getLast()).isBetween(998, 999);
                });
    }
}
