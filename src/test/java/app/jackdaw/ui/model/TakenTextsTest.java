package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.model.TakenTexts.Taken;
import app.jackdaw.ui.model.TakenTexts.Typed;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What left the editor is known until the disk has its rows. */
class TakenTextsTest {

    private final TakenTexts texts = new TakenTexts();

    private Typed before(String text, String extra) {
        return texts.before(new Typed(text, extra));
    }

    @Test
    void whatIsNotTakenIsAllThereIs() {
        assertThat(before("boxa\n", "{}")).isEqualTo(new Typed("boxa\n", "{}"));
    }

    @Test
    void whatWasTakenStandsBeforeWhatWasTypedSince() {
        texts.take("boxa", "{}").leavesBut("");
        texts.take("boxb\n", "").leavesBut("");
        assertThat(before("", "").text()).isEqualTo("boxa\nboxb\n");
        assertThat(before("boxc", "").text()).isEqualTo("boxa\nboxb\nboxc");
        assertThat(before("boxc", "").extra()).isEqualTo("{}");
        assertThat(before("boxc", "[]").extra()).as("only one has room").isEqualTo("[]");
    }

    /** It would be there twice. */
    @Test
    void whatCameBackIsPartOfWhatWasTaken() {
        texts.take("boxa\nno token\nboxb", "").leavesBut("no token");
        assertThat(before("before\nno token\nsince", "").text())
                .isEqualTo("before\nboxa\nno token\nboxb\nsince");
        assertThat(before("taken out by hand", "").text())
                .isEqualTo("boxa\nno token\nboxb\ntaken out by hand");
    }

    @Test
    void aTextThatIsStillBeingReadStandsInTheEditorOrWasReplacedThere() {
        Taken taken = texts.take("boxa\nboxb", "{}");
        assertThat(before("boxa\nboxb\nboxc", "")).isEqualTo(new Typed("boxa\nboxb\nboxc", "{}"));
        assertThat(before("boxc", "").text()).isEqualTo("boxa\nboxb\nboxc");
        taken.leavesBut("");
        assertThat(before("boxc", "").text()).isEqualTo("boxa\nboxb\nboxc");
    }

    @Test
    void whatTheDiskHasIsForgottenAndTold() {
        AtomicInteger told = new AtomicInteger();
        texts.whenKept(told::incrementAndGet);
        Taken first = texts.take("boxa", "{}");
        Taken second = texts.take("boxa", "");
        first.leavesBut("");
        second.leavesBut("");
        first.isKept();
        assertThat(told).hasValue(1);
        assertThat(before("boxc", "")).isEqualTo(new Typed("boxa\nboxc", ""));
        second.isKept();
        assertThat(told).hasValue(2);
        assertThat(before("boxc", "")).isEqualTo(new Typed("boxc", ""));
    }
}
