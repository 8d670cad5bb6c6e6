package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a later mention of the same file adds to its row. */
class ItemRowTest {

    private static final MediaItem TOKEN = MediaItem.ofToken("t", new ItemSource.PastedToken(1));
    private static final MediaItem MENTION =
            TOKEN.withNames("typed.bin", null).withFolder("typed").withExtra("{}");

    private final ItemRow row = new ItemRow(TOKEN);

    private void show(TransferState state, @Nullable String fileName) {
        row.show(new LinkState.NotFetched(), new TransferView(state, fileName), 0);
    }

    static Stream<TransferState> placed() {
        return Stream.of(
                new TransferState.Running(10, 20),
                new TransferState.Queued(10, 20),
                new TransferState.Paused(10, 20),
                new TransferState.Failed(Problem.of(Cause.FORBIDDEN), 10, 20),
                new TransferState.Saved(Path.of("/here/of-server.bin"), 20));
    }

    @ParameterizedTest
    @MethodSource("placed")
    void aFileThatIsThereIsShownWhereItIs(TransferState state) {
        show(state, "of-server.bin");
        row.complete(MENTION);
        assertThat(row.displayName()).isEqualTo("of-server.bin");
        assertThat(row.item().folder()).isNull();
        assertThat(row.item().extra()).isEqualTo("{}");
    }

    /** One that was fetched since may well open. */
    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, false"})
    void aLinkThatCameAfterTheFailureIsNotWhatItFailedFor(int secondsLater, boolean forItsLink) {
        Instant failed = Instant.parse("2026-11-23T08:00:00Z");
        Instant given = failed.plusSeconds(secondsLater);
        Problem gone = Problem.of(Cause.LINK_GONE).at(failed);
        row.show(
                new LinkState.Ready(TemporaryLink.given("https://x.example/", given)),
                new TransferView(new TransferState.Failed(gone, 0), null),
                0);
        assertThat(row.failedForItsLink()).isEqualTo(forItsLink);
    }

    /** What was found there counts for the folder that it is in. */
    @ParameterizedTest
    @EnumSource
    void aFileThatWasFoundIsShownWhereItIs(TransferState.Skipped.Found found) {
        show(new TransferState.Skipped(Path.of("/here/a.bin"), found), null);
        row.complete(MENTION);
        assertThat(row.item().folder()).isNull();
        assertThat(row.item().extra()).isEqualTo("{}");
    }

    private void show(TransferState state, @Nullable String fileName, MediaItem engines) {
        row.show(
                new LinkState.NotFetched(),
                new TransferView(state, fileName, false, 1, null, Set.of(), engines),
                0);
    }

    /** The row was told of the folder when it did not show yet that the file comes. */
    @ParameterizedTest
    @MethodSource("placed")
    void aFileIsShownInTheFolderThatTheEngineKeeps(TransferState state) {
        row.complete(MENTION);
        show(state, "of-server.bin", TOKEN);
        assertThat(row.item()).isEqualTo(MENTION.withFolder(null));
        show(state, "of-server.bin", MENTION);
        assertThat(row.item()).isEqualTo(MENTION);
    }

    /** The engine has not heard of the folder yet, or goes there when the link has come. */
    @Test
    void aFileOfWhichNothingIsThereIsShownInTheFolderThatWasTold() {
        row.complete(MENTION);
        show(new TransferState.Queued(), "of-source.bin", TOKEN);
        assertThat(row.item()).isEqualTo(MENTION);
    }

    @Test
    void aFileWithoutAPlaceIsShownAsItWillBe() {
        show(new TransferState.Queued(), null);
        row.complete(MENTION);
        assertThat(row.displayName()).isEqualTo("typed.bin");
        assertThat(row.item().folder()).isEqualTo("typed");
        assertThat(row.item().extra()).isEqualTo("{}");
    }

    static Stream<TransferState> finished() {
        return Stream.of(
                new TransferState.Saved(Path.of("/here/a.bin"), 20),
                new TransferState.Skipped(Path.of("/here/a.bin")),
                new TransferState.Skipped(
                        Path.of("/here/a.bin"), TransferState.Skipped.Found.ANOTHER_FILE));
    }

    private void showForgotten(TransferState state) {
        Problem forgotten = Problem.of(Cause.PASTED_LINK_FORGOTTEN);
        row.show(new LinkState.Refused(forgotten), new TransferView(state, null), 0);
    }

    /** What was left got its name without a link. */
    @ParameterizedTest
    @MethodSource("finished")
    void whatIsFinishedNeedsNoLink(TransferState state) {
        showForgotten(state);
        assertThat(row.awaitsPaste()).isFalse();
        assertThat(row.failure()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void whatIsNotFinishedAwaitsItsLink(TransferState state) {
        showForgotten(state);
        assertThat(row.awaitsPaste()).isTrue();
    }

    static Stream<TransferState> unfinished() {
        return Stream.of(
                new TransferState.Idle(),
                new TransferState.Paused(10, 20),
                new TransferState.Failed(Problem.of(Cause.PASTED_LINK_FORGOTTEN), 10, 20));
    }
}
