package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Requirement;
import app.jackdaw.feishu.FakeApi;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Secret;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Links that are asked for a little ahead of their need. */
class EngineLinksTest {

    /** Calls that can be under way while the platform answers none of them. */
    private static final int MOST_UNANSWERED = 5;

    private final Ticker ticker = Ticker.system();
    private final FakeApi api = new FakeApi(ticker);
    private final LinkBook book = new LinkBook(ticker);

    private static List<MediaItem> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MediaItem.ofToken("t" + i, new ItemSource.PastedToken(i)))
                .toList();
    }

    @Test
    @Requirement(20)
    void thePaceThatTheUserChoseBindsWhatIsAskedAhead() throws Exception {
        Feishu feishu = new Feishu(api, ticker, new Random(1));
        book.use(feishu.session(new Identity.AccessToken(Platform.FEISHU, new Secret("u-token"))));
        feishu.callsPerSecond(1);
        try (EngineLinks links = new EngineLinks(book)) {
            assertThat(links.linksASecond()).isEqualTo(5);
        }
    }

    /** Calls are made in the order in which they were wanted, so the last one tells. */
    @Test
    void whatIsTakenBackCostsNoCall() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        api.links =
                call -> {
                    released.await();
                    return FakeApi.ok(call.tokens());
                };
        book.use(
                new Feishu(api, ticker, new Random(1))
                        .session(new Identity.AccessToken(Platform.FEISHU, new Secret("u-token"))));
        List<MediaItem> items = items(50);
        MediaItem kept = items.getLast();
        List<String> notWanted = items.subList(0, 49).stream().map(MediaItem::id).toList();
        try (EngineLinks links = new EngineLinks(book)) {
            links.soon(items);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !api.calls.isEmpty());
            links.takeBack(notWanted);
            links.takeBack(notWanted); // once more does no harm
            released.countDown();
            assertThat(links.link(kept, null).url()).isEqualTo(FakeApi.linkOf(kept.token()));
            MediaItem last = MediaItem.ofToken("last", new ItemSource.PastedToken(99));
            assertThat(links.link(last, null).url()).isEqualTo(FakeApi.linkOf("last"));
            assertThat(api.calls).hasSizeLessThanOrEqualTo(MOST_UNANSWERED + 2);
            links.soon(items.subList(0, 1)); // wanted once more
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> book.state(items.getFirst().id()) instanceof LinkState.Ready);
        }
    }
}
