package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

/** A list that is shown before all of it is there. */
class WholeListTest {

    private final AppModel model = new AppModel();
    private final WholeList list = model.wholeList();
    private final List<String> done = new ArrayList<>();

    private static List<MediaItem> items(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> MediaItem.ofToken("t" + i, new ItemSource.PastedToken(i)))
                .toList();
    }

    private void noteLook() {
        done.add("look");
        assertThat(list.isWhole()).as("whoever looks sees that it is whole").isTrue();
        assertThat(list.isCountable()).as("and counts it").isTrue();
    }

    @Test
    @Fault(78)
    void whatIsCommandedMeanwhileIsDoneOnceInItsOrderWhenAllRowsWereLookedAt() {
        list.begin(items(1, 3), true);
        list.orNow(() -> done.add("first"));
        list.orNow(() -> done.add("second"));
        list.complete(items(1, 5), _ -> {}, () -> {});
        assertThat(done).as("nobody carries it out yet").isEmpty();
        list.end(this::noteLook);
        assertThat(done).containsExactly("look", "first", "second");
        list.orNow(() -> done.add("third"));
        assertThat(done).as("nothing is waited for any more").endsWith("second", "third");
        list.end(() -> {});
        assertThat(done).hasSize(4);
    }

    /** It may give the next one at once. */
    @Test
    void whatACommandCommandsIsDoneAtOnce() {
        list.begin(items(1, 3), true);
        list.orNow(() -> {
            list.orNow(() -> done.add("inner"));
            done.add("outer");
        });
        list.end(() -> {});
        assertThat(done).containsExactly("inner", "outer");
    }

    /** Nobody takes those of a part for all. */
    @Test
    void aPartOfALongListIsNotCounted() {
        assertThat(list.isCountable()).as("there is none").isTrue();
        list.countableProperty().addListener((_, _, now) -> done.add("countable: " + now));
        list.begin(items(1, 3), true);
        assertThat(list.isCountable()).isFalse();
        list.complete(items(1, 5), _ -> {}, () -> {});
        assertThat(list.isCountable()).as("its rows are not looked at yet").isFalse();
        list.end(() -> {});
        assertThat(done).containsExactly("countable: false", "countable: true");
    }

    @Test
    void aListThatIsAllThereIsCountedAndCommandedLater() {
        list.begin(items(1, 3), false);
        assertThat(list.isCountable()).isTrue();
        assertThat(list.isWhole()).isFalse();
        list.end(() -> {});
        assertThat(list.isWhole()).isTrue();
    }

    /** Who has selected one of them, or looks at it, still does: they are not even moved. */
    @Test
    void theRestComesBetweenWithoutTouchingTheRowsThatAreThere() {
        list.begin(items(1, 100), true);
        model.add(List.of(MediaItem.ofToken("pasted", new ItemSource.PastedToken(1))));
        model.rows()
                .addListener(
                        (ListChangeListener<ItemRow>)
                                change -> {
                                    while (change.next()) {
                                        boolean more = change.wasAdded() && !change.wasReplaced();
                                        done.add(more ? "more" : "others");
                                    }
                                });
        list.complete(items(1, 25_000), _ -> {}, () -> {});
        assertThat(done).containsOnly("more");
        assertThat(model.rows().size()).isEqualTo(25_001);
        for (int at : new int[] {0, 99, 100, 9_999, 10_000, 10_001, 20_000, 24_999}) {
            assertThat(model.rows().get(at).item().id()).isEqualTo("t" + (at + 1));
        }
        assertThat(model.rows().getLast().item().id()).isEqualTo("pasted");
    }
}
