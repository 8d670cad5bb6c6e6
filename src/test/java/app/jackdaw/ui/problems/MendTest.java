package app.jackdaw.ui.problems;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A button does what it says, and every label that is written is on a button. */
class MendTest {

    private static final Map<Mend, Set<String>> ENGLISH =
            Map.of(
                    Mend.CREDENTIALS,
                            Set.of("Enter credentials", "Edit credentials", "Go to Connect"),
                    Mend.EXAMPLE, Set.of("Start the example"),
                    Mend.PAGE, Set.of("Open permission page"),
                    Mend.HOW_TO, Set.of("Show me how"),
                    Mend.FOLDER, Set.of("Choose another folder"),
                    Mend.NEW_LINK, Set.of("Get a new link"),
                    Mend.RETRY, Set.of("Try again"),
                    Mend.NONE, Set.of());

    private static final Map<Mend, Set<String>> CHINESE =
            Map.of(
                    Mend.CREDENTIALS, Set.of("填写凭证", "修改凭证", "去连接"),
                    Mend.EXAMPLE, Set.of("启动示例"),
                    Mend.PAGE, Set.of("打开权限页面"),
                    Mend.HOW_TO, Set.of("查看步骤"),
                    Mend.FOLDER, Set.of("换个文件夹"),
                    Mend.NEW_LINK, Set.of("重新获取链接"),
                    Mend.RETRY, Set.of("重试"),
                    Mend.NONE, Set.of());

    private final List<String> done = new ArrayList<>();
    private final List<ItemRow> retried = new ArrayList<>();
    private final ProblemsController.Remedies remedies =
            new ProblemsController.Remedies(
                    _ -> done.add("show"),
                    rows -> {
                        done.add("retry");
                        retried.addAll(rows);
                    },
                    () -> done.add("credentials"),
                    _ -> done.add("example"),
                    _ -> done.add("folder"),
                    page -> done.add(page.toString()));

    @ParameterizedTest
    @EnumSource
    void theLabelSaysWhatIsDone(Cause cause) {
        assertLabel(cause, new Messages(Language.ENGLISH), ENGLISH);
        assertLabel(cause, new Messages(Language.CHINESE), CHINESE);
    }

    private static void assertLabel(Cause cause, Messages words, Map<Mend, Set<String>> labels) {
        Mend mend = Mend.of(cause);
        assertThat(words.action(Problem.of(cause)).isPresent()).isEqualTo(mend != Mend.NONE);
        assertThat(labels.get(mend)).containsAll(words.action(Problem.of(cause)).stream().toList());
    }

    /** Nothing can be edited before it was entered, nor need be where only Connect is missing. */
    @ParameterizedTest
    @CsvSource({
        "CREDENTIALS_MISSING, Enter credentials, 填写凭证",
        "CONNECT_FIRST, Go to Connect, 去连接",
        "APP_SECRET_WRONG, Edit credentials, 修改凭证",
        "APP_ID_SHAPE, Edit credentials, 修改凭证",
    })
    void whatIsDoneWithCredentialsIsSaid(Cause cause, String english, String chinese) {
        Problem problem = Problem.of(cause);
        assertThat(new Messages(Language.ENGLISH).action(problem)).contains(english);
        assertThat(new Messages(Language.CHINESE).action(problem)).contains(chinese);
    }

    @ParameterizedTest
    @EnumSource
    void tryingAgainIsTheFirstButtonOnlyWhereItCanHelp(Cause cause) {
        assertThat(Mend.of(cause) != Mend.RETRY || cause.retryHelps()).isTrue();
    }

