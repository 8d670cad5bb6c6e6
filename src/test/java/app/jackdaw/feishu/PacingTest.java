package app.jackdaw.feishu;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.Secret;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace of calls in virtual time. */
class PacingTest {

    private static final Identity IDENTITY =
            new Identity.AccessToken(Platform.FEISHU, new Secret("u-token"));

    private final VirtualTicker ticker = new VirtualTicker();
    private final FakeApi api = new FakeApi(ticker);
    private final Feishu feishu = new Feishu(api, ticker, new Random(1));

    /** Five calls in any second before a sixth arrives: 429; the limit may change. */
    private static final class SlidingSecond {
        private final Deque<Long> arrivals = new ArrayDeque<>();
        private int limit = 5;
        private int refused;

        synchronized boolean admits(long now) {
            while (!arrivals.isEmpty() && now - arrivals.getFirst() >= 1_000_000_000L) {
                arrivals.removeFirst();
            }
            if (arrivals.size() >= limit) {
                refused++;
                return false;
            }
            arrivals.addLast(now);
            return true;
        }
    }

    @Test
    @Requirement(24)
    void neverACallTooManyInASlidingSecondAndHardlySlowerThanAllowed() throws Exception {
        for (int limit = 1; limit <= 5; limit++) {
            for (int jitter : List.of(0, 5, 20, 100, 700)) {
                atMost(limit, jitter);
            }
        }
    }

