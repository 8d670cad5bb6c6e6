package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.Transfer;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.net.VirtualTicker;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order in the window is the order in the engine, whatever was moved and removed. */
class QueueOrderTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    private final AppModel model = new AppModel();

    private static Downloads engine() {
        return new Downloads(
                new Downloads.Ports(
                        _ -> {
                            throw new ProblemException(Problem.of(Cause.TLS_FAILED, "h"));
                        },
                        (_, _) -> {
                            throw new ProblemException(Problem.of(Cause.FORBIDDEN));
                        },
                        Ledger.forgetful(),
                        (_, _) -> {
                            throw new AssertionError("nothing to ask");
                        },
                        new VirtualTicker()));
    }

    @Test
    void whatIsSeenIsTheOrderOfTheQueue() {
        Random random = new Random(SEED);
        Downloads engine = engine();
        EngineTransfers transfers =
                new EngineTransfers(
                        Late.of(engine),
                        () -> {},
                        _ -> {},
                        problem -> {
                            throw new AssertionError(problem.cause());
                        });
        int next = 0;
        List<String> done = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            List<ItemRow> some = model.rows().stream().filter(_ -> random.nextInt(4) == 0).toList();
            List<MediaItem> items = some.stream().map(ItemRow::item).toList();
            switch (random.nextInt(8)) {
                case 0 -> {
                    int first = next;
                    next += random.nextInt(4);
                    List<MediaItem> fresh =
                            IntStream.range(first, next).mapToObj(QueueOrderTest::item).toList();
                    model.add(fresh);
                    transfers.list(fresh, () -> {});
                    done.add("add " + fresh.size());
                }
                case 1 -> {
                    List<ItemRow> leaving = some.subList(0, Math.min(1, some.size()));
                    transfers.forget(leaving.stream().map(ItemRow::item).toList());
                    model.remove(leaving);
                    done.add("remove " + leaving.size());
                }
                default -> {
                    Move move = Move.values()[random.nextInt(Move.values().length)];
                    model.move(some, move);
                    transfers.move(items, move);
                    done.add(move + " " + items.stream().map(MediaItem::id).toList());
                }
            }
        }
        transfers.close(Duration.ofMinutes(1));
        assertThat(engine.transfers())
                .as("seed %d: %s", SEED, done)
                .extracting(Transfer::itemId)
                .hasSizeGreaterThan(10)
                .containsExactlyElementsOf(
                        model.rows().stream().map(row -> row.item().id()).toList());
        engine.close();
    }

    private static MediaItem item(int number) {
        return MediaItem.ofToken("t" + number, new ItemSource.PastedToken(number));
    }
}