    /** What passes by itself is told in the row that waits, and is nobody's task. */
    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_OPEN_FILES, false",
        "RATE_LIMITED, false",
        "DISK_FULL, true",
        "FOLDER_GONE, true",
        "LEDGER_NO_ROOM, true",
    })
    void whoWaitsForWhatDoesNotPassNeedsAPerson(Cause cause, boolean needed) {
        assertThat(Mend.needsPerson(cause)).isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource({
        "DISK_FAILED, folder",
        "NAME_REFUSED, folder",
        "FILE_TOO_LARGE, folder",
        "CROSS_TENANT, credentials",
        "SIGN_IN_REJECTED, credentials",
        "OF_THE_EXAMPLE, example",
        "ERROR_PAGE, retry",
        "REDIRECT_REFUSED, retry",
        "LINK_GONE, retry",
        "NOT_RETURNED, retry",
        "RATE_LIMITED, retry",
    })
    void pressingDoesIt(Cause cause, String expected) {
        press(Problem.of(cause), Platform.Kind.FEISHU);
        assertThat(done).containsExactly(expected);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FOLDER_REFUSED", "NAME_NOT_SPELLED", "APP_STOPPED", "ADDRESS_NOT_ALLOWED"})
    void whatIsMendedElsewhereHasNoButtonOfItsOwn(Cause cause) {
        press(Problem.of(cause), Platform.Kind.FEISHU);
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FEISHU, https://open.feishu.cn",
        "LARK, https://open.larksuite.com",
        "OTHER, https://open.feishu.cn",
    })
    void howToShareIsReadOnThePlatformsOwnPage(Platform.Kind platform, String host) {
        press(Problem.of(Cause.NOT_SHARED), platform);
        assertThat(done)
                .containsExactly(host + "/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/faq");
    }

    @Test
    void thePermissionPageIsTheOneThatThePlatformNamed() {
        press(Problem.of(Cause.SCOPE_MISSING, "a", ""), Platform.Kind.FEISHU);
        assertThat(done).isEmpty();
        press(
                Problem.of(Cause.SCOPE_MISSING, "a", "https://open.feishu.cn/app"),
                Platform.Kind.LARK);
        assertThat(done).containsExactly("https://open.feishu.cn/app");
    }

    /** Nobody can be asked for another one. */
    /** The row's own entry of that name does the same for these, and for these alone. */
    @ParameterizedTest
    @EnumSource
    void anotherLinkMendsWhatWantsOne(Cause cause) {
        assertThat(Mend.of(cause) == Mend.NEW_LINK).isEqualTo(cause.wantsAnotherLink());
    }

    @Test
    void thereIsNoNewLinkForPastedOnes() {
        Problem refused = Problem.of(Cause.LINK_REFUSED);
        ItemRow token = new ItemRow(MediaItem.ofToken("t", new ItemSource.PastedToken(1)));
        ItemRow link =
                new ItemRow(MediaItem.ofPastedLink("https://x/l", new ItemSource.PastedLink(1)));
        press(new ProblemGroup(refused, List.of(link), false), Platform.Kind.FEISHU);
        assertThat(done).isEmpty();
        press(new ProblemGroup(refused, List.of(link, token), false), Platform.Kind.FEISHU);
        assertThat(done).containsExactly("retry");
        assertThat(retried).containsExactly(token);
    }

    /** There the button is missing, and the remedy is all that is left. */
    @ParameterizedTest
    @MethodSource("mendedByANewLink")
    void whereANewLinkHelpsTheRemedySaysWhereToAskForAPastedOne(Cause cause) {
        Problem problem = Problem.of(cause);
        assertThat(new Messages(Language.ENGLISH).remedy(problem))
                .endsWith("A pasted link has to be asked for where it came from.");
        assertThat(new Messages(Language.CHINESE).remedy(problem)).endsWith("粘贴进来的链接要到原来的地方重新索取。");
    }

    private static Stream<Cause> mendedByANewLink() {
        return Arrays.stream(Cause.values()).filter(cause -> Mend.of(cause) == Mend.NEW_LINK);
    }

    private void press(Problem problem, Platform.Kind platform) {
        ItemRow row = new ItemRow(MediaItem.ofToken("t", new ItemSource.PastedToken(1)));
        press(new ProblemGroup(problem, List.of(row), false), platform);
    }

    private void press(ProblemGroup group, Platform.Kind platform) {
        Mend.of(group.problem().cause()).action(group, remedies, platform).ifPresent(Runnable::run);
    }
}