    private static void atMost(int limit, int jitter) throws Exception {
        VirtualTicker time = new VirtualTicker();
        FakeApi platform = new FakeApi(time);
        Random random = new Random(jitter);
        platform.latency =
                () -> Duration.ofMillis(10).plusMillis(jitter == 0 ? 0 : random.nextInt(jitter));
        SlidingSecond server = new SlidingSecond();
        server.limit = limit;
        platform.links =
                call ->
                        server.admits(time.nanos())
                                ? FakeApi.ok(call.tokens())
                                : FakeApi.tooOften("1");
        Feishu pace = new Feishu(platform, time, new Random(2));
        pace.callsPerSecond(limit);
        FeishuSession session = pace.session(IDENTITY);
        int calls = limit == 5 && jitter <= 20 ? 2000 : 300;
        AtomicInteger left = new AtomicInteger(calls);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            threads.add(
                    time.start(() -> {
                        while (left.getAndDecrement() > 0) {
                            ask(session);
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        String what = "limit " + limit + ", jitter " + jitter + " ms";
        assertThat(server.refused).as("429 with %s", what).isZero();
        assertThat(platform.calls).as(what).hasSize(calls);
        assertThat(platform.calls.stream().map(FakeApi.Call::startedNanos))
                .as("starts with %s", what)
                .containsExactlyElementsOf(theRule(limit, platform));
        double perSecond = calls / (time.elapsed().toMillis() / 1000.0);
        if (jitter <= 20) {
            // A round trip comes on top of every second; 40 ms of it are allowed 96 %.
            assertThat(perSecond).as("calls a second with %s", what).isGreaterThan(0.95 * limit);
        }
        if (jitter == 700 && limit == 5) {
            // round trips of up to 1.4 s overlap; one after the other would be 1.4 a second
            assertThat(perSecond).as("calls a second").isGreaterThan(2);
        }
    }

    /** When each call may start by decision 6 and not a moment later, with these round trips. */
    private static List<Long> theRule(int limit, FakeApi platform) {
        long second = Duration.ofSeconds(1).toNanos();
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < platform.calls.size(); i++) {
            long start = i == 0 ? 0 : starts.getLast() + second / limit;
            if (i >= limit) {
                FakeApi.Call before = platform.calls.get(i - limit);
                long answered = Objects.requireNonNull(platform.answeredNanos.get(before));
                start = Math.max(start, answered + second);
            }
            starts.add(start);
        }
        return starts;
    }

    @Test
    @Requirement(24)
    void thePaceChangesWhileCallsAreMade() throws Exception {
        FeishuSession session = feishu.session(IDENTITY);
        ask(session, 3);
        feishu.callsPerSecond(2);
        ask(session, 3);
        feishu.callsPerSecond(4);
        ask(session, 3);
        feishu.callsPerSecond(9);
        ask(session, 1);
        // answers come at once: the gap, or a second since the n-th call before
        assertThat(starts())
                .containsExactly(0L, 200L, 400L, 1200L, 1700L, 2200L, 2450L, 2700L, 2950L, 3150L);
    }

    @Test
    @Requirement(24)
    void whatThePlatformTaughtOutlivesAChangeOfTheSetting() throws Exception {
        AtomicInteger number = new AtomicInteger();
        api.links =
                call ->
                        number.incrementAndGet() <= 4
                                ? FakeApi.tooOften("1")
                                : FakeApi.ok(call.tokens());
        FeishuSession session = feishu.session(IDENTITY);
        ask(session, 1);
        feishu.callsPerSecond(1);
        feishu.callsPerSecond(5);
        ask(session, 2);
        List<Long> starts = starts();
        assertThat(starts.getLast() - starts.get(starts.size() - 2)).isEqualTo(488L);
    }

    /** Nobody asks further ahead than that brings within moments. */
    @Test
    @Requirement(20)
    void howManyLinksASecondBringsFollowsTheChosenPaceAndTheOneThatWasLearned() throws Exception {
        FeishuSession session = feishu.session(IDENTITY);
        assertThat(session.linksASecond()).isEqualTo(25);
        for (int calls = 1; calls <= 5; calls++) {
            feishu.callsPerSecond(calls);
            assertThat(session.linksASecond()).isEqualTo(5 * calls);
        }
        AtomicInteger number = new AtomicInteger();
        api.links =
                call ->
                        number.incrementAndGet() % 2 == 1
                                ? FakeApi.tooOften("1")
                                : FakeApi.ok(call.tokens());
        ask(session, 1);
        assertThat(session.linksASecond()).as("four calls").isEqualTo(20);
        ask(session, 20);
        assertThat(session.linksASecond()).as("never less than one call").isEqualTo(5);
    }

    /** Between two looks the lane may have become slow, or the setting lower. */
    @Test
    @Requirement(24)
    void aLaneThatIsSlowSinceAMomentAgoLooksAgainInsteadOfSleepingForEver() throws Exception {
        RateGate gate = new RateGate(ticker, new Random(1));
        RateGate.Call refused = Objects.requireNonNull(gate.enter());
        RateGate.Call open = Objects.requireNonNull(gate.enter());
        assertThat(gate.refused(refused, Duration.ZERO)).isTrue();
        refused.close();
        ticker.advance(Duration.ofSeconds(5)); // the pause is over, the other answer is not here
        assertThat(gate.untilNextStart()).isEqualTo(Duration.ofMillis(250));
        open.close();
        ticker.advance(Duration.ofMillis(100));
        assertThat(gate.untilNextStart()).isEqualTo(Duration.ofMillis(150));

        RateGate lowered = new RateGate(ticker, new Random(1));
        RateGate.Call first = Objects.requireNonNull(lowered.enter());
        lowered.perSecond(1);
        assertThat(lowered.untilNextStart()).isEqualTo(Duration.ofSeconds(1));
        first.close();
        ticker.advance(Duration.ofSeconds(1));
        assertThat(lowered.untilNextStart()).isEqualTo(Duration.ZERO);
    }

    @Test
    @Requirement(24)
    void aLowerLimitIsLearnedAndAHigherOneFoundAgain() throws Exception {
        Random random = new Random(3);
        api.latency = () -> Duration.ofMillis(10 + random.nextInt(100));
        SlidingSecond server = new SlidingSecond();
        api.links =
                call ->
                        server.admits(ticker.nanos())
                                ? FakeApi.ok(call.tokens())
                                : FakeApi.tooOften("1");
        FeishuSession session = feishu.session(IDENTITY);
        for (int limit : List.of(3, 2, 1)) {
            server.limit = limit;
            server.refused = 0;
            ask(session, 100);
            assertThat(server.refused).as("until %d a second are learned", limit).isBetween(1, 8);
            server.refused = 0;
            ask(session, 350);
            assertThat(server.refused).as("with %d a second", limit).isZero();
        }
        server.limit = 5;
        server.refused = 0;
        ask(session, 4500);
        long begun = ticker.nanos();
        ask(session, 100);
        assertThat(server.refused).isZero();
        assertThat(Duration.ofNanos(ticker.nanos() - begun)).isLessThan(Duration.ofSeconds(23));
    }

    private void ask(FeishuSession session, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(ask(session)).isEqualTo("ok");
        }
    }

    @Test
    void aNewSessionKeepsThePaceAndSoDoesTheNextTokenOfTheSameUser() throws Exception {
        for (int i = 0; i < 4; i++) {
            ask(feishu.session(IDENTITY));
        }
        assertThat(starts()).containsExactly(0L, 200L, 400L, 600L);
        ask(feishu.session(new Identity.AccessToken(Platform.FEISHU, new Secret("u-next"))));
        ask(feishu.session(new Identity.AccessToken(Platform.FEISHU, new Secret("u-third"))));
        assertThat(starts()).endsWith(800L, 1000L);
        ask(feishu.session(new Identity.AccessToken(Platform.LARK, new Secret("u-other"))));
        assertThat(starts().getLast()).as("has a limit of its own").isEqualTo(1000L);
    }

    /** However it is said: old endpoints answer 400, and the code alone counts. */
    @ParameterizedTest
    @ValueSource(ints = {429, 400, 200})
    @Fault({39, 40})
    @Requirement(25)
    void aRequestToSlowDownStopsTheWholeLaneThenOneTriesAlone(int status) throws Exception {
        api.latency = () -> Duration.ofMillis(300);
        AtomicInteger number = new AtomicInteger();
        api.links =
                call ->
                        number.incrementAndGet() <= 2
                                ? new ApiAnswer(
                                        status,
                                        Map.of(
                                                "x-ogw-ratelimit-reset",
                                                number.get() == 1 ? "7" : "nonsense"),
                                        "{\"code\":99991400}")
                                : FakeApi.ok(call.tokens());
        FeishuSession session = feishu.session(IDENTITY);
        List<Thread> threads = new ArrayList<>();
        List<Object> results = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            threads.add(ticker.start(() -> results.add(ask(session))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results).containsOnly("ok").hasSize(5);
        List<Long> starts = starts();
        // 0, 200, 400 were under way when the first answer came at 600 ms and said 7 s
        assertThat(starts.subList(0, 3)).containsExactly(0L, 200L, 400L);
        assertThat(starts.get(3)).isBetween(7600L, 7850L);
        // the next one waited for the probe's answer, 600 ms later
        assertThat(starts.get(4)).isBetween(starts.get(3) + 600, starts.get(3) + 1600);
    }

    /** It was under way when the pause began, and asks for more. */
    @ParameterizedTest
    @CsvSource({"1, 10", "3, 3"})
    @Fault(39)
    @Requirement(25)
    void aSecondRefusalOfTheSamePauseCanMakeItLonger(int first, int second) throws Exception {
        api.latency = () -> Duration.ofMillis(200);
        AtomicInteger number = new AtomicInteger();
        api.links =
                call ->
                        switch (number.incrementAndGet()) {
                            case 1 -> FakeApi.tooOften(Integer.toString(first));
                            case 2 -> FakeApi.tooOften(Integer.toString(second));
                            default -> FakeApi.ok(call.tokens());
                        };
        FeishuSession session = feishu.session(IDENTITY);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(ticker.start(() -> ask(session)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // 0 and 200 were under way; the second answer came at 600 ms
        assertThat(starts().subList(0, 2)).containsExactly(0L, 200L);
        assertThat(starts().get(2)).isBetween(600 + second * 1000L, 600 + second * 1000L + 250);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9|9000",
                "3, 9|9000",
                "Thu, 01 Jan 1970 00:00:08 GMT|8000",
                "Thursday, 01-Jan-70 00:00:08 GMT|8000",
                "Thu Jan  1 00:00:08 1970|8000",
            })
    @Requirement(25)
    void everyFormOfRetryAfterIsUnderstood(String header, long millis) throws Exception {
        assertThat(
                        SlowDown.asked(
                                new ApiAnswer(429, Map.of("retry-after", header), "{}"),
                                Instant.EPOCH))
                .contains(Duration.ofMillis(millis));
    }

    @Test
    @Fault(40)
    @Requirement(25)
    void withoutAHeaderTheLaneBacksOffAndGivesUpAfterSixTries() throws Exception {
        api.links = _ -> FakeApi.code(400, 99991400);
        FeishuSession session = feishu.session(IDENTITY);
        assertThat(ask(session)).isEqualTo(Cause.RATE_LIMITED);
        List<Long> starts = starts();
        assertThat(starts).hasSize(6);
        for (int pause = 0; pause < 5; pause++) {
            long wanted = 1000L << pause;
            assertThat(starts.get(pause + 1) - starts.get(pause)).isBetween(wanted, wanted + 250);
        }
    }

    /** Two applications that were refused together are not to come back together. */
    @Test
    @Fault(39)
    @Requirement(25)
    void anEnforcedPauseIsAsLongAsAskedAndALittleLongerByChance() throws Exception {
        Duration asked = Duration.ofSeconds(7);
        Set<Duration> more = new TreeSet<>();
        for (int seed = 0; seed < 2000; seed++) {
            RateGate gate = new RateGate(ticker, new Random(seed));
            try (RateGate.Call call = Objects.requireNonNull(gate.enter())) {
                assertThat(gate.refused(call, asked)).isTrue();
            }
            more.add(gate.pauseLeft().minus(asked));
        }
        assertThat(more)
                .allMatch(late -> !late.isNegative() && late.toMillis() <= 250)
                .hasSizeGreaterThan(200)
                .anyMatch(late -> late.toMillis() > 240);
    }

    @Test
    @Fault(39)
    @Requirement(25)
    void aPauseIsAtLeastASecondAndAtMostFiveMinutes() throws Exception {
        AtomicInteger number = new AtomicInteger();
        api.links =
                call ->
                        switch (number.incrementAndGet()) {
                            case 1 -> FakeApi.tooOften("0");
                            case 2 -> FakeApi.tooOften("999999999999");
                            case 3 ->
                                    new ApiAnswer(
                                            429,
                                            Map.of(
                                                    "x-ogw-ratelimit-reset", "3",
                                                    "retry-after", "9"),
                                            "slow down");
                            default -> FakeApi.ok(call.tokens());
                        };
        assertThat(ask(feishu.session(IDENTITY))).isEqualTo("ok");
        List<Long> starts = starts();
        assertThat(starts.get(1)).isBetween(1000L, 1250L);
        assertThat(starts.get(2) - starts.get(1)).isBetween(300_000L, 300_250L);
        assertThat(starts.get(3) - starts.get(2)).isBetween(9_000L, 9_250L);
    }

    @Test
    void aUsedUpQuotaIsAskedOnce() throws Exception {
        api.links = _ -> FakeApi.code(429, 99991403);
        assertThat(ask(feishu.session(IDENTITY))).isEqualTo(Cause.QUOTA_USED_UP);
        assertThat(api.calls).hasSize(1);
    }

    private List<Long> starts() {
        return api.calls.stream().map(call -> call.startedNanos() / 1_000_000).toList();
    }

    private static Object ask(FeishuSession session) {
        try {
            session.media().temporaryLinks(List.of("a"), null);
            return "ok";
        } catch (PlatformRefusal refusal) {
            return refusal.problem().cause();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
