package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences as they are shown, with their arguments in them. */
class MessagesTest {

    private static final Messages ENGLISH = new Messages(Language.ENGLISH);
    private static final Messages CHINESE = new Messages(Language.CHINESE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "SCOPE_MISSING | '' | The application lacks a permission that this needs."
                        + " | 应用还没有开通所需的权限。",
                "SCOPE_MISSING | drive:drive | The application lacks the permission drive:drive."
                        + " | 应用还没有开通权限 drive:drive。",
                "SCOPE_MISSING | 'docs:doc, drive:drive'"
                        + " | The application lacks the permissions docs:doc, drive:drive."
                        + " | 应用还没有开通权限 docs:doc, drive:drive。",
                "USER_SCOPE_MISSING | '' | The user of this access token has not granted the"
                        + " application a permission that this needs."
                        + " | 这个 access token 的用户还没有授予应用所需的权限。",
                "USER_SCOPE_MISSING | drive:drive | The user of this access token has not granted"
                        + " the application the permission drive:drive."
                        + " | 这个 access token 的用户还没有授予应用权限 drive:drive。",
            })
    void aMissingPermissionIsAWholeSentenceWithAndWithoutItsName(
            Cause cause, String scopes, String english, String chinese) {
        Problem problem = Problem.of(cause, scopes, "");
        assertThat(ENGLISH.what(problem)).isEqualTo(english);
        assertThat(CHINESE.what(problem)).isEqualTo(chinese);
    }

    @Test
    void whatHappenedAndWhatToDoDoNotRunTogether() {
        Problem problem = Problem.of(Cause.FOLDER_NOT_WRITABLE, "/mnt/x");
        assertThat(ENGLISH.explained(problem)).contains("not permitted: /mnt/x\nChoose a folder");
        assertThat(ENGLISH.explainedInOneLine(problem))
                .contains("not permitted: /mnt/x – Choose a folder")
                .doesNotContain("\n");
    }

    @Test
    void bytesAreShownAsPeopleReadThemAlsoWhereMoreCameThanWasCounted() {
        Problem counted = Problem.of(Cause.SIZE_DIFFERS, "3000000", "84");
        assertThat(ENGLISH.what(counted)).isEqualTo("The file should have 3.0 MB, but 84 B came.");
        Problem more = Problem.of(Cause.SIZE_DIFFERS, "3000000", ">3000000");
        assertThat(ENGLISH.what(more)).isEqualTo("The file should have 3.0 MB, but > 3.0 MB came.");
        assertThat(CHINESE.what(more)).isEqualTo("文件应为 3.0 MB，实际收到 > 3.0 MB。");
    }

    /** These act on all shown rows where none is selected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "menu.start",
                "menu.pause",
                "menu.resume",
                "menu.cancel",
                "menu.retryFailed",
                "menu.getLinks",
                "menu.copyLinksNow"
            })
    void whatNeedsNoSelectionSpeaksOfNone(String key) {
        assertThat(ENGLISH.get(key)).doesNotContainIgnoringCase("select");
        assertThat(CHINESE.get(key)).doesNotContain("选中");
    }
}
