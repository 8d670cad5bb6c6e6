package app.jackdaw.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.feishu.FakeApi;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.VirtualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches, bisecting, renewing, cancelling; the platform in memory, time virtual. */
class LinkBookTest {

    private static final FetchListener SILENT = (_, _, _, _) -> {};

    private final VirtualTicker ticker = new VirtualTicker();
    private final FakeApi api = new FakeApi(ticker);
    private final LinkBook book = new LinkBook(ticker, ticker);

    @BeforeEach
    void signIn() throws ProblemException {
        book.use(session("u-token"));
    }

    @Test
    void twelveTokensMakeThreeCallsAndAnswersAreMappedByToken() throws Exception {
        api.links =
                call -> {
                    List<String> shuffled = new ArrayList<>(call.tokens());
                    Collections.reverse(shuffled);
                    return FakeApi.ok(shuffled);
                };
        List<MediaItem> items = items(12);
        List<String> progress = Collections.synchronizedList(new ArrayList<>());
        fetch(
                items,
                (item, state, done, total) -> {
                    assertThat(book.state(item.id())).isEqualTo(state);
                    progress.add(done + "/" + total);
                });
        for (MediaItem item : items) {
            assertReady(item);
        }
        assertThat(api.calls)
                .extracting(call -> call.tokens().size())
                .containsExactlyInAnyOrder(5, 5, 2);
        assertThat(progress)
                .isEqualTo(IntStream.rangeClosed(1, 12).mapToObj(i -> i + "/12").toList());
    }

    /** Whoever waits for the platform goes on when it is there, and only then. */
    @Test
    void onlyLinksThatThePlatformGaveTellThatItIsThere() throws Exception {
        AtomicInteger given = new AtomicInteger();
        book.whenGiven(given::incrementAndGet);
        List<MediaItem> items = items(3);
        book.reserve(Set.of(items.get(2).token()), session("u-example"));
        fetch(items, SILENT);
        assertThat(given).as("the third is given by the example").hasValue(2);

        book.give(
                items.getFirst(), TemporaryLink.given("https://pasted.feishu.cn/x", ticker.now()));
        api.links = _ -> FakeApi.json(503, "<html>down</html>");
        fetch(items, SILENT);
        assertThat(book.state(items.get(1).id())).isInstanceOf(LinkState.Ready.class);
        assertThat(given).as("a pasted one, and those that were kept").hasValue(2);
    }

