package app.jackdaw.ui.problems;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LackOfRoom;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every cause once, with its rows. */
class ProblemGroupTest {

    private static List<ProblemGroup> of(List<ItemRow> rows) {
        return ProblemGroup.of(rows, Map.of());
    }

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
        List<ProblemGroup> groups = of(List.of(one, two, three));
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
        assertThat(of(rows))
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
                of(
                        List.of(
                                failed("one", Problem.of(Cause.HOST_NOT_FOUND, "a.example")),
                                failed("two", Problem.of(Cause.HOST_NOT_FOUND, "b.example"))));
        assertThat(groups).hasSize(2);
    }

    /** A box for each of thousands helps nobody, and stops the window. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "SIZE_DIFFERS",
                "FOLDER_REFUSED",
                "FOLDER_NOT_WRITABLE",
                "NAME_REFUSED",
                "FILE_TOO_LARGE",
                "NAME_NOT_SPELLED",
                "DISK_FAILED",
                "PART_CHANGED"
            })
    void whatIsSaidOfEachFileIsOneGroup(Cause cause) {
        List<ItemRow> rows =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> failed("t" + i, Problem.of(cause, "/save/" + i, "7")))
                        .toList();
        ProblemGroup group = of(rows).getFirst();
        assertThat(group.rows()).isEqualTo(rows);
        assertThat(group.problem().arguments()).containsExactly("/save/0", "7");
        assertThat(group.isFirstOfMany()).isTrue();
        assertThat(of(rows.subList(0, 1)).getFirst().isFirstOfMany()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH, The disk does not accept this name: /save/2,"
                + " 'The file should have 10.5 MB, but > 12.3 MB came.'",
        "CHINESE, 磁盘不接受这个名称：/save/2, 文件应为 10.5 MB，实际收到 > 12.3 MB。",
    })
    void theDetailsTellTheOtherFilesThatItIsSaidOf(Language language, String name, String size) {
        Messages messages = new Messages(language);
        ProblemDetails details =
                new ProblemDetails(messages, new Formats(messages, ZoneOffset.UTC));
        Problem differs = Problem.of(Cause.SIZE_DIFFERS, "10485760", ">12345678");
        assertThat(
                        details.of(
                                        List.of(
                                                failed("1", Problem.of(Cause.NAME_REFUSED, "/s")),
                                                failed(
                                                        "2",
                                                        Problem.of(Cause.NAME_REFUSED, "/save/2")),
                                                failed("3", differs)))
                                .lines()
                                .skip(1))
                .containsExactly(
                        "2  ·  NAME_REFUSED  ·  " + name, "3  ·  SIZE_DIFFERS  ·  " + size);
    }

    private static ItemRow waiting(String token, Problem problem) {
        return row(
                token,
                new LinkState.NotFetched(),
                new TransferState.Waiting(Instant.parse("2026-11-23T08:00:05Z"), problem));
    }

    /** Each row needs another size, and each looked at another moment: it is one full disk. */
    @Test
    void aFullDiskIsOneMessageWithTheNumbersOfAllRows() {
        Instant earlier = Instant.parse("2026-11-23T08:00:00Z");
        ItemRow one =
                waiting(
                        "one",
                        new LackOfRoom(3_000_000, 400, "/save", 1_000)
                                .problem()
                                .at(earlier.plusSeconds(5)));
        ItemRow two =
                waiting(
                        "two",
                        new LackOfRoom(2_000_000, 500, "/save", 1_000).problem().at(earlier));
        ItemRow other = waiting("other", new LackOfRoom(7, 6, "/elsewhere", 0).problem());
        List<ProblemGroup> groups = of(List.of(one, two, other));
        assertThat(groups).hasSize(2);
        assertThat(groups.getFirst().rows()).containsExactly(one, two);
        assertThat(groups.getFirst().waiting()).isTrue();
        assertThat(new Messages(Language.ENGLISH).what(groups.getFirst().problem()))
                .isEqualTo("5.0 MB needed, but only 400 B free in /save.");
    }

    @Test
    void whatFitsButForWhatIsKeptFreeIsToldAsThat() {
        Problem problem = new LackOfRoom(500, 600, "/save", 1_000).problem();
        assertThat(new Messages(Language.ENGLISH).what(problem))
                .isEqualTo("1.5 KB needed, but only 600 B free in /save.");
        assertThat(new Messages(Language.ENGLISH).what(new LackOfRoom(0, 9, "/s", 0).problem()))
                .as("of unknown length")
                .isEqualTo("More room needed, but only 9 B free in /s.");
    }

    /** Waits that pass by themselves are told in the row and in the status bar. */
    @Test
    void ofTheRowsThatWaitOnlyThoseThatNeedSomebodyAreShown() {
        ItemRow gone = waiting("one", Problem.of(Cause.NETWORK_UNREACHABLE));
        ItemRow trouble = waiting("two", Problem.of(Cause.SERVER_TROUBLE));
        ItemRow list = waiting("three", Problem.of(Cause.LEDGER_NO_ROOM, "/data"));
        ItemRow failed = failed("four", Problem.of(Cause.LEDGER_NO_ROOM, "/data"));
        List<ProblemGroup> groups = of(List.of(gone, trouble, list, failed));
        assertThat(groups).extracting(ProblemGroup::waiting).containsExactly(true, false);
        assertThat(groups.getFirst().rows()).containsExactly(list);
    }

    /** Each look at the disk takes a moment; the panel must not come and go with it. */
    @Test
    void aRowThatIsOnItsWayToTheNextTryStillWaits() {
        Problem full = new LackOfRoom(7, 6, "/save", 0).problem();
        ItemRow looks = row("one", new LinkState.NotFetched(), new TransferState.Queued());
        ItemRow runs = row("two", new LinkState.NotFetched(), new TransferState.Running(0, 7));
        List<ProblemGroup> groups =
                ProblemGroup.of(List.of(looks, runs), Map.of(looks, full, runs, full));
        assertThat(groups)
                .singleElement()
                .satisfies(group -> assertThat(group.rows()).containsExactly(looks));
        assertThat(of(List.of(looks))).as("it never waited").isEmpty();
    }

    @Test
    void rowsWithoutTroubleAreInNoGroup() {
        ItemRow idle = row("one", new LinkState.NotFetched(), new TransferState.Idle());
        ItemRow running =
                row(
                        "two",
                        new LinkState.Refused(Problem.of(Cause.NOT_SHARED)),
                        new TransferState.Running(1, 2));
        assertThat(of(List.of(idle, running))).isEmpty();
    }
}
