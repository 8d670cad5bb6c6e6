package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

/** Taking rows off a long list is one change, in order. */
class LongListTest {

    private final AppModel model = new AppModel();

    private void add(int count) {
        model.add(
                IntStream.range(0, count)
                        .mapToObj(number ->
                                MediaItem.ofToken(
                                        "token" + number, new ItemSource.PastedToken(number + 1)))
                        .toList());
    }

    @Test
    void everySecondRowLeavesInOneChange() {
        add(50_000);
        List<ItemRow> odd =
                IntStream.range(0, 25_000).mapToObj(i -> model.rows().get(2 * i + 1)).toList();
        AtomicInteger pieces = new AtomicInteger();
        model.rows()
                .addListener(
                        (ListChangeListener<ItemRow>)
                                change -> {
                                    while (change.next()) {
                                        pieces.incrementAndGet();
                                    }
                                });
        model.remove(odd);
        assertThat(pieces.get()).isEqualTo(1);
        assertThat(model.rows()).hasSize(25_000);
        assertThat(model.rows().get(7).item().token()).isEqualTo("token14");
        assertThat(model.row("token14")).isPresent();
        assertThat(model.row("token15")).isEmpty();
    }
}