    @Test
    void equalTokensAreAskedForOnce() throws Exception {
        MediaItem first =
                new MediaItem(
                        "1",
                        "a",
                        new ItemSource.PastedToken(1),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        MediaItem second =
                new MediaItem(
                        "2", "a", new ItemSource.PastedToken(2), null, null, null, null, null, " ");
        fetch(List.of(first, second, first), SILENT);
        assertThat(api.calls).singleElement().returns(List.of("a"), FakeApi.Call::tokens);
        assertReady(first);
        assertReady(second);
    }

    @Test
    void itemsOfDifferentExtraNeverShareACall() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            items.add(item("t" + i).withExtra(i % 3 == 0 ? null : "{\"x\":\"" + i % 3 + "\"}"));
        }
        fetch(items, SILENT);
        assertThat(api.calls).hasSize(3);
        for (FakeApi.Call call : api.calls) {
            for (String token : call.tokens()) {
                int group = Integer.parseInt(token.substring(1)) % 3;
                assertThat(call.extra()).isEqualTo(group == 0 ? null : "{\"x\":\"" + group + "\"}");
            }
        }
    }

    @Test
    @Fault(36)
    @Requirement(23)
    void anAnswerIsMatchedByTokenWhateverItsOrderAndWhateverElseIsInIt() throws Exception {
        api.links =
                call -> {
                    List<String> tokens = new ArrayList<>(call.tokens().reversed());
                    tokens.add(0, "stranger");
                    tokens.add(2, call.tokens().getFirst()); // once more, in another place
                    return FakeApi.ok(tokens);
                };
        List<MediaItem> items = items(5);
        fetch(items, SILENT);
        items.forEach(this::assertReady);
        assertThat(book.state("stranger")).isInstanceOf(LinkState.NotFetched.class);
        assertThat(api.calls).hasSize(1);
    }

    @Test
    @Requirement(22)
    void aFullBatchNeitherWaitsNorIsHeldUpByAPartialOne() throws Exception {
        MediaItem alone = item("alone").withExtra("{\"x\":1}");
        List<MediaItem> all = new ArrayList<>(List.of(alone)); // it was there first
        all.addAll(items(5));
        fetch(all, SILENT);
        assertThat(api.calls)
                .extracting(call -> call.tokens().size())
                .as("the full one first")
                .containsExactly(5, 1);
        long millis = 1_000_000;
        assertThat(api.calls.getFirst().startedNanos()).isZero();
        assertThat(api.calls.getLast().startedNanos()).isBetween(150 * millis, 210 * millis);
    }

    @Test
    @Fault(35)
    @Requirement(23)
    void aTokenLeftOutIsAskedForOnceMoreAloneAndThenRefused() throws Exception {
        api.links =
                call ->
                        FakeApi.ok(
                                call.tokens().stream()
                                        .filter(t -> !t.equals("t1"))
                                        .filter(t -> call.tokens().size() == 1 || !t.equals("t3"))
                                        .toList());
        List<MediaItem> items = items(5);
        fetch(items, SILENT);
        assertRefused(items.get(1), Cause.NOT_RETURNED);
        for (int good : List.of(0, 2, 3, 4)) {
            assertReady(items.get(good));
        }
        assertThat(api.calls)
                .extracting(FakeApi.Call::tokens)
                .contains(List.of("t1"), List.of("t3"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tmp_download_urls\":null}", "{\"tmp_download_urls\":[]}"})
    void anEmptyListHoweverWrittenLeavesAllOut(String data) throws Exception {
        api.links =
                call ->
                        call.tokens().contains("t1")
                                ? FakeApi.json(200, "{\"code\":0,\"data\":" + data + "}")
                                : FakeApi.ok(call.tokens());
        List<MediaItem> items = items(3);
        fetch(items, SILENT);
        assertReady(items.get(0));
        assertRefused(items.get(1), Cause.NOT_RETURNED);
        assertReady(items.get(2));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 1061002, TOKEN_MALFORMED",
        "404, 1061003, FILE_NOT_FOUND",
        "403, 1061004, NOT_SHARED",
        "404, 1061007, FILE_DELETED",
        "400, 4711, TOKEN_MALFORMED",
        "403, 4711, FORBIDDEN",
        "404, 4711, FILE_NOT_FOUND",
        "200, 4711, ANSWER_UNKNOWN",
    })
    void oneBadTokenNeverTakesFourGoodOnesWithIt(int status, int code, Cause cause)
            throws Exception {
        for (int bad = 0; bad < 5; bad++) {
            LinkBook fresh = new LinkBook(ticker, ticker);
            fresh.use(session("u-" + bad));
            String badToken = "t" + bad;
            api.calls.clear();
            api.links =
                    call ->
                            call.tokens().contains(badToken)
                                    ? FakeApi.code(status, code)
                                    : FakeApi.ok(call.tokens());
            run(() -> {
                fresh.fetch(items(5), SILENT);
                return "";
            });
            for (int i = 0; i < 5; i++) {
                LinkState state = fresh.state("t" + i);
                if (i == bad) {
                    assertThat(state)
                            .isInstanceOfSatisfying(
                                    LinkState.Refused.class,
                                    r -> assertThat(r.problem().cause()).isEqualTo(cause));
                } else {
                    assertThat(state).isInstanceOf(LinkState.Ready.class);
                }
            }
            assertThat(api.calls).hasSizeBetween(5, 7);
        }
    }

    @Test
    void bisectingFiveBadTokensCostsNineCallsAtMost() throws Exception {
        api.links = _ -> FakeApi.code(403, 1061004);
        List<MediaItem> items = items(5);
        fetch(items, SILENT);
        items.forEach(item -> assertRefused(item, Cause.NOT_SHARED));
        assertThat(api.calls).hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({"400, 1061002", "403, 1061004", "403, 0", "400, 0"})
    void refusedAloneWithItsExtraTheExtraIsBlamed(int status, int code) throws Exception {
        api.links =
                call ->
                        call.tokens().contains("bad")
                                ? FakeApi.code(status, code == 0 ? 55 : code)
                                : FakeApi.ok(call.tokens());
        MediaItem bad = item("bad").withExtra("{\"a\":1}");
        MediaItem good = item("good").withExtra("{\"a\":1}");
        fetch(List.of(bad, good), SILENT);
        assertRefused(bad, Cause.EXTRA_REFUSED);
        assertReady(good);
    }

    @ParameterizedTest
    @CsvSource({
        "400, 99991672, SCOPE_MISSING, 1",
        "429, 99991403, QUOTA_USED_UP, 1",
        "400, 99991662, APP_STOPPED, 1",
        "400, 99991668, ACCESS_TOKEN_REJECTED, 1",
        "429, 99991400, RATE_LIMITED, 6",
    })
    void whatConcernsEveryCallEndsTheFetchWithoutBisecting(
            int status, int code, Cause cause, int callsOfOne) throws Exception {
        api.links = _ -> FakeApi.code(status, code);
        List<MediaItem> items = items(100);
        fetch(items, SILENT);
        items.forEach(item -> assertRefused(item, cause));
        assertThat(api.calls.size()).isBetween(callsOfOne, callsOfOne + 4);

        // they stay, and can be asked for again
        api.links = call -> FakeApi.ok(call.tokens());
        fetch(items, SILENT);
        items.forEach(this::assertReady);
    }

    @Test
    void whatIsAskedForAnewIsNotEndedByTheRefusalOfAnEarlierCall() throws Exception {
        api.links =
                call -> {
                    if (call.tokens().contains("fresh")) {
                        return FakeApi.ok(call.tokens());
                    }
                    ticker.sleep(Duration.ofSeconds(10));
                    return FakeApi.code(429, 99991403);
                };
        List<MediaItem> items = items(25); // as many calls as are in flight at once
        MediaItem fresh = item("fresh");
        FutureTask<String> later =
                new FutureTask<>(() -> {
                    ticker.sleep(Duration.ofSeconds(2));
                    book.fetch(List.of(fresh), SILENT);
                    return "";
                });
        ticker.start(later);
        fetch(items, SILENT);
        later.get();
        items.forEach(item -> assertRefused(item, Cause.QUOTA_USED_UP));
        assertReady(fresh);
    }

    @Test
    void aNetworkThatIsGoneIsTriedAgainThenEndsTheFetch() throws Exception {
        Problem gone = Problem.of(Cause.HOST_NOT_FOUND, "open.feishu.cn");
        AtomicInteger failures = new AtomicInteger(2);
        api.links =
                call -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new ProblemException(gone);
                    }
                    return FakeApi.ok(call.tokens());
                };
        List<MediaItem> items = items(5);
        fetch(items, SILENT);
        items.forEach(this::assertReady);

        failures.set(Integer.MAX_VALUE);
        api.calls.clear();
        List<MediaItem> others = IntStream.range(0, 300).mapToObj(i -> item("n" + i)).toList();
        fetch(others, SILENT);
        others.forEach(item -> assertRefused(item, Cause.HOST_NOT_FOUND));
        assertThat(api.calls.size()).isLessThanOrEqualTo(20);
        fetch(items, SILENT);
        items.forEach(this::assertReady); // their links still work
    }

    @Test
    void aPassingTroubleIsTriedFourTimesWithGrowingPauses() throws Exception {
        api.links = _ -> FakeApi.code(500, 1061001);
        MediaItem item = item("a");
        fetch(List.of(item), SILENT);
        assertRefused(item, Cause.PLATFORM_TROUBLE);
        List<Long> starts = api.calls.stream().map(c -> c.startedNanos() / 1_000_000_000).toList();
        assertThat(starts).containsExactly(0L, 1L, 3L, 7L);
    }

    @Test
    void aTokenThatUpsetsThePlatformTakesNobodyWithIt() throws Exception {
        for (ApiAnswer upset :
                List.of(
                        FakeApi.code(500, 1061001),
                        FakeApi.json(200, "{\"code\":0,\"da"),
                        FakeApi.json(200, "<html>"))) {
            api.links = call -> call.tokens().contains("t7") ? upset : FakeApi.ok(call.tokens());
            List<MediaItem> items = items(15);
            fetch(items, SILENT);
            for (MediaItem item : items) {
                if (!item.token().equals("t7")) {
                    assertReady(item);
                }
            }
            assertThat(book.state("t7")).isInstanceOf(LinkState.Refused.class);
        }
    }

    @Test
    void aPlatformThatIsDownEndsALargeFetchEarly() throws Exception {
        api.links = _ -> FakeApi.json(503, "<html>down</html>");
        List<MediaItem> items = items(1000);
        fetch(items, SILENT);
        for (MediaItem item : items) {
            boolean asked = api.calls.stream().anyMatch(call -> call.tokens().contains(item.id()));
            assertRefused(item, asked ? Cause.PLATFORM_TROUBLE : Cause.NOT_ASKED);
        }
        assertThat(api.calls.size()).isLessThan(150);
    }

    @Test
    void nobodyIsToldTheReasonOfAnotherToken() throws Exception {
        List<FakeApi.Call> answered = Collections.synchronizedList(new ArrayList<>());
        api.links =
                call -> {
                    answered.add(call);
                    String token = call.tokens().getFirst(); // one of each kind in every batch
                    return switch (Integer.parseInt(token.substring(1)) % 3) {
                        case 0 -> FakeApi.code(500, 1061001);
                        case 1 -> FakeApi.json(200, "{\"code\":0,\"da");
                        default -> FakeApi.json(200, "<html>");
                    };
                };
        List<MediaItem> items = items(200);
        fetch(items, SILENT);
        for (MediaItem item : items) {
            Cause own =
                    switch (Integer.parseInt(item.token().substring(1)) % 3) {
                        case 0 -> Cause.PLATFORM_TROUBLE;
                        case 1 -> Cause.ANSWER_CUT;
                        default -> Cause.ANSWER_NOT_JSON;
                    };
            boolean asked = answered.stream().anyMatch(c -> c.tokens().contains(item.token()));
            assertRefused(item, asked ? own : Cause.NOT_ASKED);
        }
    }

    @Test
    void aPlatformThatSaysSomethingOfEveryBatchIsAskedForAll() throws Exception {
        api.links =
                call -> {
                    boolean upset = call.tokens().stream().anyMatch(t -> number(t) % 5 != 4);
                    boolean denied = number(call.tokens().getFirst()) < 100;
                    if (!denied) {
                        return FakeApi.ok(call.tokens());
                    }
                    return upset ? FakeApi.code(500, 1061001) : FakeApi.code(403, 1061004);
                };
        List<MediaItem> items = items(120);
        fetch(items, SILENT);
        for (MediaItem item : items) {
            if (number(item.token()) >= 100) {
                assertReady(item);
            } else {
                boolean denied = number(item.token()) % 5 == 4;
                assertRefused(item, denied ? Cause.NOT_SHARED : Cause.PLATFORM_TROUBLE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, LINK_HOST_UNEXPECTED",
        "https://evilfeishu.cn, LINK_HOST_UNEXPECTED",
        "https://feishu.cn@evil.example, LINK_INVALID",
        "https://feishu.cn., LINK_HOST_UNEXPECTED",
        "http://internal.feishu.cn, LINK_NOT_SECURE",
        "https://10.0.0.1, LINK_HOST_UNEXPECTED",
        "https://drive.feishu.company.com, LINK_HOST_UNEXPECTED",
    })
    void aPastedLinkThatLeadsElsewhereIsNotFollowed(String host, Cause cause) throws Exception {
        String url = host + "/space/api/box/stream/download/authcode/?code=abcdef0123456789";
        MediaItem item = MediaItem.ofPastedLink(url, new ItemSource.PastedLink(1));
        book.give(item, TemporaryLink.given(url, ticker.now()));
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> book.link(item, null));
        assertThat(refused.problem().cause()).isEqualTo(cause);

        // the right platform need not be signed in to
        book.expectLinksOf(Platform.other("https://open.feishu.company.com"));
        if (host.endsWith("company.com")) {
            assertThat(book.link(item, null).url()).isEqualTo(url);
        }
    }

    /**
     * As in JSON that somebody else made: the token is asked for, the link beside it is not used.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://evil.example",
                "http://127.0.0.1:9200",
                "https://10.0.0.1",
                "http://internal-api-drive-stream.feishu.cn",
            })
    void aLinkBesideATokenThatLeadsElsewhereIsNotTaken(String host) throws Exception {
        String url = host + "/space/api/box/stream/download/authcode/?code=abcdef0123456789";
        MediaItem item = item("t0");
        book.give(item, TemporaryLink.given(url, ticker.now()));
        assertThat(book.holds(item.id())).isFalse();
        assertThat(book.link(item, null).url()).isEqualTo(FakeApi.linkOf("t0"));
    }

    /** The platform may be chosen after the paste, as with a link that was pasted alone. */
    @Test
    void aLinkBesideATokenIsJudgedWhenItIsNeeded() throws Exception {
        String url = "http://127.0.0.1:9200/download/authcode/?code=abcdef0123456789";
        MediaItem item = item("t0");
        book.give(item, TemporaryLink.given(url, ticker.now()));
        book.expectLinksOf(Platform.other("http://127.0.0.1:9000"));
        assertThat(book.holds(item.id())).isTrue();
        assertThat(book.link(item, null).url()).isEqualTo(url);
        assertThat(api.calls).isEmpty();
    }

    @Test
    void aLinkBesideATokenThatItsPlatformGaveIsUsed() throws Exception {
        String url = FakeApi.linkOf("other") + "0123456789abcdef";
        MediaItem item = item("t0");
        book.give(item, TemporaryLink.given(url, ticker.now()));
        assertThat(book.link(item, null).url()).isEqualTo(url);
        assertThat(api.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://internal-api-drive-stream.feishu.cn",
                "https://internal-api-drive-stream-sg.larksuite.com",
                "HTTPS://A.LarkOffice.com:443",
            })
    void aPastedLinkServesWhereverItsPlatformLeads(String host) throws Exception {
        String url = host + "/space/api/box/stream/download/authcode/?code=abcdef0123456789";
        MediaItem item = MediaItem.ofPastedLink(url, new ItemSource.PastedLink(1));
        book.give(item, TemporaryLink.given(url, ticker.now()));
        assertThat(book.link(item, null).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8123",
                "http://localhost:8123",
                "https://LOCALHOST",
                "http://[::1]:8123"
            })
    void aPastedLinkToThisComputerServesOnlyWhereThePlatformIsOnIt(String host) throws Exception {
        String url = host + "/space/api/box/stream/download/authcode/?code=abcdef0123456789";
        MediaItem item = MediaItem.ofPastedLink(url, new ItemSource.PastedLink(1));
        book.give(item, TemporaryLink.given(url, ticker.now()));
        for (Platform elsewhere :
                List.of(
                        Platform.FEISHU,
                        Platform.LARK,
                        Platform.other("https://open.feishu.company.com"))) {
            book.expectLinksOf(elsewhere);
            ProblemException refused =
                    catchThrowableOfType(ProblemException.class, () -> book.link(item, null));
            assertThat(refused.problem().cause()).isEqualTo(Cause.LINK_TO_THIS_COMPUTER);
        }
        // as the example's platform is, and a stand-in for checks
        book.expectLinksOf(Platform.other("http://127.0.0.1:9000"));
        assertThat(book.link(item, null).url()).isEqualTo(url);
    }

    private static int number(String token) {
        return Integer.parseInt(token.substring(1));
    }

    @ParameterizedTest
    @CsvSource({
        "'', LINK_INVALID",
        "ftp://internal.feishu.cn/a, LINK_INVALID",
        "/space/api/x, LINK_INVALID",
        "file:///etc/passwd, LINK_INVALID",
        "https://open.feishu.cn/open-apis/drive/v1/medias/x/download, LINK_INVALID",
        "https://evil@x.feishu.cn/a, LINK_INVALID",
        "https://evil.example\\@x.feishu.cn/a, LINK_INVALID",
        "javascript:alert(1), LINK_INVALID",
        "https://feishu.cn.evil.example/a, LINK_HOST_UNEXPECTED",
        "https://127.0.0.1/a, LINK_HOST_UNEXPECTED",
        "http://internal.feishu.cn/a, LINK_NOT_SECURE",
    })
    @Fault(37)
    @Requirement(23)
    void aLinkThatCannotBeBelievedConcernsItsRowAlone(String link, Cause cause) throws Exception {
        api.links =
                _ ->
                        FakeApi.entries(
                                FakeApi.entry("t0", link.replace("\\", "\\\\"))
                                        + ","
                                        + FakeApi.entry("t1", FakeApi.linkOf("t1")));
        List<MediaItem> items = items(2);
        fetch(items, SILENT);
        assertRefused(items.get(0), cause);
        assertReady(items.get(1));
        if (cause == Cause.LINK_HOST_UNEXPECTED) {
            Problem problem = ((LinkState.Refused) book.state("t0")).problem();
            assertThat(problem.arguments()).hasSize(1);
            assertThat(link).contains(problem.arguments().getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.feishu.cn/x?extra={\"a\":[1,2]}&code=1",
                "https://a.feishu.cn/x y?b=%zz&c=中文|^",
                "https://A.LarkOffice.com/x#fragment",
            })
    void rawCharactersDoNotMakeALinkBad(String link) throws Exception {
        api.links = _ -> FakeApi.entries(FakeApi.entry("t0", link.replace("\"", "\\\"")));
        fetch(items(1), SILENT);
        assertThat(book.state("t0"))
                .isInstanceOfSatisfying(
                        LinkState.Ready.class,
                        ready -> assertThat(ready.link().url()).isEqualTo(link));
    }

    @Test
    void cancellingLeavesNothingHalf() throws Exception {
        List<MediaItem> items = items(10);
        fetch(items.subList(0, 1), SILENT);
        LinkState before = book.state("t0");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        api.links =
                call -> {
                    if (call.tokens().contains("t7")) {
                        return FakeApi.ok(call.tokens());
                    }
                    try {
                        asked.countDown();
                        never.await();
                    } catch (InterruptedException cancelled) {
                        interrupted.incrementAndGet();
                        throw cancelled;
                    }
                    return FakeApi.ok(call.tokens());
                };
        CountDownLatch five = new CountDownLatch(5);
        FutureTask<String> fetching =
                new FutureTask<>(() -> {
                    try {
                        book.fetch(items, (_, _, _, _) -> five.countDown());
                        return "done";
                    } catch (InterruptedException cancelled) {
                        return "cancelled";
                    }
                });
        Thread thread = ticker.start(fetching);
        asked.await();
        five.await();
        assertThat(book.state("t1")).isInstanceOf(LinkState.Fetching.class);
        thread.interrupt();
        assertThat(fetching.get()).isEqualTo("cancelled");
        assertThat(book.state("t0")).isEqualTo(before);
        assertThat(book.state("t1")).isInstanceOf(LinkState.NotFetched.class);
        assertReady(items.get(7));

        // the lane is as good as new
        api.links = call -> FakeApi.ok(call.tokens());
        fetch(items, SILENT);
        items.forEach(this::assertReady);
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void aWaitingTransferKeepsACallAliveThatTheFetchGaveUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        api.links =
                call -> {
                    asked.countDown();
                    go.await();
                    return FakeApi.ok(call.tokens());
                };
        MediaItem item = item("a");
        FutureTask<TemporaryLink> transfer = new FutureTask<>(() -> book.link(item, null));
        Thread fetching =
                ticker.start(
                        new FutureTask<>(() -> {
                            book.fetch(List.of(item), SILENT);
                            return "";
                        }));
        asked.await();
        ticker.start(transfer);
        while (waiters("a") < 2) {
            Thread.onSpinWait();
        }
        fetching.interrupt();
        fetching.join();
        go.countDown();
        assertThat(transfer.get().url()).isEqualTo(FakeApi.linkOf("a"));
        assertThat(api.calls).hasSize(1);
    }

    private int waiters(String token) {
        return book.waiters(token);
    }

    @Test
    @Fault(33)
    @Requirement(22)
    void fiveHundredExpiredLinksAreRenewedInAHundredCalls() throws Exception {
        List<MediaItem> items = items(500);
        fetch(items, SILENT);
        assertThat(api.calls).hasSize(100);
        api.calls.clear();
        ticker.advance(Duration.ofHours(23).plusMinutes(55));
        List<FutureTask<TemporaryLink>> wanted = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (MediaItem item : items) {
                FutureTask<TemporaryLink> task = new FutureTask<>(() -> book.link(item, null));
                wanted.add(task);
                ticker.start(task);
            }
        }
        for (FutureTask<TemporaryLink> task : wanted) {
            assertThat(task.get().given()).isAfter(ticker.now().minus(Duration.ofMinutes(5)));
        }
        assertThat(api.calls.size()).isLessThanOrEqualTo(101);
        List<Long> starts = api.calls.stream().map(FakeApi.Call::startedNanos).sorted().toList();
        for (int i = 5; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 5))
                    .as("no sixth call within a second")
                    .isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }

    @Test
    @Requirement(22)
    void aPartialBatchWaitsForCompanyAtMostAShortWhile() throws Exception {
        run(() -> book.link(item("a"), null));
        assertThat(ticker.elapsed()).isBetween(Duration.ofMillis(140), Duration.ofMillis(160));
    }

    @Test
    void aGoodLinkIsUsedAgainAStaleOrRefusedOneIsNot() throws Exception {
        MediaItem item = item("a");
        assertThat(book.holds(item.id())).isFalse();
        TemporaryLink first = run(() -> book.link(item, null));
        assertThat(book.holds(item.id())).isTrue();
        assertThat(run(() -> book.link(item, null))).isSameAs(first);
        assertThat(api.calls).hasSize(1);
        TemporaryLink second = run(() -> book.link(item, first));
        assertThat(second).isNotSameAs(first);
        assertThat(api.calls).hasSize(2);
        ticker.advance(Duration.ofHours(20));
        assertThat(book.holds(item.id())).isFalse();
        run(() -> book.link(item, null));
        assertThat(api.calls).hasSize(3);
    }

    /** The user wants another one each time, however good the present one looks. */
    @Test
    @Requirement(21)
    void aRenouncedLinkIsNotGivenAgain() throws Exception {
        MediaItem item = item("a");
        TemporaryLink first = run(() -> book.link(item, null));
        book.renounce(Set.of(item.id()));
        assertThat(book.holds(item.id())).isFalse();
        TemporaryLink second = run(() -> book.link(item, null));
        assertThat(second).isNotSameAs(first);
        assertThat(api.calls).hasSize(2);
        assertThat(run(() -> book.link(item, null))).isSameAs(second);
        assertThat(api.calls).hasSize(2);
    }

    /** Nor does it come back with what an earlier run told. */
    @Test
    void aRefusalIsNoNewsWhereNobodyWantsTheLinkAnyMore() throws Exception {
        MediaItem item = item("a");
        Problem why = Problem.of(Cause.FILE_DELETED);
        book.recall(item.id(), why);
        List<LinkState> told = new ArrayList<>();
        book.whenSettled(id -> told.add(book.state(id)));
        book.dropRefusals(Set.of(item.id(), "unheard of"));
        book.recall(item.id(), why);
        assertThat(book.state(item.id())).isEqualTo(new LinkState.NotFetched());
        assertThat(told).containsOnly(new LinkState.NotFetched());
        TemporaryLink link = run(() -> book.link(item, null));
        book.dropRefusals(Set.of(item.id()));
        assertThat(book.state(item.id())).as("no refusal").isEqualTo(new LinkState.Ready(link));
    }

    /**
     * The clock is two days ahead for a while: until it comes there again they would seem fresh.
     */
    @Test
    @Fault(73)
    @Requirement(20)
    void linksThatWereGivenWhileTheClockWasAheadAreAskedForOnceMore() throws Exception {
        MediaItem item = item("a");
        ticker.moveWallClock(Duration.ofDays(2));
        TemporaryLink ahead = run(() -> book.link(item, null));
        assertThat(book.holds(item.id())).isTrue();
        ticker.moveWallClock(Duration.ofDays(-2));
        ticker.advance(Duration.ofHours(30)); // it is over by now, whatever the clock says
        assertThat(book.holds(item.id())).isFalse();
        TemporaryLink fresh = run(() -> book.link(item, null));
        assertThat(fresh).isNotSameAs(ahead);
        assertThat(run(() -> book.link(item, null))).isSameAs(fresh);
        assertThat(api.calls).hasSize(2);
    }

    @Test
    void aLinkThatIsStaleWhenGivenIsUsedAllTheSame() throws Exception {
        String instants =
                "aa_bb_ID:1_"
                        + (ticker.now().getEpochSecond() - 86_395)
                        + ":"
                        + (ticker.now().getEpochSecond() + 5)
                        + "_V3";
        String code =
                java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(instants.getBytes());
        api.links = _ -> FakeApi.entries(FakeApi.entry("a", "https://x.feishu.cn/?code=" + code));
        TemporaryLink link = run(() -> book.link(item("a"), null));
        assertThat(link.estimated()).isFalse();
        assertThat(link.isStale(ticker.now())).isTrue();
        assertThat(api.calls).hasSize(1);
    }

    @Test
    void aPastedLinkNeverAsksThePlatform() throws Exception {
        String url = FakeApi.linkOf("p");
        MediaItem item = MediaItem.ofPastedLink(url, new ItemSource.PastedLink(1));
        assertThat(problem(item, null).cause()).isEqualTo(Cause.PASTED_LINK_FORGOTTEN);
        TemporaryLink link = TemporaryLink.given(url, ticker.now());
        book.give(item, link);
        assertThat(book.state(item.id())).isEqualTo(new LinkState.Ready(link));
        assertThat(run(() -> book.link(item, null))).isSameAs(link);
        assertThat(problem(item, link).cause()).isEqualTo(Cause.PASTED_LINK_EXPIRED);
        fetch(List.of(item, item("a")), SILENT);
        assertThat(book.state(item.id())).isEqualTo(new LinkState.Ready(link));
        ticker.advance(Duration.ofHours(23).plusMinutes(59));
        assertThat(run(() -> book.link(item, null))).as("to its very end").isSameAs(link);
        ticker.advance(Duration.ofMinutes(1));
        assertThat(problem(item, null).cause()).isEqualTo(Cause.PASTED_LINK_EXPIRED);
        assertThat(api.calls).extracting(FakeApi.Call::tokens).containsExactly(List.of("a"));
        book.forget(item.id());
        assertThat(book.state(item.id())).isInstanceOf(LinkState.NotFetched.class);
    }

    @Test
    void withoutAnIdentityEverythingIsToldSoAndNothingIsLost() throws Exception {
        book.use(null);
        List<MediaItem> items = items(7);
        fetch(items, SILENT);
        items.forEach(item -> assertRefused(item, Cause.CREDENTIALS_MISSING));
        assertThat(api.calls).isEmpty();
        book.use(session("u-token"));
        assertThat(run(() -> book.link(items.getFirst(), null)).url()).contains("t0");
    }

    @Test
    void whatWaitsWhenTheIdentityChangesIsAskedWithTheNewOne() throws Exception {
        FeishuSession next = session("u-next");
        api.links =
                call -> {
                    if (call.accessToken().equals("u-token")) {
                        book.use(next);
                        return FakeApi.code(400, 99991672);
                    }
                    return FakeApi.ok(call.tokens());
                };
        List<MediaItem> items = items(60);
        fetch(items, SILENT);
        long ready =
                items.stream().filter(i -> book.state(i.id()) instanceof LinkState.Ready).count();
        // at most the calls that were under way with the old identity end as it ended
        assertThat(ready).isGreaterThanOrEqualTo(60 - 25);
        assertThat(api.calls.stream().filter(c -> c.accessToken().equals("u-next")).count())
                .isGreaterThanOrEqualTo(7);
    }

    @Test
    void transfersDoNotHammerAPlatformThatSaidNo() throws Exception {
        api.links = _ -> FakeApi.code(429, 99991403);
        for (int i = 0; i < 50; i++) {
            assertThat(problem(item("t" + i), null).cause()).isEqualTo(Cause.QUOTA_USED_UP);
        }
        assertThat(api.calls).hasSize(1);
        ticker.advance(Duration.ofSeconds(11));
        api.links = call -> FakeApi.ok(call.tokens());
        assertThat(run(() -> book.link(item("a"), null)).url()).contains("for-a");
    }

    /** To be told of it once more would look like a try, and be none. */
    @Test
    @Requirement(31)
    void whatMayPassIsAskedAgainAndNotJustTold() throws Exception {
        Problem down = Problem.of(Cause.CONNECTION_REFUSED, "open.feishu.cn");
        api.links =
                _ -> {
                    throw new ProblemException(down);
                };
        assertThat(problem(item("a"), null).cause()).isEqualTo(Cause.CONNECTION_REFUSED);
        api.links = call -> FakeApi.ok(call.tokens());
        Duration told = ticker.elapsed();
        assertThat(run(() -> book.link(item("b"), null)).url()).contains("for-b");
        assertThat(ticker.elapsed().minus(told)).isBetween(Duration.ofSeconds(9), seconds(11));
    }

    @Test
    void whatWaitsForATroubleToPassIsAskedAtOnceWhenTheUserWantsItAsked() throws Exception {
        api.links =
                _ -> {
                    throw new ProblemException(Problem.of(Cause.CONNECTION_REFUSED, "h"));
                };
        problem(item("a"), null);
        api.links = call -> FakeApi.ok(call.tokens());
        Duration told = ticker.elapsed();
        ticker.start(() -> {
            try {
                ticker.sleep(Duration.ofSeconds(2));
                book.startOver();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(run(() -> book.link(item("b"), null)).url()).contains("for-b");
        assertThat(ticker.elapsed().minus(told)).isLessThan(seconds(3));
    }

    /** Also of those that are asked of somebody else. */
    @Test
    void whatWasRefusedToAllIsAskedAgainWhenTheUserWantsIt() throws Exception {
        book.reserve(Set.of("r"), session("u-reserved"));
        api.links = _ -> FakeApi.code(400, 99991672);
        for (String token : List.of("a", "r")) {
            problem(item(token), null);
            problem(item(token), null);
        }
        assertThat(api.calls).hasSize(2);
        book.startOver();
        for (String token : List.of("a", "r")) {
            problem(item(token), null);
            problem(item(token), null);
        }
        assertThat(api.calls).hasSize(4);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** Whatever they say of their time. */
    @Test
    @Fault(33)
    @Requirement(22)
    void linksThatTheServerEndedAreNotGivenOnceThatIsKnown() throws Exception {
        List<MediaItem> items = items(20);
        fetch(items, SILENT);
        MediaItem beside = item("beside");
        String url = FakeApi.linkOf("theirs");
        book.give(beside, TemporaryLink.pasted(url, ticker.now()));
        ticker.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            MediaItem item = items.get(i);
            TemporaryLink first = run(() -> book.link(item, null));
            assertThat(book.refused(item.id())).as("link %s", i).isEqualTo(i == 2);
            run(() -> book.link(item, first));
            assertThat(book.opened(item.id())).isFalse();
        }
        assertThat(book.holds(items.get(0).id())).isTrue();
        assertThat(book.holds(items.get(2).id())).isTrue();
        assertThat(book.holds(items.get(3).id())).isFalse();
        assertThat(book.holds(beside.id())).as("nobody else gave it").isTrue();
        api.calls.clear();
        run(() -> book.link(items.get(3), null));
        assertThat(api.calls).hasSize(1);
        assertThat(book.holds(items.get(3).id())).isTrue();
    }

    /** The call for the second one has room; who was taken along tells nothing of older links. */
    @Test
    @Fault(33)
    @Requirement(22)
    void whoIsNeededNextMayFillTheCallOfTheSecondThatDidNotOpen() throws Exception {
        List<MediaItem> items = items(20);
        fetch(items, SILENT);
        ticker.advance(Duration.ofMinutes(1));
        TemporaryLink first = run(() -> book.link(items.get(0), null));
        assertThat(book.refused(items.get(0).id())).isFalse();
        assertThat(book.suspectsOthers()).as("it may be this file").isFalse();
        run(() -> book.link(items.get(0), first));
        assertThat(book.opened(items.get(0).id())).isFalse();
        TemporaryLink old = run(() -> book.link(items.get(3), null));
        assertThat(book.refused(items.get(1).id())).isFalse();
        assertThat(book.suspectsOthers()).isTrue();
        ticker.advance(Duration.ofMinutes(1));
        run(() -> {
            book.renew(items.get(3));
            return null;
        });
        TemporaryLink renewed = run(() -> book.link(items.get(3), null));
        assertThat(renewed.given()).isAfter(old.given());
        assertThat(book.opened(items.get(3).id())).isFalse();
        assertThat(book.refused(items.get(2).id())).as("the third").isTrue();
        assertThat(book.holds(items.get(3).id())).isTrue();
        assertThat(book.holds(items.get(4).id())).isFalse();
    }

    @Test
    @Fault(31)
    void oneLinkThatOpensShowsThatOthersOfItsTimeAreGood() throws Exception {
        List<MediaItem> items = items(20);
        fetch(items, SILENT);
        for (int i = 0; i < 10; i++) {
            MediaItem item = items.get(i);
            TemporaryLink first = run(() -> book.link(item, null));
            assertThat(book.refused(item.id())).isFalse();
            run(() -> book.link(item, first));
            if (i % 2 == 1) {
                assertThat(book.opened(items.get(19).id())).isFalse();
            } else if (i % 4 == 0) {
                assertThat(book.opened(item.id())).isFalse();
            }
        }
        assertThat(items).allMatch(item -> book.holds(item.id()));
    }

    @Test
    void aLinkThatIsRenewedServesMeanwhileAndIsSeenToBeRenewed() throws Exception {
        MediaItem item = item("a");
        List<LinkState> seen = Collections.synchronizedList(new ArrayList<>());
        api.links =
                call -> {
                    seen.add(book.state("a"));
                    return FakeApi.ok(call.tokens());
                };
        TemporaryLink first = run(() -> book.link(item, null));
        run(() -> book.link(item, first));
        assertThat(seen.getFirst()).isInstanceOf(LinkState.Fetching.class);
        assertThat(seen.getLast()).isEqualTo(new LinkState.Renewing(first));
        assertThat(book.state("a")).isInstanceOf(LinkState.Ready.class);

        TemporaryLink second = run(() -> book.link(item, null));
        fetch(List.of(item), SILENT);
        assertThat(seen.getLast()).as("also by hand").isEqualTo(new LinkState.Renewing(second));
        ticker.advance(Duration.ofHours(25));
        fetch(List.of(item), SILENT);
        assertThat(seen.getLast()).as("it has expired").isInstanceOf(LinkState.Fetching.class);
    }

    @Test
    void aRenewalThatIsGivenUpLeavesTheLink() throws Exception {
        MediaItem item = item("a");
        TemporaryLink first = run(() -> book.link(item, null));
        CountDownLatch asked = new CountDownLatch(1);
        api.links =
                call -> {
                    asked.countDown();
                    new CountDownLatch(1).await();
                    return FakeApi.ok(call.tokens());
                };
        FutureTask<String> fetching =
                new FutureTask<>(() -> {
                    book.fetch(List.of(item), SILENT);
                    return "done";
                });
        Thread thread = ticker.start(fetching);
        asked.await();
        assertThat(book.state("a")).isEqualTo(new LinkState.Renewing(first));
        thread.interrupt();
        assertThat(
                        catchThrowableOfType(
                                java.util.concurrent.ExecutionException.class, fetching::get))
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(book.state("a")).isEqualTo(new LinkState.Ready(first));
    }

    /** A cancelled download gives up a moment later, and would bring the old reason back. */
    @Test
    void aRefusalThatIsNoNewsDoesNotComeBackWithAnAskThatIsGivenUp() throws Exception {
        book.recall("a", Problem.of(Cause.FILE_DELETED));
        CountDownLatch asked = new CountDownLatch(1);
        api.links =
                call -> {
                    asked.countDown();
                    new CountDownLatch(1).await();
                    return FakeApi.ok(call.tokens());
                };
        FutureTask<TemporaryLink> asking = new FutureTask<>(() -> book.link(item("a"), null));
        Thread thread = ticker.start(asking);
        asked.await();
        List<LinkState> told = new ArrayList<>();
        book.whenSettled(id -> told.add(book.settled(id)));
        book.dropRefusals(Set.of("a"));
        assertThat(told).as("for the list on the disk").containsExactly(new LinkState.NotFetched());
        assertThat(book.state("a")).isInstanceOf(LinkState.Fetching.class);
        thread.interrupt();
        thread.join();
        assertThat(book.state("a")).isEqualTo(new LinkState.NotFetched());
    }

    /** No other link than that is to be had. */
    @Test
    void thatALinkIsToBePastedAgainStaysTrue() {
        Problem forgotten = Problem.of(Cause.PASTED_LINK_FORGOTTEN);
        book.recall("a", forgotten);
        book.dropRefusals(Set.of("a"));
        assertThat(book.state("a")).isEqualTo(new LinkState.Refused(forgotten));
    }

    /** The example's platform knows nothing of the user's own files, and learns nothing of them. */
    @Test
    void aPlatformThatServesSomeTokensIsNeverAskedForOthers() throws Exception {
        book.use(session("u-token"), LinkBookTest::samplesOnly);
        MediaItem own = item("own");
        fetch(List.of(item("sample1"), own, item("sample2")), SILENT);
        assertReady(item("sample1"));
        assertReady(item("sample2"));
        assertRefused(own, Cause.NOT_OF_THE_EXAMPLE);
        assertThat(problem(own, null).cause()).isEqualTo(Cause.NOT_OF_THE_EXAMPLE);
        assertThat(api.calls).allMatch(call -> !call.tokens().contains("own"));

        book.use(session("u-own"));
        assertThat(run(() -> book.link(own, null)).url()).isEqualTo(FakeApi.linkOf("own"));
    }

    /** What belongs to the example is asked of nobody else, and costs no call. */
    @Test
    void whatOnlyTheExampleHasIsNotAskedOfOthers() throws Exception {
        book.use(
                session("u-token"),
                token ->
                        token.startsWith("sample")
                                ? Optional.of(Cause.OF_THE_EXAMPLE)
                                : Optional.empty());
        fetch(List.of(item("sample1"), item("own")), SILENT);
        assertReady(item("own"));
        assertRefused(item("sample1"), Cause.OF_THE_EXAMPLE);
        assertThat(problem(item("sample2"), null).cause()).isEqualTo(Cause.OF_THE_EXAMPLE);
        assertThat(api.calls).hasSize(1).allMatch(call -> call.tokens().equals(List.of("own")));
    }

    /** Each at its own pace, with its own troubles, whoever is signed in. */
    @Test
    void reservedTokensAreAskedOfTheirOwnBesideTheOthers() throws Exception {
        book.reserve(Set.of("sample1", "sample2"), session("u-sample"));
        List<MediaItem> own = items(30);
        AtomicReference<Duration> asked = new AtomicReference<>();
        api.links =
                call -> {
                    if (call.accessToken().equals("u-sample")) {
                        asked.set(ticker.elapsed());
                        return FakeApi.ok(call.tokens());
                    }
                    ticker.sleep(Duration.ofMinutes(10)); // the user's platform is slow
                    return FakeApi.ok(call.tokens());
                };
        FutureTask<Optional<Problem>> fetching = new FutureTask<>(() -> book.fetch(own, SILENT));
        ticker.start(fetching);
        fetch(List.of(item("sample1"), item("sample2")), SILENT);
        assertReady(item("sample1"));
        assertReady(item("sample2"));
        assertThat(asked.get()).isLessThan(Duration.ofMinutes(1));
        assertThat(fetching.get()).isEmpty();
        own.forEach(this::assertReady);
        assertAskedOf("u-sample", Set.of("sample1", "sample2"));
    }

    /** In both directions, and in the order in which the questions were put. */
    @Test
    void whatStopsOneEndsNoQuestionOfTheOther() throws Exception {
        for (String bad : List.of("u-sample", "u-token")) {
            book.reserve(Set.of("sample1", "sample2", "sample3"), session("u-sample"));
            api.links =
                    call ->
                            call.accessToken().equals(bad)
                                    ? FakeApi.code(429, 99991403)
                                    : FakeApi.ok(call.tokens());
            List<MediaItem> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                all.add(item(bad + i));
                if (i % 10 == 9) {
                    all.add(item("sample" + (i / 10 + 1)));
                    book.forget("sample" + (i / 10 + 1));
                }
            }
            fetch(all, SILENT);
            for (MediaItem item : all) {
                boolean sample = item.token().startsWith("sample");
                if (sample == bad.equals("u-sample")) {
                    assertRefused(item, Cause.QUOTA_USED_UP);
                } else {
                    assertReady(item);
                }
            }
            // nor is a transfer of the other told of it without a call
            MediaItem other = bad.equals("u-sample") ? item("more") : item("sample1");
            assertThat(run(() -> book.link(other, null)).url()).contains(other.token());
        }
    }

    /** Who signs in or out concerns the user's own files alone. */
    @Test
    void reservedTokensOutliveEveryChangeOfIdentity() throws Exception {
        book.reserve(Set.of("sample1"), session("u-sample"));
        book.use(null);
        fetch(List.of(item("own"), item("sample1")), SILENT);
        assertReady(item("sample1"));
        assertRefused(item("own"), Cause.CREDENTIALS_MISSING);
        FeishuSession next = session("u-next");
        api.links =
                call -> {
                    book.use(next);
                    return FakeApi.ok(call.tokens());
                };
        TemporaryLink first = run(() -> book.link(item("sample1"), null));
        run(() -> book.link(item("sample1"), first));
        assertAskedOf("u-sample", Set.of("sample1"));
        run(() -> book.link(item("own"), null));
        assertThat(api.calls.getLast().accessToken()).isEqualTo("u-next");
    }

    @Test
    @Requirement(20)
    void thePaceOfLinksIsThatOfWhoeverIsSignedIn() throws Exception {
        FeishuSession slowed = session("u-sample");
        AtomicInteger number = new AtomicInteger();
        api.links =
                call ->
                        number.getAndIncrement() == 0
                                ? FakeApi.tooOften("1")
                                : FakeApi.ok(call.tokens());
        book.reserve(Set.of("sample1"), slowed);
        fetch(List.of(item("sample1")), SILENT);
        assertThat(slowed.linksASecond()).isEqualTo(20);
        assertThat(book.linksASecond()).as("of whoever is signed in").isEqualTo(25);
        book.use(null);
        assertThat(book.linksASecond()).as("nobody else is asked").isEqualTo(20);
        assertThat(new LinkBook(ticker).linksASecond()).as("nobody at all").isZero();
    }

    /** Only while somebody waits for it. */
    @Test
    void aRequestToSlowDownIsToldOfWhoeverIsWaitedFor() throws Exception {
        book.reserve(Set.of("sample1"), session("u-sample"));
        AtomicInteger slowed = new AtomicInteger();
        api.links =
                call ->
                        call.accessToken().equals("u-sample") && slowed.getAndIncrement() == 0
                                ? FakeApi.tooOften("60")
                                : FakeApi.ok(call.tokens());
        List<Duration> told = Collections.synchronizedList(new ArrayList<>());
        FutureTask<String> looking =
                new FutureTask<>(() -> {
                    for (int second = 0; second < 120; second++) {
                        ticker.sleep(Duration.ofSeconds(1));
                        told.add(book.slowedDownFor());
                    }
                    return "";
                });
        ticker.start(looking);
        fetch(List.of(item("own"), item("sample1")), SILENT);
        looking.get();
        assertThat(told.getFirst()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(61));
        assertThat(told.getLast()).isZero();
        assertReady(item("sample1"));
        assertThat(api.calls)
                .extracting(FakeApi.Call::accessToken)
                .containsExactlyInAnyOrder("u-token", "u-sample", "u-sample");
    }

    private void assertAskedOf(String accessToken, Set<String> tokens) {
        for (FakeApi.Call call : api.calls) {
            if (call.accessToken().equals(accessToken)) {
                assertThat(tokens).containsAll(call.tokens());
            } else {
                assertThat(call.tokens()).doesNotContainAnyElementsOf(tokens);
            }
        }
    }

    private static Optional<Cause> samplesOnly(String token) {
        return token.startsWith("sample")
                ? Optional.empty()
                : Optional.of(Cause.NOT_OF_THE_EXAMPLE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, 99991668, ACCESS_TOKEN_REJECTED",
        "429, 99991403, QUOTA_USED_UP",
        "500, 1061001, PLATFORM_TROUBLE",
        "200, 0, NOT_RETURNED",
    })
    void whatSaysNothingOfTheItemKeepsItsLinkAndIsTold(int status, int code, Cause cause)
            throws Exception {
        List<MediaItem> items = items(3);
        assertThat(fetch(items, SILENT)).isEmpty();
        api.links = _ -> code == 0 ? FakeApi.ok(List.of()) : FakeApi.code(status, code);
        assertThat(fetch(items, SILENT))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.cause()).isEqualTo(cause);
                    assertThat(problem.at()).isEqualTo(ticker.now());
                });
        items.forEach(this::assertReady);

        ticker.advance(Duration.ofHours(25));
        assertThat(fetch(items, SILENT)).as("the rows say so").isEmpty();
        items.forEach(item -> assertRefused(item, cause));
    }

    @Test
    void whatIsSaidOfTheItemTakesItsLink() throws Exception {
        List<MediaItem> items = items(1);
        fetch(items, SILENT);
        api.links = _ -> FakeApi.code(404, 1061007);
        assertThat(fetch(items, SILENT)).isEmpty();
        assertRefused(items.getFirst(), Cause.FILE_DELETED);
    }

    @Test
    void whatConcernsEveryCallIsToldBeforeWhatConcernsOne() throws Exception {
        List<MediaItem> items = items(6);
        fetch(items, SILENT);
        api.links =
                call -> {
                    if (call.tokens().contains("t5")) {
                        ticker.sleep(Duration.ofMinutes(5));
                        return FakeApi.code(429, 99991403);
                    }
                    return FakeApi.ok(List.of());
                };
        assertThat(fetch(items, SILENT))
                .hasValueSatisfying(
                        problem -> assertThat(problem.cause()).isEqualTo(Cause.QUOTA_USED_UP));
    }

    @Test
    void triedWithTheExampleOwnRowsKeepTheirLinks() throws Exception {
        MediaItem own = item("own");
        fetch(List.of(own), SILENT);
        book.use(session("u-token"), LinkBookTest::samplesOnly);
        assertThat(fetch(List.of(item("sample1"), own), SILENT))
                .hasValueSatisfying(
                        problem -> assertThat(problem.cause()).isEqualTo(Cause.NOT_OF_THE_EXAMPLE));
        assertReady(own);
        assertReady(item("sample1"));
    }

    /** The link host's word on the link counts more than the platform's silence. */
    @Test
    void aLinkThatWasJustRefusedIsNotKeptThroughAPassingTrouble() throws Exception {
        MediaItem item = item("a");
        TemporaryLink first = run(() -> book.link(item, null));
        api.links = _ -> FakeApi.code(500, 1061001);
        assertThat(problem(item, first).cause()).isEqualTo(Cause.PLATFORM_TROUBLE);
        assertRefused(item, Cause.PLATFORM_TROUBLE);
    }

    private Optional<Problem> fetch(List<MediaItem> items, FetchListener listener)
            throws Exception {
        return run(() -> book.fetch(items, listener));
    }

    /** On a thread that the virtual clock knows. */
    private <T> T run(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        ticker.start(future);
        try {
            return future.get();
        } catch (java.util.concurrent.ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private Problem problem(MediaItem item, @Nullable TemporaryLink refused) {
        return catchThrowableOfType(
                        ProblemException.class, () -> run(() -> book.link(item, refused)))
                .problem();
    }

    private void assertReady(MediaItem item) {
        assertThat(book.state(item.id()))
                .isInstanceOfSatisfying(
                        LinkState.Ready.class,
                        ready ->
                                assertThat(ready.link().url())
                                        .isEqualTo(FakeApi.linkOf(item.token())));
    }

    private void assertRefused(MediaItem item, Cause cause) {
        assertThat(book.state(item.id()))
                .isInstanceOfSatisfying(
                        LinkState.Refused.class,
                        refused -> assertThat(refused.problem().cause()).isEqualTo(cause));
    }

    private FeishuSession session(String token) throws ProblemException {
        return new Feishu(api, ticker, new Random(1))
                .session(new Identity.AccessToken(Platform.FEISHU, new Secret(token)));
    }

    private static List<MediaItem> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> item("t" + i)).toList();
    }

    private static MediaItem item(String token) {
        return MediaItem.ofToken(token, new ItemSource.PastedToken(1));
    }
}
