package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuitQuestionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
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
                "CHINESE | 2 | 还有 2 个粘贴的链接要用，链接不会保存：请留好，下次需要重新粘贴。",
            })
    void whoPastedLinksIsToldToKeepThem(Language language, int pasted, String words) {
        String others = question(language).words(3, 0, Optional.empty()).orElseThrow();
        assertThat(others).contains("3").doesNotContain("0");
        assertThat(question(language).words(3, pasted, Optional.empty())).contains(others + words);
        String unsaved = question(language).words(3, 0, Optional.of(NO_ROOM)).orElseThrow();
        assertThat(question(language).words(3, pasted, Optional.of(NO_ROOM)))
                .contains(unsaved + words);
    }

    /** Whoever pauses first loses them just the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENGLISH | 1 | 'The link that you pasted is not stored, and is asked for again next"
                        + " time: keep it.'",
                "ENGLISH | 2 | 'The 2 links that you pasted are not stored, and are asked for again"
                        + " next time: keep them.'",
                "CHINESE | 2 | 还有 2 个粘贴的链接要用，链接不会保存：请留好，下次需要重新粘贴。",
            })
    void whoPastedLinksIsAskedThoughNothingRuns(Language language, int pasted, String words) {
        assertThat(question(language).words(0, pasted, Optional.empty())).contains(words);
    }

    @Test
    void pastedLinksThatAreStillNeededAreCounted() {
        TransferState running = new TransferState.Running(1, 2);
        TransferState idle = new TransferState.Idle();
        TransferState failed = new TransferState.Failed(Problem.of(Cause.TIMED_OUT), 0);
        LinkState live = link(NOW.plusSeconds(1));
        LinkState expired = link(NOW);
        assertThat(pasted(row("https://x/a", running, live))).isOne();
        assertThat(pasted(row("https://x/b", new TransferState.Queued(), live))).isOne();
        assertThat(pasted(row("https://x/c", new TransferState.Paused(1, 2), live))).isOne();
        assertThat(pasted(row("https://x/d", idle, live))).isOne();
        assertThat(pasted(row("https://x/e", failed, live))).isOne();
        assertThat(pasted(row("https://x/f", idle, expired))).isZero();
        assertThat(pasted(row("https://x/g", failed))).isZero();
        assertThat(pasted(row("https://x/h", new TransferState.Saved(Path.of("h"), 1), live)))
                .isZero();
        assertThat(pasted(row("token", running, live))).isZero();
    }

    /** Nobody can keep what the last restart forgot, and an expired link opens nothing. */
    @Test
    void pastedLinksThatAreOfNoUseAnyMoreAreNotCounted() {
        LinkState forgotten = new LinkState.Refused(Problem.of(Cause.PASTED_LINK_FORGOTTEN));
        TransferState paused = new TransferState.Paused(1, 2);
        assertThat(pasted(row("https://x/a", paused, forgotten))).isZero();
        assertThat(pasted(row("https://x/b", paused, link(NOW)))).isZero();
        assertThat(pasted(row("https://x/c", new TransferState.Running(1, 2), link(NOW)))).isZero();
    }

    /** Those that were begun are a reason to ask, and then all that would be lost are named. */
    @Test
    void onlyPausedRowsAreAReasonToAskAboutPastedLinks() {
        LinkState live = link(NOW.plusSeconds(1));
        Problem slow = Problem.of(Cause.TIMED_OUT);
        ItemRow idle = row("https://x/a", new TransferState.Idle(), live);
        ItemRow failed = row("https://x/b", new TransferState.Failed(slow, 0), live);
        ItemRow paused = row("https://x/c", new TransferState.Paused(1, 2), live);
        ItemRow tooLate = row("https://x/d", new TransferState.Paused(1, 2), link(NOW));
        assertThat(QuitQuestion.pasted(List.of(idle, failed, tooLate), NOW, false)).isZero();
        assertThat(QuitQuestion.pasted(List.of(idle, failed, tooLate), NOW, true)).isEqualTo(2);
        assertThat(QuitQuestion.pasted(List.of(idle, paused, tooLate), NOW, false)).isEqualTo(2);
    }

    private static int pasted(ItemRow row) {
        return QuitQuestion.pasted(List.of(row), NOW, true);
    }

    private static LinkState link(Instant end) {
        return new LinkState.Ready(
                new TemporaryLink("https://x", end.minusSeconds(60), end, false, end));
    }

    private static ItemRow row(String pasted, TransferState state) {
        return row(pasted, state, new LinkState.NotFetched());
    }

    private static ItemRow row(String pasted, TransferState state, LinkState link) {
        MediaItem item =
                pasted.contains(":")
                        ? MediaItem.ofPastedLink(pasted, new ItemSource.PastedLink(1))
                        : MediaItem.ofToken(pasted, new ItemSource.PastedToken(1));
        ItemRow row = new ItemRow(item);
        row.show(link, new TransferView(state, null), 0);
        return row;
    }

    private static QuitQuestion question(Language language) {
        return new QuitQuestion(new Messages(language));
    }
}
