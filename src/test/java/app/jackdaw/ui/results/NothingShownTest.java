package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.model.Notice;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said where a button has no row to act on, which need not be an empty list. */
class NothingShownTest {

    @RegisterExtension private final Desk desk = new Desk();

    @TempDir Path folder;

    static Stream<Arguments> buttons() {
        return Stream.of(
                button("get links", desk -> desk.actions.getLinks(List.of())),
                button("download", desk -> desk.actions.download(List.of())),
                button(
                        "copy links",
                        desk -> desk.copier.copy(List.of(), CopyFormat.LINKS, desk.formats)));
    }

    private static Arguments button(String name, Consumer<Desk> press) {
        return Arguments.argumentSet(name, press);
    }

    @ParameterizedTest
    @MethodSource("buttons")
    void anEmptyListIsToldAsSuch(Consumer<Desk> press) throws Exception {
        assertThat(said(press)).isEqualTo(Notice.of("status.nothingToDo"));
    }

    @ParameterizedTest
    @MethodSource("buttons")
    void aListOfWhichNothingIsShownIsNotToldAsEmpty(Consumer<Desk> press) throws Exception {
        Desk.onFx(() -> desk.row("hidden"));
        assertThat(said(press)).isEqualTo(Notice.of("status.nothingShown"));
        assertThat(desk.heard).isEmpty();
    }

    private Notice said(Consumer<Desk> press) throws Exception {
        return Desk.onFx(() -> {
            desk.model.destinationProperty().set(folder.toString());
            press.accept(desk);
            return desk.model.noticeProperty().get();
        });
    }
}
