package app.jackdaw.feishu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.download.Fault;
import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.VirtualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens: issued, kept, renewed, issued anew, and what a sign-in can answer. */
class FeishuSessionTest {

    private static final Identity APP =
            new Identity.App(Platform.FEISHU, " cli_a1b2c3d4e5\n", new Secret("\"top-secret\" "));
    private static final Identity PASTED =
            new Identity.AccessToken(Platform.FEISHU, new Secret("Bearer u-mine"));

    private final VirtualTicker ticker = new VirtualTicker();
    private final FakeApi api = new FakeApi(ticker);
    private final Feishu feishu = new Feishu(api, ticker, new Random(1));

    @Test
    void oneTokenServesManyCallsAndIsRenewedHalfAnHourBeforeItsEnd() throws Exception {
        FeishuSession session = feishu.session(APP);
        ask(session);
        ticker.advance(Duration.ofMinutes(89));
        ask(session);
        assertThat(api.signIns).hasValue(1);
        ticker.advance(Duration.ofMinutes(2)); // less than 30 of 120 minutes remain
        ask(session);
        assertThat(api.signIns).hasValue(2);
        assertThat(api.calls)
                .extracting(FakeApi.Call::accessToken)
                .containsExactly("t-1", "t-1", "t-2");
    }

    @Test
    void aTokenOfShortLifeIsNotIssuedForEveryCall() throws Exception {
        for (long expire : new long[] {1, 120, 1790, 1801, 0, -5}) {
            FakeApi platform = new FakeApi(ticker);
            platform.signIn = number -> FakeApi.token("t-" + number, expire);
            FeishuSession session = new Feishu(platform, ticker, new Random(1)).session(APP);
            for (int i = 0; i < 20; i++) {
                ask(session);
            }
            assertThat(platform.signIns).as("life %d s", expire).hasValueBetween(1, 2);
        }
    }

    /** Where the platform gives what is left of an old token, the next one is asked for in time. */
    @ParameterizedTest
    @ValueSource(longs = {1500, 1799, 1800, 1801, 1803})
    void aTokenThatIsNearlyUsedUpIsRenewedSoon(long left) throws Exception {
        api.signIn = number -> FakeApi.token("t-" + number, number == 1 ? left : 7200);
        FeishuSession session = feishu.session(APP);
        ask(session);
        ticker.advance(Duration.ofSeconds(Math.max(2, left - 1799)));
        ask(session);
        ask(session);
        assertThat(api.calls)
                .extracting(FakeApi.Call::accessToken)
                .containsExactly("t-1", "t-2", "t-2");
    }

    @Test
    void aSignInThatIsToWaitWaitsFiveMinutesAtMostAndSaysSo() throws Exception {
        api.signIn = number -> number == 1 ? FakeApi.tooOften("3600") : FakeApi.token("t-1", 7200);
        FeishuSession session = feishu.session(APP);
        AtomicReference<Duration> told = new AtomicReference<>(Duration.ZERO);
        long before = ticker.nanos();
        Thread looks =
                ticker.start(() -> {
                    try {
                        ticker.sleep(Duration.ofSeconds(1));
                    } catch (InterruptedException unexpected) {
                        throw new AssertionError(unexpected);
                    }
                    told.set(session.slowedDownFor());
                });
        ask(session);
        looks.join();
        assertThat(Duration.ofNanos(ticker.nanos() - before))
                .isBetween(Duration.ofMinutes(5), Duration.ofSeconds(301));
        assertThat(told.get()).isBetween(Duration.ofSeconds(290), Duration.ofMinutes(5));
        assertThat(session.slowedDownFor()).isZero();
        assertThat(api.signIns).hasValue(2);
    }

