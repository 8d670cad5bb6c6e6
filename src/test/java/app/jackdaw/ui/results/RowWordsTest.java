package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import app.jackdaw.ui.model.TransferView.Remark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cells of a row say. */
class RowWordsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static RowWords words(Language language) {
        Messages messages = new Messages(language);
        return new RowWords(messages, new Formats(messages, ZoneOffset.UTC), () -> NOW);
    }

    private static ItemRow row(LinkState link, TransferView transfer) {
        MediaItem item =
                MediaItem.ofToken("token", new ItemSource.PastedToken(1))
                        .withNames("a:b.txt", null);
        ItemRow row = new ItemRow(item);
        row.show(link, transfer, 0);
        return row;
    }

    private static LinkState.Renewing renewing() {
        return new LinkState.Renewing(
                new TemporaryLink("https://x", NOW, NOW.plusSeconds(90), false, NOW));
    }

    @Test
    void aLinkThatIsRenewedSaysSoAndGoesOnCounting() {
        ItemRow row = row(renewing(), TransferView.NONE);
        Chip english = words(Language.ENGLISH).link(row);
        assertThat(english.text()).isEqualTo("Renewing");
        assertThat(english.family()).isEqualTo(Chip.Family.RUNNING);
        assertThat(words(Language.CHINESE).link(row).text()).isEqualTo("更新中");
        assertThat(words(Language.ENGLISH).validFor(row)).hasToString("01:30");
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, Paste again", "CHINESE, 需重新粘贴"})
    void aLinkThatWasForgottenWasRefusedByNobody(Language language, String words) {
        Problem forgotten = Problem.of(Cause.PASTED_LINK_FORGOTTEN);
        Messages messages = new Messages(language);
        ItemRow row = row(new LinkState.Refused(forgotten), TransferView.NONE);
        Chip link = words(language).link(row);
        assertThat(link.text()).isEqualTo(words);
        assertThat(link.family()).isEqualTo(Chip.Family.ATTENTION);
        assertThat(link.told()).contains(messages.what(forgotten), messages.remedy(forgotten));
        assertThat(words(language).status(row).family()).isEqualTo(Chip.Family.ATTENTION);
        assertThat(words(language).status(row).text()).isEqualTo(messages.brief(forgotten));
    }

    /** It got its name without it. */
    @ParameterizedTest
    @CsvSource({"ENGLISH, Not fetched", "CHINESE, 未获取"})
    void aLinkThatWasForgottenIsNotAskedForWhereTheFileIsThere(Language language, String words) {
        LinkState forgotten = new LinkState.Refused(Problem.of(Cause.PASTED_LINK_FORGOTTEN));
        TransferState saved = new TransferState.Saved(Path.of("a.bin"), 2);
        Chip link = words(language).link(row(forgotten, new TransferView(saved, "a.bin")));
        assertThat(link.text()).isEqualTo(words);
        assertThat(link.family()).isEqualTo(Chip.Family.NEUTRAL);
    }

    /** Also where the status says something else, as while the transfer is paused. */
    @ParameterizedTest
    @CsvSource({"ENGLISH, Refused", "CHINESE, 被拒绝"})
    void whyALinkWasRefusedIsBehindItsWord(Language language, String words) {
        Problem forbidden = Problem.of(Cause.FORBIDDEN);
        ItemRow row =
                row(
                        new LinkState.Refused(forbidden),
                        new TransferView(new TransferState.Paused(1, 2), null));
        Chip link = words(language).link(row);
        assertThat(link.text()).isEqualTo(words);
        assertThat(link.family()).isEqualTo(Chip.Family.FAILED);
        Messages messages = new Messages(language);
        assertThat(link.told()).isEqualTo(messages.explained(forbidden));
        assertThat(
                        new RowDetails(
                                        words(language),
                                        messages,
                                        new Formats(messages, ZoneOffset.UTC))
                                .facts(row))
                .containsEntry("details.problem", link.told());
    }

    /** Nobody has to try again what goes on without him. */
    @ParameterizedTest
    @CsvSource({"ENGLISH, by itself, then try again", "CHINESE, 自动, 然后重试"})
    void ofWhatWaitsItIsSaidThatItGoesOnByItself(Language language, String says, String not) {
        Problem lost = Problem.of(Cause.HOST_NOT_FOUND, "h.example");
        TransferState waits = new TransferState.Waiting(NOW.plusSeconds(5), lost);
        ItemRow row = row(renewing(), new TransferView(waits, null));
        assertThat(words(language).status(row).told()).contains(says).doesNotContain(not);
        assertThat(words(language).status(row).text())
                .isEqualTo(new Messages(language).brief(lost));
        ItemRow failed = row(renewing(), new TransferView(new TransferState.Failed(lost, 0), null));
        assertThat(words(language).status(failed).told()).contains(not).doesNotContain(says);
        Messages messages = new Messages(language);
        assertThat(
                        new RowDetails(
                                        words(language),
                                        messages,
                                        new Formats(messages, ZoneOffset.UTC))
                                .facts(row))
                .containsEntry("details.problem", words(language).status(row).told());
    }

    /** Pointing at the short word must be enough, there is no room for more in the row. */
    @ParameterizedTest
    @EnumSource
    void theReasonItsNumbersAndItsRemedyAreBehindTheShortWord(Language language) {
        Problem full = new LackOfRoom(3_000_000, 40_000, "/save/here", 0).problem();
        Messages messages = new Messages(language);
        for (TransferState state :
                List.of(
                        new TransferState.Waiting(NOW.plusSeconds(5), full),
                        new TransferState.Failed(full, 0))) {
            ItemRow row = row(renewing(), new TransferView(state, null));
            Chip chip = words(language).status(row);
            assertThat(chip.text()).isEqualTo(messages.brief(full));
            assertThat(chip.told())
                    .contains("3.0 MB", "40.0 KB", "/save/here", messages.remedy(full));
            Map<String, String> facts =
                    new RowDetails(words(language), messages, new Formats(messages, ZoneOffset.UTC))
                            .facts(row);
            assertThat(facts.get("details.problem")).isEqualTo(chip.told());
        }
        Chip queued =
                words(language)
                        .status(
                                row(
                                        renewing(),
                                        new TransferView(new TransferState.Queued(), null)));
        assertThat(queued.told()).isEqualTo(queued.text());
    }

    @Test
    void theCodeOfTheAnswerThatMadeItWaitIsTold() {
        Problem busy = Problem.of(Cause.SERVER_TROUBLE).withHttpStatus(503);
        TransferState waiting = new TransferState.Waiting(NOW.plusSeconds(5), busy);
        assertThat(RowWords.code(row(renewing(), new TransferView(waiting, null)))).hasValue("503");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyNamesThatWereMadeSafeAreMarked(boolean adjusted) {
        TransferView saved =
                new TransferView(
                        new TransferState.Saved(Path.of("x (2).txt"), 1),
                        "x (2).txt",
                        adjusted,
                        1,
                        null,
                        Set.of());
        NameLines lines = words(Language.ENGLISH).name(row(renewing(), saved));
        assertThat(lines.origin().contains("name adjusted")).isEqualTo(adjusted);
    }

    /** Who left a file out has not got it, whatever lies under its name. */
    @Test
    void whatWasSkippedForAnotherFileIsNotHere() {
        ItemRow same = skipped(TransferState.Skipped.Found.SAME_FILE);
        ItemRow another = skipped(TransferState.Skipped.Found.ANOTHER_FILE);
        RowWords english = words(Language.ENGLISH);
        assertThat(english.status(same).text()).isEqualTo("Already here");
        assertThat(english.progress(same).text()).isEqualTo("✓ Already here");
        assertThat(english.name(same).origin()).doesNotContain("another file");

        assertThat(english.status(another).text()).isEqualTo("Skipped");
        assertThat(english.status(another).family()).isNotEqualTo(Chip.Family.GOOD);
        assertThat(english.progress(another).text()).isEqualTo("Not saved");
        assertThat(english.name(another).origin()).endsWith("another file is there");
        assertThat(words(Language.CHINESE).status(another).text()).isEqualTo("已跳过");
        assertThat(words(Language.CHINESE).progress(another).text()).isEqualTo("未保存");
        assertThat(words(Language.CHINESE).name(another).origin()).endsWith("同名的是另一个文件");
    }

    /** The second line of the name is cut at its end. */
    @ParameterizedTest
    @CsvSource({
        "ENGLISH, line 1, name adjusted, 'changed on the server, begun anew', length could not be"
                + " checked, 42 % · 42 B of 100 B",
        "CHINESE, 第 1 行, 名称已调整, 服务器上的文件有变，改为从头下载, 无法核对长度, 42 % · 42 B，共 100 B",
    })
    void whereAFileComesFromAndHowItCameIsAmongItsDetails(
            Language language,
            String origin,
            String adjusted,
            String changed,
            String unverified,
            String progress) {
        Set<Remark> remarks =
                EnumSet.of(Remark.CHANGED_ON_SERVER, Remark.SIZE_NOT_VERIFIED, Remark.AWAITS_TURN);
        TransferState state = new TransferState.Running(42, 100);
        ItemRow row = row(renewing(), new TransferView(state, "a_b.txt", true, 1, null, remarks));
        Messages messages = new Messages(language);
        Map<String, String> facts =
                new RowDetails(words(language), messages, new Formats(messages, ZoneOffset.UTC))
                        .facts(row);
        assertThat(facts)
                .containsEntry("details.origin", origin)
                .containsEntry("details.progress", progress);
        assertThat(Objects.requireNonNull(facts.get("details.remarks")).lines())
                .containsExactly(adjusted, changed, unverified, messages.get("transfer.turn.why"));
        assertThat(messages.get("details.remarks")).isNotBlank();
        assertThat(
                        new RowDetails(
                                        words(language),
                                        messages,
                                        new Formats(messages, ZoneOffset.UTC))
                                .facts(row(renewing(), TransferView.NONE)))
                .doesNotContainKeys("details.remarks", "details.progress");
    }

    @Test
    void onlyTheFilesOfTheRowItselfAreOpenedFromIt() {
        ItemRow another = skipped(TransferState.Skipped.Found.ANOTHER_FILE);
        assertThat(RowFiles.fileOf(another)).isEmpty();
        assertThat(RowFiles.fileOf(skipped(TransferState.Skipped.Found.SAME_FILE))).isPresent();
        Messages messages = new Messages(Language.ENGLISH);
        RowDetails details =
                new RowDetails(
                        words(Language.ENGLISH), messages, new Formats(messages, ZoneOffset.UTC));
        assertThat(details.facts(another))
                .doesNotContainKey("details.path")
                .containsEntry("details.otherFile", "b.txt");
    }

    private static ItemRow skipped(TransferState.Skipped.Found found) {
        return row(
                new LinkState.NotFetched(),
                new TransferView(new TransferState.Skipped(Path.of("b.txt"), found), null));
    }

    @ParameterizedTest
    @CsvSource({
        "3100000, 148800000, 3.1 MB/s · 00:48",
        "12400000, 12400000000, 12 MB/s · 16:40",
        "120000000, 1348800000000, 120 MB/s · 3:07 h",
        "999, 99900, 999 B/s · 01:40",
    })
    void speedAndTimeLeftAreShort(long speed, long total, String expected) {
        ItemRow row = row(renewing(), new TransferView(new TransferState.Running(0, total), null));
        row.show(
                renewing(),
                new TransferView(new TransferState.Running(speed, total + speed), null),
                1_000_000_000L);
        assertThat(words(Language.ENGLISH).speed(row)).hasToString(expected);
    }

    /**
     * The first bar counts what runs; then it stands still, and nothing moves where nothing does.
     */
    @Test
    void whatIsThereStaysInSightWhateverTheFileWaitsFor() {
        Problem why = Problem.of(Cause.SERVER_TROUBLE);
        for (TransferState state :
                List.of(
                        new TransferState.Running(42, 100),
                        new TransferState.Waiting(NOW, why, 42, 100),
                        new TransferState.Queued(42, 100),
                        new TransferState.Paused(42, 100),
                        new TransferState.Failed(why, 42, 100))) {
            ItemRow row = row(renewing(), new TransferView(state, null));
            RowWords words = words(Language.ENGLISH);
            assertThat(words.progress(row).fraction()).as("%s", state).isEqualTo(0.42);
            assertThat(words.progress(row)).hasToString("42 %");
            assertThat(words.progress(row).bytes()).isEqualTo("42 B of 100 B");
            assertThat(words.size(row)).as("%s", state).isEqualTo(100);
        }
    }

    @Test
    void onlyWhatRunsMovesWithoutALength() {
        long unknown = TransferState.UNKNOWN;
        RowWords words = words(Language.ENGLISH);
        ItemRow runs =
                row(renewing(), new TransferView(new TransferState.Running(42, unknown), null));
        assertThat(words.progress(runs)).isEqualTo(new Progress(Progress.INDETERMINATE, "42 B"));
        ItemRow stands =
                row(renewing(), new TransferView(new TransferState.Queued(42, unknown), null));
        assertThat(words.progress(stands)).isEqualTo(new Progress(Progress.NO_BAR, "42 B"));
        ItemRow waits = row(renewing(), new TransferView(new TransferState.Queued(), null));
        assertThat(words.progress(waits)).isEqualTo(Progress.NONE);
    }

    /** Neither is it on its way to the server, nor does it download. */
    @ParameterizedTest
    @CsvSource({"ASKS_USER, Needs answer, 等您回答", "AWAITS_TURN, Waiting its turn, 等待命名"})
    void whatWaitsForTheUserOrForItsTurnSaysSoWhateverItHasBegun(
            Remark remark, String english, String chinese) {
        for (TransferState state : List.of(new TransferState.Queued(), running())) {
            ItemRow row = row(renewing(), with(state, remark));
            assertThat(words(Language.ENGLISH).status(row).text()).isEqualTo(english);
            assertThat(words(Language.CHINESE).status(row).text()).isEqualTo(chinese);
        }
        TransferState unknown = new TransferState.Running(0, TransferState.UNKNOWN);
        assertThat(
                        words(Language.ENGLISH)
                                .progress(row(renewing(), with(unknown, remark)))
                                .fraction())
                .as("nothing moves")
                .isEqualTo(Progress.NO_BAR);
        ItemRow paused = row(renewing(), with(new TransferState.Paused(1, 2), remark));
        assertThat(words(Language.ENGLISH).status(paused).text()).isEqualTo("Paused");
    }

    private static TransferState running() {
        return new TransferState.Running(0, 2);
    }

    private static TransferView with(TransferState state, Remark remark) {
        return new TransferView(state, null, false, 1, null, Set.of(remark));
    }

    @Test
    void whatHadToBeFetchedAgainIsSaidInItsOwnWords() {
        TransferView again =
                new TransferView(
                        new TransferState.Running(1, 2),
                        null,
                        false,
                        1,
                        null,
                        Set.of(Remark.FETCHED_AGAIN));
        assertThat(words(Language.ENGLISH).name(row(renewing(), again)).origin())
                .contains("had to be fetched again")
                .doesNotContain("changed");
        assertThat(words(Language.CHINESE).name(row(renewing(), again)).origin())
                .contains("部分内容重新下载")
                .doesNotContain("有变");
    }

    /** It is said from the first byte on, and stays where the file is paused, fails or is saved. */
    @Test
    void whatWasBegunAnewIsNotSaidToBeFetchedAlready() {
        for (Remark remark : List.of(Remark.CHANGED_ON_SERVER, Remark.FETCHED_AGAIN)) {
            TransferView again =
                    new TransferView(
                            new TransferState.Running(2, 100),
                            null,
                            false,
                            1,
                            null,
                            Set.of(remark));
            assertThat(words(Language.ENGLISH).name(row(renewing(), again)).origin())
                    .doesNotContain("fetched anew");
            assertThat(words(Language.CHINESE).name(row(renewing(), again)).origin())
                    .contains("下载")
                    .doesNotContain("已", "曾");
        }
    }

    /** A file of another version, too, may be of a length that nobody told. */
    @Test
    void allThatIsWorthKnowingIsSaid() {
        TransferView both =
                new TransferView(
                        new TransferState.Saved(Path.of("x.txt"), 1),
                        "x.txt",
                        false,
                        2,
                        null,
                        EnumSet.of(Remark.SIZE_NOT_VERIFIED, Remark.CHANGED_ON_SERVER));
        assertThat(words(Language.ENGLISH).name(row(renewing(), both)).origin())
                .contains("changed on the server, begun anew", "length could not be checked");
        assertThat(words(Language.CHINESE).name(row(renewing(), both)).origin())
                .contains("服务器上的文件有变，改为从头下载", "无法核对长度");
    }

    @Test
    void speedsAreSortedAsNumbers() {
        assertThat(new Speed(9_000, "9.0 KB/s", ""))
                .isLessThan(new Speed(1_000_000, "1.0 MB/s", ""));
    }
}
