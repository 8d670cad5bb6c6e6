package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Fault;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.Requirement;
import app.jackdaw.feishu.FakeApi;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.VirtualTicker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window's commands, the engine and the book together; the servers in memory. */
class TransferLinksTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

    /** Calls that may be under way before the first of them is answered. */
    private static final int MOST_UNANSWERED = 5;

    @TempDir Path folder;
    private final VirtualTicker ticker = new VirtualTicker();
    private final FakeApi api = new FakeApi(ticker);
    private final LinkBook book = new LinkBook(ticker, ticker);
    private final EngineLinks links = new EngineLinks(book, ticker);

    /** How often the platform gave a link for a token. */
    private final Map<String, Integer> given = new ConcurrentHashMap<>();

    /** Links that their host does not take. */
    private volatile Predicate<URI> refused = _ -> false;

    private final Downloads engine =
            new Downloads(
                    new Downloads.Ports(
                            this::open,
                            links,
                            Ledger.forgetful(),
                            (_, _) -> {
                                throw new AssertionError("nothing to ask");
                            },
                            ticker),
                    ticker,
                    new Random(1));
    private final EngineTransfers transfers =
            new EngineTransfers(
                    Late.of(engine),
                    book::startOver,
                    links::takeBack,
                    problem -> {
                        throw new AssertionError(problem.toString());
                    });

    @BeforeEach
    void signIn() throws ProblemException {
        api.links = this::give;
        api.latency = () -> Duration.ofMillis(40);
        book.use(
                new Feishu(api, ticker, new Random(1))
                        .session(new Identity.AccessToken(Platform.FEISHU, new Secret("u-token"))));
    }

    @AfterEach
    void close() {
        transfers.close();
        engine.close();
        links.close();
    }

    private ApiAnswer give(FakeApi.Call call) {
        StringBuilder entries = new StringBuilder();
        for (String token : call.tokens()) {
            int number = given.merge(token, 1, Integer::sum);
            String link = FakeApi.linkOf(token) + "&n=" + number;
            entries.append(entries.isEmpty() ? "" : ",").append(FakeApi.entry(token, link));
        }
        return FakeApi.entries(entries.toString());
    }

    private ByteAnswer open(ByteRequest request) throws InterruptedException {
        ticker.sleep(Duration.ofMillis(100));
        return new Answer(request.uri(), refused.test(request.uri()) ? 403 : 200);
    }

    private static final class Answer implements ByteAnswer {
        private final URI uri;
        private final int status;
        private int at;

        Answer(URI uri, int status) {
            this.uri = uri;
            this.status = status;
        }

        @Override
        public URI uri() {
            return uri;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public Framing framing() {
            return Framing.LENGTH;
        }

        @Override
        public long length() {
            return CONTENT.length;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int read = Math.min(length, CONTENT.length - at);
            if (read == 0) {
                return -1;
            }
            System.arraycopy(CONTENT, at, buffer, offset, read);
            at += read;
            return read;
        }

        @Override
        public void close() {}
    }

    private static List<MediaItem> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        MediaItem.ofToken("t" + i, new ItemSource.PastedToken(i))
                                .withNames("file" + i + ".bin", null))
                .toList();
    }

    private TransferState state(MediaItem item) {
        return transfers.view(item.id()).state();
    }

    private void awaitAll(List<MediaItem> items, Predicate<TransferState> wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> items.stream().allMatch(item -> wanted.test(state(item))));
    }

    private static boolean isEnd(TransferState state) {
        return state.isFinished() || state instanceof TransferState.Failed;
    }

    private void assertSaved(List<MediaItem> items) {
        awaitAll(items, TransferLinksTest::isEnd);
        assertThat(items)
                .allSatisfy(i -> assertThat(state(i)).isInstanceOf(TransferState.Saved.class));
    }

    /** To be told of it once more is no try. */
    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    @Fault(39)
    @Requirement(25)
    void aLimitThatStaysReachedCostsNobodyATry(int files) {
        api.links =
                call ->
                        ticker.elapsed().compareTo(Duration.ofMinutes(10)) < 0
                                ? FakeApi.tooOften("3")
                                : give(call);
        List<MediaItem> items = items(files);
        transfers.start(items, folder);
        assertSaved(items);
        assertThat(ticker.elapsed()).isLessThan(Duration.ofMinutes(13));
    }

    /** Six calls for each: what is only told on costs none of them. */
    @Test
    @Requirement({25, 31})
    void aFaultOfThePlatformThatPassesCostsNobodyHisFile() {
        api.links =
                call ->
                        ticker.elapsed().compareTo(Duration.ofSeconds(45)) < 0
                                ? FakeApi.code(503, 1061001)
                                : give(call);
        List<MediaItem> items = items(60);
        transfers.start(items, folder);
        assertSaved(items);
    }

    /** An administrator grants the missing permission while the user looks at the sentence. */
    @Test
    void aCommandOfTheUserAsksAnew() {
        api.links = _ -> FakeApi.code(400, 99991672);
        List<MediaItem> items = items(20);
        transfers.start(items, folder);
        awaitAll(items, TransferState.Failed.class::isInstance);
        assertRefusedOnce(Duration.ZERO);
        ticker.advance(Duration.ofSeconds(2));
        api.links = this::give;
        transfers.retry(items.subList(0, 10));
        assertSaved(items.subList(0, 10));

        api.links = _ -> FakeApi.code(400, 99991672);
        List<MediaItem> others =
                IntStream.range(0, 5)
                        .mapToObj(i ->
                                MediaItem.ofToken("other" + i, new ItemSource.PastedToken(i))
                                        .withNames("other" + i, null))
                        .toList();
        transfers.start(others, folder);
        awaitAll(others, TransferState.Failed.class::isInstance);
        api.links = this::give;
        transfers.start(items.subList(10, 20), folder);
        assertSaved(items.subList(10, 20));
    }

    @Test
    void whatIsStillRefusedToAllIsRefusedOnceForACommand() {
        api.links = _ -> FakeApi.code(400, 99991672);
        List<MediaItem> items = items(300);
        transfers.start(items, folder);
        awaitAll(items, TransferState.Failed.class::isInstance);
        assertRefusedOnce(Duration.ZERO);
        api.calls.clear();
        Duration began = ticker.elapsed();
        transfers.retry(items);
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> !api.calls.isEmpty());
        awaitAll(items, TransferState.Failed.class::isInstance);
        assertRefusedOnce(began);
    }

    /**
     * What is said holds for ten seconds; threads that the clock does not know may let it run, and
     * who was about to ask when it was said still does. One by one there would be sixty calls.
     */
    private void assertRefusedOnce(Duration since) {
        long times = 1 + ticker.elapsed().minus(since).toSeconds() / 10;
        assertThat(api.calls.size()).isLessThanOrEqualTo((int) (3 * MOST_UNANSWERED * times));
    }

    /** Whatever their links say of their time, and whoever has them already. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 16})
    @Fault(33)
    @Requirement(22)
    void linksThatTheServerEndsAllAtOnceAreRenewedInFullCalls(int atOnce) throws Exception {
        List<MediaItem> items = items(500);
        fetch(items);
        assertThat(api.calls).hasSize(100);
        api.calls.clear();
        refused = uri -> uri.getQuery().endsWith("n=1");
        engine.setAtOnce(atOnce);
        transfers.start(items, folder);
        assertSaved(items);
        assertThat(api.calls.size()).isLessThanOrEqualTo(101);
        assertThat(given.values()).allMatch(number -> number <= 2);
    }

    /** It has no permission; the others do not pay for it. */
    @Test
    @Fault(31)
    @Requirement(21)
    void aFewFilesThatAreForbiddenLeaveTheLinksOfOthersAlone() throws Exception {
        List<MediaItem> items = items(200);
        fetch(items);
        api.calls.clear();
        refused = uri -> uri.getQuery().contains("for-t7&") || uri.getQuery().contains("for-t99&");
        transfers.start(items, folder);
        awaitAll(items, TransferLinksTest::isEnd);
        assertThat(items.stream().filter(i -> state(i) instanceof TransferState.Failed))
                .extracting(MediaItem::token)
                .containsExactly("t7", "t99");
        given.forEach((token, number) ->
                assertThat(number)
                        .as(token)
                        .isEqualTo(token.equals("t7") || token.equals("t99") ? 3 : 1));
    }

    /** Not even a whole folder of them. */
    @Test
    @Fault(31)
    @Requirement(21)
    void manyFilesThatAreForbiddenLeaveTheLinksOfOthersAlone() throws Exception {
        List<MediaItem> items = items(200);
        fetch(items);
        api.calls.clear();
        refused = uri -> Integer.parseInt(uri.getQuery().replaceAll(".*for-t(\\d+)&.*", "$1")) < 40;
        transfers.start(items, folder);
        awaitAll(items, TransferLinksTest::isEnd);
        assertSaved(items.subList(40, 200));
        items.subList(40, 200).forEach(item -> assertThat(given.get(item.token())).isEqualTo(1));
    }

    /** Quota for nothing. */
    @Test
    void whatIsPausedIsNotAskedForAheadAnyMore() {
        CountDownLatch answered = new CountDownLatch(1);
        api.links =
                call -> {
                    answered.await();
                    return give(call);
                };
        List<MediaItem> items = items(60);
        transfers.start(items, folder);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> api.calls.size() == MOST_UNANSWERED);
        transfers.pause(items);
        awaitAll(items, TransferState.Paused.class::isInstance);
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> !transfers.isBusy());
        answered.countDown();
        MediaItem last =
                MediaItem.ofToken("last", new ItemSource.PastedToken(1)).withNames("last", null);
        transfers.start(List.of(last), folder);
        assertSaved(List.of(last));
        assertThat(api.calls).hasSize(MOST_UNANSWERED + 1);
        transfers.resume(items);
        assertSaved(items);
    }

    private void fetch(List<MediaItem> items) throws Exception {
        FutureTask<Optional<Problem>> fetch =
                new FutureTask<>(() -> book.fetch(items, (_, _, _, _) -> {}));
        ticker.start(fetch);
        assertThat(fetch.get()).isEmpty();
    }
}