    /** Whatever it looks like: what was sent is known. */
    @Test
    void whatProvesWhoAsksIsNotShownWhereAnAnswerRepeatsIt() throws Exception {
        api.signIn =
                _ ->
                        FakeApi.json(
                                200, "{\"code\":10014,\"msg\":\"app secret top-secret is wrong\"}");
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, feishu.session(APP)::connect);
        assertThat(failure.problem().said())
                .singleElement()
                .satisfies(word ->
                        assertThat(word.text())
                                .contains("app secret")
                                .doesNotContain("top-secret"));

        api.links = _ -> FakeApi.json(400, "{\"code\":1061002,\"msg\":\"not for u-mine\"}");
        PlatformRefusal refusal = refusal(feishu.session(PASTED));
        assertThat(refusal.problem().said())
                .singleElement()
                .satisfies(word -> assertThat(word.text()).doesNotContain("u-mine"));
    }

    @Test
    void connectingBesideASignInThatIsToWaitDoesNotWaitForIt() throws Exception {
        api.signIn = number -> number == 1 ? FakeApi.tooOften("200") : FakeApi.token("t-1", 7200);
        FeishuSession session = feishu.session(APP);
        AtomicReference<Object> told = new AtomicReference<>();
        AtomicReference<Duration> after = new AtomicReference<>();
        Thread asks = ticker.start(() -> askQuietly(session));
        Thread connects =
                ticker.start(() -> {
                    try {
                        ticker.sleep(Duration.ofSeconds(1));
                        session.connect();
                    } catch (ProblemException refused) {
                        told.set(refused.problem().cause());
                    } catch (InterruptedException unexpected) {
                        throw new AssertionError(unexpected);
                    }
                    after.set(ticker.elapsed());
                });
        connects.join();
        asks.join();
        assertThat(told.get()).isEqualTo(Cause.RATE_LIMITED);
        assertThat(after.get()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void connectingDoesNotWaitForMinutes() throws Exception {
        api.signIn = _ -> FakeApi.tooOften("3600");
        FeishuSession session = feishu.session(APP);
        long before = ticker.nanos();
        ProblemException failure = catchThrowableOfType(ProblemException.class, session::connect);
        assertThat(failure.problem().cause()).isEqualTo(Cause.RATE_LIMITED);
        assertThat(ticker.nanos()).isEqualTo(before);
        assertThat(api.signIns).hasValue(1);
    }

    @Test
    void aRenewalThatIsToWaitKeepsNobodyWaitingWhileTheOldTokenIsGood() throws Exception {
        api.signIn = number -> number == 1 ? FakeApi.token("t-1", 7200) : FakeApi.tooOften("200");
        FeishuSession session = feishu.session(APP);
        ask(session);
        ticker.advance(Duration.ofMinutes(91));
        long before = ticker.nanos();
        ask(session);
        assertThat(Duration.ofNanos(ticker.nanos() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(api.calls).extracting(FakeApi.Call::accessToken).containsExactly("t-1", "t-1");
    }

    @Test
    void manyThreadsCauseOneSignIn() throws Exception {
        api.latency = () -> Duration.ofMillis(40);
        FeishuSession session = feishu.session(APP);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(ticker.start(() -> askQuietly(session)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(api.signIns).hasValue(1);
        assertThat(api.calls).hasSize(8);
    }

    @Test
    void aRejectedTokenIsIssuedAnewAndTheCallReplayedOnce() throws Exception {
        api.links =
                call ->
                        call.accessToken().equals("t-1")
                                ? FakeApi.code(400, 99991663)
                                : FakeApi.ok(call.tokens());
        FeishuSession session = feishu.session(APP);
        ask(session);
        assertThat(api.signIns).hasValue(2);
        assertThat(api.calls).hasSize(2);

        api.links = _ -> new ApiAnswer(401, Map.of("x-tt-logid", "log7"), "");
        PlatformRefusal refusal = refusal(session);
        assertThat(refusal.errorClass()).isEqualTo(ErrorClass.TOKEN);
        assertThat(refusal.problem())
                .isEqualTo(
                        Problem.of(Cause.SIGN_IN_REJECTED).withHttpStatus(401).withLogId("log7"));
        assertThat(api.signIns).hasValue(3);
        assertThat(api.calls).hasSize(4);
    }

    @Test
    void whoWaitsForItsTurnUsesTheTokenThatWasIssuedMeanwhile() throws Exception {
        FeishuSession session = feishu.session(APP);
        ask(session);
        api.links =
                call ->
                        call.accessToken().equals("t-1")
                                ? FakeApi.code(400, 99991663)
                                : FakeApi.ok(call.tokens());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            threads.add(ticker.start(() -> askQuietly(session)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(api.signIns).hasValue(2);
        assertThat(api.calls).as("one was good before, one rejected, five good").hasSize(7);
    }

    /** HTTP 200 with a code is what the code says; all that are under way are rejected together. */
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401})
    @Fault(38)
    void aTokenThatExpiresUnderManyCallsIsIssuedAnewOnce(int status) throws Exception {
        FeishuSession session = feishu.session(APP);
        ask(session);
        ticker.advance(Duration.ofSeconds(2));
        api.latency = () -> Duration.ofSeconds(2);
        api.links =
                call ->
                        call.accessToken().equals("t-1")
                                ? FakeApi.code(status, 99991663)
                                : FakeApi.ok(call.tokens());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            threads.add(ticker.start(() -> askQuietly(session)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(api.signIns).hasValue(2);
        assertThat(api.calls)
                .extracting(FakeApi.Call::accessToken)
                .filteredOn(token -> token.equals("t-1"))
                .as("one was good before, five were under way")
                .hasSize(6);
        assertThat(api.calls).hasSize(11);
    }

    @Test
    void aPastedTokenIsNeverIssuedAnew() throws Exception {
        api.links = _ -> FakeApi.code(400, 99991668);
        FeishuSession session = feishu.session(PASTED);
        session.connect();
        assertThat(refusal(session).problem().cause()).isEqualTo(Cause.ACCESS_TOKEN_REJECTED);
        assertThat(api.signIns).hasValue(0);
        assertThat(api.calls).singleElement().returns("u-mine", FakeApi.Call::accessToken);
    }

    @Test
    void aRenewalThatFailsLeavesTheOldTokenInUseWhileItLives() throws Exception {
        FeishuSession session = feishu.session(APP);
        ask(session);
        api.signIn =
                _ -> {
                    throw new ProblemException(Problem.of(Cause.HOST_NOT_FOUND, "open.feishu.cn"));
                };
        ticker.advance(Duration.ofMinutes(100));
        ask(session);
        ticker.advance(Duration.ofMinutes(25));
        assertThat(refusal(session).problem().cause()).isEqualTo(Cause.HOST_NOT_FOUND);
    }

    static Stream<Arguments> signIns() {
        String page = "<html><body>404</body></html>";
        return Stream.of(
                Arguments.of(FakeApi.code(200, 10015), Cause.APP_SECRET_WRONG),
                Arguments.of(FakeApi.code(200, 99991543), Cause.APP_UNKNOWN),
                Arguments.of(FakeApi.code(400, 10003), Cause.APP_UNKNOWN),
                Arguments.of(FakeApi.code(200, 1000040351), Cause.WRONG_PLATFORM),
                Arguments.of(FakeApi.code(200, 10014), Cause.APP_STOPPED),
                Arguments.of(FakeApi.code(403, 99991401), Cause.ADDRESS_NOT_ALLOWED),
                Arguments.of(FakeApi.code(404, 99991201), Cause.NOT_A_PLATFORM),
                Arguments.of(FakeApi.code(400, 123456), Cause.SIGN_IN_REJECTED),
                Arguments.of(FakeApi.code(200, 10013), Cause.PLATFORM_TROUBLE),
                Arguments.of(new ApiAnswer(404, Map.of(), page), Cause.NOT_A_PLATFORM),
                Arguments.of(new ApiAnswer(200, Map.of(), page), Cause.NOT_A_PLATFORM),
                Arguments.of(new ApiAnswer(302, Map.of(), ""), Cause.NOT_A_PLATFORM),
                Arguments.of(FakeApi.json(404, "{\"error\":\"no\"}"), Cause.NOT_A_PLATFORM),
                Arguments.of(FakeApi.json(200, "{\"code\":0,\"te"), Cause.ANSWER_CUT),
                Arguments.of(FakeApi.json(200, "{\"code\":0}"), Cause.ANSWER_UNKNOWN),
                Arguments.of(new ApiAnswer(503, Map.of(), page), Cause.PLATFORM_TROUBLE),
                Arguments.of(FakeApi.tooOften("2"), Cause.RATE_LIMITED));
    }

    @ParameterizedTest
    @MethodSource("signIns")
    void connectingSaysWhatIsWrong(ApiAnswer answer, Cause cause) throws Exception {
        api.signIn = _ -> answer;
        FeishuSession session = feishu.session(APP);
        ProblemException failure = catchThrowableOfType(ProblemException.class, session::connect);
        assertThat(failure.problem().cause()).isEqualTo(cause);
        assertThat(failure.problem().httpStatus()).isEqualTo(answer.status());
    }

    @Test
    void connectingPassesOnWhatTheNetworkSays() throws Exception {
        Problem tls = Problem.of(Cause.TLS_FAILED, "open.feishu.cn");
        api.signIn =
                _ -> {
                    throw new ProblemException(tls);
                };
        FeishuSession session = feishu.session(APP);
        ProblemException failure = catchThrowableOfType(ProblemException.class, session::connect);
        assertThat(failure.problem()).isEqualTo(tls);
        api.signIn = _ -> FakeApi.token("t-1", 7200);
        session.connect();
        ask(session);
        assertThat(api.signIns).as("connecting has issued the token already").hasValue(2);
    }

    @Test
    void missingCredentialsAreToldBeforeAnyCall() {
        for (Identity identity :
                List.of(
                        new Identity.App(Platform.LARK, " ", new Secret("x")),
                        new Identity.App(Platform.LARK, "cli_123456", new Secret("\"\"")),
                        new Identity.AccessToken(Platform.LARK, new Secret("  ")))) {
            assertThat(
                            catchThrowableOfType(
                                            ProblemException.class, () -> feishu.session(identity))
                                    .problem()
                                    .cause())
                    .isEqualTo(Cause.CREDENTIALS_MISSING);
        }
    }

    @Test
    void anOddAppIdIsAHintOnly() throws Exception {
        assertThat(CredentialText.hintOnAppId(Platform.FEISHU, "app-1"))
                .contains(Cause.APP_ID_SHAPE);
        assertThat(CredentialText.hintOnAppId(Platform.FEISHU, " cli_9f5b3a0c1d2e ")).isEmpty();
        assertThat(CredentialText.hintOnAppId(Platform.other("https://open.corp.com"), "app-1"))
                .isEmpty();
        feishu.session(new Identity.App(Platform.FEISHU, "app-1", new Secret("x"))).connect();
        api.signIn = _ -> FakeApi.code(200, 10003);
        FeishuSession odd =
                feishu.session(new Identity.App(Platform.FEISHU, "app-1", new Secret("x")));
        assertThat(catchThrowableOfType(ProblemException.class, odd::connect).problem().cause())
                .isEqualTo(Cause.APP_ID_SHAPE);
    }

    private static void ask(FeishuSession session) throws PlatformRefusal, InterruptedException {
        session.media().temporaryLinks(List.of("a"), null);
    }

    private static void askQuietly(FeishuSession session) {
        try {
            ask(session);
        } catch (PlatformRefusal | InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static PlatformRefusal refusal(FeishuSession session) {
        return catchThrowableOfType(PlatformRefusal.class, () -> ask(session));
    }
}
