package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the user says of files while their workers wait, for minutes perhaps, is remembered at once:
 * nobody knows when the application will end.
 */
class ToldMeanwhileTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final CountDownLatch waiting = new CountDownLatch(Downloads.DEFAULT_AT_ONCE);
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** What the workers wait for. */
    enum Wait {
        LINK,
        HEAD
    }

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        bench.close();
    }

    private void hold() throws InterruptedException {
        waiting.countDown();
        goOn.await();
    }

    private static ByteAnswer answer(ByteRequest request) {
        return MemoryAnswer.of(request.uri(), CONTENT);
    }

    private Downloads downloads(Wait wait) {
        LinkSource links =
                (item, refused) -> {
                    if (wait == Wait.LINK) {
                        hold();
                    }
                    return bench.links.link(item, refused);
                };
        ByteSource bytes =
                request -> {
                    if (wait == Wait.HEAD) {
                        hold();
                    }
                    return answer(request);
                };
        return bench.fromMemory(bytes, links, ledger);
    }

    private List<MediaItem> running() {
        return IntStream.range(0, Downloads.DEFAULT_AT_ONCE).mapToObj(this::item).toList();
    }

    private MediaItem item(int number) {
        bench.links.put("t" + number, URI.create("https://links.example/t" + number));
        return Bench.item("t" + number, null, null);
    }

    private LedgerEntry kept(MediaItem item) {
        return Objects.requireNonNull(ledger.entries.get(item.id()));
    }

    /** As if the application had ended at this moment. */
    private List<MediaItem> ifItEndedNow() {
        MemoryLedger copy = new MemoryLedger();
        copy.entries.putAll(ledger.entries);
        try (Downloads restored = bench.fromMemory(ToldMeanwhileTest::answer, bench.links, copy)) {
            return restored.transfers().stream().map(Transfer::item).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Wait.class)
    @Requirement(16)
    void namesAndExtras(Wait wait) throws Exception {
        List<MediaItem> items = running();
        List<MediaItem> told =
                items.stream()
                        .map(i -> i.withNames("typed-" + i.token() + ".bin", null).withExtra("{}"))
                        .toList();
        try (Downloads downloads = downloads(wait)) {
            downloads.start(items, folder);
            waiting.await();
            downloads.list(told);
            assertThat(ledger.entries()).extracting(LedgerEntry::item).isEqualTo(told);
            assertThat(ifItEndedNow()).isEqualTo(told);
            goOn.countDown();
            downloads.transfers().forEach(Bench::ended);
        }
        assertThat(ledger.entries()).extracting(LedgerEntry::item).isEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource(Wait.class)
    @Requirement(16)
    void places(Wait wait) throws Exception {
        List<MediaItem> items = running();
        List<MediaItem> sorted = List.of(items.get(1), items.get(2), items.get(3), items.get(0));
        try (Downloads downloads = downloads(wait)) {
            downloads.start(items, folder);
            waiting.await();
            downloads.move(List.of(items.getFirst().id()), Move.LAST);
            assertThat(ifItEndedNow()).isEqualTo(sorted);
            goOn.countDown();
            downloads.transfers().forEach(Bench::ended);
        }
        assertThat(ifItEndedNow()).isEqualTo(sorted);
    }

    @Test
    @Requirement(16)
    void whyThereIsNoLink() throws Exception {
        MediaItem item = running().getFirst();
        Problem why = Problem.of(Cause.FORBIDDEN);
        try (Downloads downloads = downloads(Wait.HEAD)) {
            downloads.start(running(), folder);
            waiting.await();
            downloads.linkSettled(item.id(), why);
            assertThat(kept(item).linkRefusal()).isEqualTo(why);
            downloads.linkSettled(item.id(), null);
            assertThat(kept(item).linkRefusal()).isNull();
        }
    }
}
