package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.shell.Early.Wish;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of a window that is not whole. */
class EarlyTest {

    private final Early early = new Early();
    private final List<String> done = new ArrayList<>();

    @Test
    void nothingIsDoneBeforeTheEnd() {
        early.orNow(Wish.PASTE, () -> done.add("paste"));
        early.orNow(() -> done.add("drop"));
        assertThat(done).isEmpty();
        assertThat(early.isOver()).isFalse();
        early.end();
        assertThat(done).containsExactly("paste", "drop");
        assertThat(early.isOver()).isTrue();
    }

    /** A dialog would keep the start from its end. */
    @Test
    void whatPanelsCanDoWaitsForThemAloneAndDialogsForTheEnd() {
        early.orNow(Wish.SETTINGS, () -> done.add("settings"));
        early.orNow(Wish.PASTE, () -> done.add("paste"));
        early.panelsAreThere();
        assertThat(done).containsExactly("paste");
        early.orNow(() -> done.add("drop"));
        early.orNow(Wish.OPEN_LIST, () -> done.add("open"));
        assertThat(done).containsExactly("paste", "drop");
        early.end();
        assertThat(done).containsExactly("paste", "drop", "settings", "open");
    }

    @ParameterizedTest
    @EnumSource(names = {"CREDENTIALS", "TOKENS", "PASTE"})
    void whatOpensNoDialogIsDoneAsSoonAsThePanelsAreThere(Wish wish) {
        early.orNow(wish, () -> done.add("before"));
        early.panelsAreThere();
        early.orNow(wish, () -> done.add("after"));
        assertThat(done).containsExactly("before", "after");
    }

    /** Keys repeat themselves; the last time counts. */
    @Test
    void whatIsAskedAgainIsDoneOnce() {
        early.orNow(Wish.OPEN_LIST, () -> done.add("open"));
        early.orNow(Wish.PASTE, () -> done.add("paste"));
        early.orNow(Wish.OPEN_LIST, () -> done.add("open"));
        early.end();
        assertThat(done).containsExactly("paste", "open");
    }

    @Test
    void whatHasNoNameIsDoneAsOftenAsItIsAsked() {
        Runnable drop = () -> done.add("drop");
        early.orNow(drop);
        early.orNow(drop);
        early.end();
        assertThat(done).containsExactly("drop", "drop");
    }

    @Test
    void whatIsAskedLaterIsDoneAtOnceAndEachTime() {
        early.end();
        early.orNow(Wish.PASTE, () -> done.add("paste"));
        early.orNow(Wish.PASTE, () -> done.add("paste"));
        assertThat(done).containsExactly("paste", "paste");
    }

    /** A dialog that waits for an answer lets others ask. */
    @Test
    void whatIsAskedDuringTheEndIsDoneAtOnce() {
        early.orNow(
                Wish.OPEN_LIST,
                () -> {
                    early.orNow(Wish.PASTE, () -> done.add("paste"));
                    done.add("open");
                });
        early.orNow(() -> done.add("drop"));
        early.end();
        assertThat(done).containsExactly("paste", "open", "drop");
    }
}
