package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuitQuestionTest {

    private static final Problem NO_ROOM = Problem.of(Cause.LEDGER_NO_ROOM, "/home/data");

    @ParameterizedTest
    @EnumSource
    void nothingIsAskedWhereNothingSuffers(Language language) {
        assertThat(question(language).words(0, 0, Optional.empty())).isEmpty();
    }

    /** Only what is written goes on next time. */
    @ParameterizedTest
    @EnumSource
    void noPromiseIsMadeForAListThatIsNotSaved(Language language) {
        Messages messages = new Messages(language);
        assertThat(question(language).words(3, 0, Optional.empty()))
                .contains(messages.get("quit.words", 3, 0));
        assertThat(question(language).words(0, 0, Optional.of(NO_ROOM)))
                .hasValueSatisfying(words ->
                        assertThat(words).contains(messages.what(NO_ROOM)).doesNotContain("0"));
        assertThat(question(language).words(3, 0, Optional.of(NO_ROOM)))
                .hasValueSatisfying(words ->
                        assertThat(words)
                                .contains(messages.what(NO_ROOM))
                                .contains("3")
                                .isNotEqualTo(messages.get("quit.words", 3, 0)));
    }

    /** They are kept in memory alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENGLISH | 1 | ' Keep the link that you pasted: it is not stored, and asked for"
                        + " again.'",
                "ENGLISH | 2 | ' Keep the 2 links that you pasted: they are not stored, and asked"
                        + " for again.'",
                "CHINESE | 2 | 其中 2 个用的是粘贴的链接，链接不会保存：请留好，下次需要重新粘贴。",
            })
    void whoPastedLinksIsToldToKeepThem(Language language, int pasted, String words) {
        String others = question(language).words(3, 0, Optional.empty()).orElseThrow();
        assertThat(others).contains("3").doesNotContain("0");
        assertThat(question(language).words(3, pasted, Optional.empty())).contains(others + words);
        String unsaved = question(language).words(3, 0, Optional.of(NO_ROOM)).orElseThrow();
        assertThat(question(language).words(3, pasted, Optional.of(NO_ROOM)))
                .contains(unsaved + words);
    }

    @Test
    void onlyPastedLinksThatAreUnderWayAreCounted() {
        TransferState running = new TransferState.Running(1, 2);
        assertThat(
                        QuitQuestion.pasted(
                                List.of(
                                        row("https://x/a", running),
                                        row("https://x/b", new TransferState.Queued()),
                                        row("https://x/c", new TransferState.Idle()),
                                        row("https://x/d", new TransferState.Paused(1, 2)),
                                        row("token", running))))
                .isEqualTo(2);
    }

    private static ItemRow row(String pasted, TransferState state) {
        MediaItem item =
                pasted.contains(":")
                        ? MediaItem.ofPastedLink(pasted, new ItemSource.PastedLink(1))
                        : MediaItem.ofToken(pasted, new ItemSource.PastedToken(1));
        ItemRow row = new ItemRow(item);
        row.show(new LinkState.NotFetched(), new TransferView(state, null), 0);
        return row;
    }

    private static QuitQuestion question(Language language) {
        return new QuitQuestion(new Messages(language));
    }
}
