package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.VirtualTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake of ours on a thread that others rely on is not the end of that thread. */
class MistakesTest {

    @TempDir Path folder;

    @Test
    void anAlarmThatFailedRingsAgain() {
        VirtualTicker ticker = new VirtualTicker();
        AtomicInteger rings = new AtomicInteger();
        try (Alarm alarm =
                new Alarm(
                        ticker,
                        Thread.ofVirtual().factory(),
                        () -> {
                            if (rings.incrementAndGet() == 1) {
                                throw new StackOverflowError("tried");
                            }
                            return Alarm.NEVER;
                        })) {
            alarm.at(ticker.nanos());
            await().atMost(Duration.ofSeconds(90)).until(() -> rings.get() == 2);
            alarm.at(ticker.nanos());
            await().atMost(Duration.ofSeconds(90)).until(() -> rings.get() >= 3);
        }
    }

    @Test
    void filesBeginThoughLinksCannotBeAskedForAhead() throws Exception {
        try (Bench bench = new Bench(folder)) {
            AtomicInteger hints = new AtomicInteger();
            LinkSource links =
                    new LinkSource() {
                        @Override
                        public boolean holds(MediaItem item) {
                            return false;
                        }

                        @Override
                        public void soon(List<MediaItem> items) {
                            hints.incrementAndGet();
                            throw new StackOverflowError("tried");
                        }

                        @Override
                        public TemporaryLink link(MediaItem item, @Nullable TemporaryLink old) {
                            return TemporaryLink.given(
                                    "https://links.example/" + item.token(), bench.ticker.now());
                        }
                    };
            List<MediaItem> items =
                    IntStream.range(0, 20)
                            .mapToObj(i -> Bench.item("t" + i, "t" + i, null))
                            .toList();
            try (Downloads downloads =
                    bench.fromMemory(
                            request -> MemoryAnswer.of(request.uri(), new byte[] {1}),
                            links,
                            Ledger.forgetful())) {
                List<Transfer> transfers = downloads.start(items, folder);
                transfers.forEach(Bench::ended);
                assertThat(transfers)
                        .allSatisfy(
                                t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
            }
            assertThat(hints).hasPositiveValue();
        }
    }
}
