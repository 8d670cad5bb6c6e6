package app.jackdaw.ui.problems;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ServerWord;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cause once, with its rows. */
class ProblemGroupTest {

    private static ItemRow row(String token, LinkState link, TransferState transfer) {
        ItemRow row = new ItemRow(MediaItem.ofToken(token, new ItemSource.PastedToken(1)));
        row.show(link, new TransferView(transfer, null), 0);
        return row;
    }

    private static ItemRow refused(String token, Problem problem) {
        return row(token, new LinkState.Refused(problem), new TransferState.Idle());
    }

    private static ItemRow failed(String token, Problem problem) {
        return row(token, new LinkState.NotFetched(), new TransferState.Failed(problem, 0));
    }

    @Test
    void sameCauseIsOneGroupInTheOrderOfTheList() {
        Problem shared = Problem.of(Cause.NOT_SHARED);
        ItemRow one = refused("one", shared.withLogId("a").withHttpStatus(403));
        ItemRow two = failed("two", Problem.of(Cause.STALLED));
        ItemRow three = failed("three", shared.withLogId("b"));
        List<ProblemGroup> groups = ProblemGroup.of(List.of(one, two, three));
        assertThat(groups).hasSize(2);
        assertThat(groups.getFirst().rows()).containsExactly(one, three);
        assertThat(groups.getFirst().problem().logId()).isEqualTo("a");
        assertThat(groups.getLast().rows()).containsExactly(two);
    }

    /** No two servers say it in the same words. */
    @Test
    void whatServersSaidMakesNoOtherGroup() {
        Problem refused = Problem.of(Cause.LINK_REFUSED).withHttpStatus(403);
        List<ItemRow> rows =
                List.of(
                        failed("one", refused.saying(ServerWord.Speaker.LINK, "expired")),
                        failed("two", refused.saying(ServerWord.Speaker.LINK, "forbidden")),
                        failed("three", refused));
        assertThat(ProblemGroup.of(rows))
                .singleElement()
                .satisfies(group -> assertThat(group.rows()).isEqualTo(rows));
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH, Answer to the link: HTTP 401, Answer to the new link: HTTP 403 – not yours",
        "CHINESE, 对链接的答复: HTTP 401, 对新链接的答复: HTTP 403 – not yours",
    })
    void theDetailsTellWhatServersSaid(Language language, String first, String second) {
        Problem refused =
                Problem.of(Cause.LINK_REFUSED)
                        .withSaid(
                                List.of(
                                        new ServerWord(ServerWord.Speaker.LINK, 401, ""),
                                        new ServerWord(
                                                ServerWord.Speaker.NEW_LINK, 403, "not yours")));
        Messages messages = new Messages(language);
        String details =
                new ProblemDetails(messages, new Formats(messages, ZoneOffset.UTC))
                        .of(List.of(failed("one", refused)));
        assertThat(details).contains(first + "  ·  " + second);
    }

    @Test
    void otherArgumentsAreAnotherSentenceAndAnotherGroup() {
        List<ProblemGroup> groups =
                ProblemGroup.of(
                        List.of(
                                failed("one", Problem.of(Cause.HOST_NOT_FOUND, "a.example")),
                                failed("two", Problem.of(Cause.HOST_NOT_FOUND, "b.example"))));
        assertThat(groups).hasSize(2);
    }

    @Test
    void rowsWithoutTroubleAreInNoGroup() {
        ItemRow idle = row("one", new LinkState.NotFetched(), new TransferState.Idle());
        ItemRow running =
                row(
                        "two",
                        new LinkState.Refused(Problem.of(Cause.NOT_SHARED)),
                        new TransferState.Running(1, 2));
        assertThat(ProblemGroup.of(List.of(idle, running))).isEmpty();
    }
}
