package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose turn it is, to get a link and to choose a name. */
class TurnsTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 8);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private List<MediaItem> items(int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bench.links.put("t" + i, URI.create("https://links.example/" + i));
            items.add(Bench.item("t" + i, null, null));
        }
        return items;
    }

    private Downloads downloads(ByteSource bytes, LinkSource links) {
        return bench.fromMemory(bytes, links, Ledger.forgetful());
    }

    @Test
    @Requirement(43)
    void whatIsBegunAnewTakesItsTurnAnew() throws Exception {
        AtomicBoolean second = new AtomicBoolean();
        ByteSource source =
                request -> {
                    if (!second.get()) {
                        throw new ProblemException(Problem.of(Cause.FILE_DELETED));
                    }
                    return new MemoryAnswer(
                            request.uri(),
                            200,
                            Map.of("Content-Disposition", "attachment; filename=\"same.bin\""),
                            CONTENT,
                            wanted -> wanted);
                };
        LinkSource links =
                (item, refused) -> {
                    if (item.token().equals("t0")) {
                        bench.ticker.sleep(Duration.ofSeconds(2));
                    }
                    return bench.links.link(item, refused);
                };
        try (Downloads downloads = downloads(source, links)) {
            List<MediaItem> items = items(2);
            List<Transfer> transfers = downloads.start(items, folder);
            for (Transfer transfer : transfers) {
                bench.assertFailed(Bench.ended(transfer), Cause.FILE_DELETED);
            }
            second.set(true);
            downloads.start(items, folder);
            for (Transfer transfer : transfers) {
                Bench.until(transfer, state -> state.isFinished());
            }
            assertThat(transfers.get(0).facts().target()).isEqualTo(folder.resolve("same.bin"));
            assertThat(transfers.get(1).facts().target()).isEqualTo(folder.resolve("same (2).bin"));
        }
    }

    /** Else it would get its link after the fifty that were announced before it asked. */
    @Test
    @Requirement(20)
    void theFirstFileIsTheFirstToGetALink() throws Exception {
        List<MediaItem> announced = new CopyOnWriteArrayList<>();
        LinkSource links =
                new LinkSource() {
                    @Override
                    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused) {
                        return bench.links.link(item, refused);
                    }

                    @Override
                    public void soon(List<MediaItem> items) {
                        announced.addAll(items);
                    }
                };
        List<MediaItem> items = items(200);
        try (Downloads downloads =
                downloads(request -> MemoryAnswer.of(request.uri(), CONTENT), links)) {
            downloads.start(items, folder).forEach(Bench::ended);
        }
        assertThat(announced).containsExactlyElementsOf(items);
    }
}
