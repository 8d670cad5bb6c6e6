package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Requirement;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a beat costs, and what it may not miss, in long lists. */
class RowSyncTest {

    private static final int MANY = 100_000;
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final AppModel model = new AppModel();
    private final CountedLinks links = new CountedLinks();
    private final ToldTransfers transfers = new ToldTransfers();
    private long nanos;
    private final RowSync sync = new RowSync(model, links, transfers, () -> NOW, () -> nanos);

    /** Counts how often it is asked. */
    private static final class CountedLinks extends NoLinks {

        private int asked;

        @Override
        public LinkState state(String itemId) {
            asked++;
            return super.state(itemId);
        }
    }

    private static MediaItem item(int number) {
        return MediaItem.ofToken("token" + number, new ItemSource.PastedToken(number + 1));
    }

    private ItemRow add(int count) {
        model.add(IntStream.range(0, count).mapToObj(RowSyncTest::item).toList());
        return model.rows().getLast();
    }

    private int beat(List<ItemRow> seen) {
        nanos += Duration.ofMillis(200).toNanos();
        links.asked = 0;
        sync.beat(true, seen);
        return links.asked;
    }

    @Test
    void beatTouchesFewRowsHoweverLongTheListIs() {
        ItemRow last = add(MANY);
        List<ItemRow> seen = model.rows().subList(500, 530);
        int touched = 0;
        for (int beats = 1; beats <= 5; beats++) {
            int now = beat(seen);
            assertThat(now).isLessThanOrEqualTo(RowSync.ROWS_A_BEAT + seen.size());
            touched += now;
        }
        assertThat(touched).as("every row once, and what is seen").isGreaterThanOrEqualTo(MANY);
        assertThat(model.countsProperty().get().all()).isEqualTo(MANY);
        assertThat(last.state().transfer()).isInstanceOf(TransferState.Idle.class);
    }

    @Test
    void whatIsSeenAndWhatRunsMovesAtEveryBeat() {
        ItemRow last = add(MANY);
        ItemRow running = model.rows().get(MANY - 2);
        transfers.tell(running.item().id(), new TransferState.Running(1, 100));
        sync.sync();
        assertThat(model.countsProperty().get().batch().underWay()).isEqualTo(1);

        for (int done = 2; done < 12; done++) {
            transfers.tell(running.item().id(), new TransferState.Running(done, 100));
            transfers.tell(last.item().id(), new TransferState.Paused(done, 100));
            beat(List.of(last));
            assertThat(running.state().transfer()).isEqualTo(new TransferState.Running(done, 100));
            assertThat(last.state().transfer()).isEqualTo(new TransferState.Paused(done, 100));
        }
    }

    /** Of the heartbeat's five a second, which is all that the window hears of progress. */
    @Test
    @Requirement(38)
    void aRowChangesOnceABeatHoweverOftenItsTransferDoes() {
        add(16);
        List<ItemRow> changes = new ArrayList<>();
        model.rows().forEach(row -> row.stateProperty().addListener((_, _, _) -> changes.add(row)));
        int done = 0;
        for (int beats = 0; beats < 5; beats++) {
            for (int change = 0; change < 1000; change++) {
                done += 10_000;
                for (ItemRow row : model.rows()) {
                    transfers.tell(row.item().id(), new TransferState.Running(done, 1L << 30));
                }
            }
            beat(model.rows());
        }
        for (ItemRow row : model.rows()) {
            assertThat(Collections.frequency(changes, row)).isEqualTo(5);
            assertThat(row.state().transfer()).isEqualTo(new TransferState.Running(done, 1L << 30));
        }
    }

    @Test
    void workHasEndedOnlyWhenTheWholeListSaysSo() {
        ItemRow last = add(MANY);
        transfers.tell(last.item().id(), new TransferState.Running(1, 2));
        sync.sync();
        assertThat(sync.transferringProperty().get()).isTrue();
        for (int beats = 0; beats < 8; beats++) {
            beat(List.of());
            assertThat(sync.transferringProperty().get()).isTrue();
        }
        transfers.tell(last.item().id(), new TransferState.Saved(Path.of("x"), 2));
        for (int beats = 0; beats < 10; beats++) {
            beat(List.of());
        }
        assertThat(sync.transferringProperty().get()).isFalse();
        assertThat(model.countsProperty().get().batch().saved()).isEqualTo(1);
    }

    @Test
    void countsCloseWhenRowsLeaveAmidARound() {
        add(MANY);
        sync.sync();
        beat(List.of());
        model.remove(List.copyOf(model.rows().subList(0, MANY / 2)));
        for (int beats = 0; beats < 5; beats++) {
            beat(List.of());
        }
        assertThat(model.countsProperty().get().all()).isEqualTo(MANY / 2);
    }

    /** Nobody takes those of a part for all. */
    @Test
    void aListThatIsStillBeingReadIsNotCounted() {
        List<MediaItem> all = IntStream.range(0, 300).mapToObj(RowSyncTest::item).toList();
        model.wholeList().begin(all.subList(0, 100), true);
        transfers.tell(all.getFirst().id(), new TransferState.Saved(Path.of("x"), 2));
        assertThat(beat(List.of())).isEqualTo(100);
        assertThat(model.rows().getFirst().state().transfer())
                .as("its rows say how they stand")
                .isInstanceOf(TransferState.Saved.class);
        assertThat(model.countsProperty().get().all()).isZero();
        model.wholeList().complete(all, sync::look, () -> {});
        beat(List.of());
        assertThat(model.countsProperty().get().all()).as("not before its end").isZero();
        model.wholeList().end(sync::sync);
        assertThat(model.countsProperty().get().all()).isEqualTo(300);
    }

    @Test
    void shortListIsWholeAtEveryBeat() {
        ItemRow last = add(300);
        transfers.tell(last.item().id(), new TransferState.Saved(Path.of("x"), 2));
        assertThat(beat(List.of())).isEqualTo(300);
        assertThat(model.countsProperty().get().batch().saved()).isEqualTo(1);
    }
}
