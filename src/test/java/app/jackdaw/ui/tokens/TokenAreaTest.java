package app.jackdaw.ui.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The editor changes to a list for long texts and back, and never loses a character. */
class TokenAreaTest {

    private static final String LONG = "K7bQ81dxWmR4tYs2HvNq3Zc9Lpx\n".repeat(5_000);

    private TokenArea area;

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void show() throws Exception {
        area =
                onFx(() -> {
                    TokenArea made = new TokenArea();
                    Scene scene = new Scene(new StackPane(made), 400, 300);
                    scene.getRoot().applyCss();
                    scene.getRoot().layout();
                    return made;
                });
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    private String text() throws Exception {
        return onFx(() -> area.getText());
    }

    private boolean isLong() throws Exception {
        return onFx(() -> area.isLong());
    }

    private boolean isLongWith(String text) throws Exception {
        return onFx(() -> {
            area.setText(text);
            area.getParent().applyCss();
            area.getParent().layout();
            return area.isLong();
        });
    }

    @Test
    void longTextIsAListAndShortTextIsAnEditor() throws Exception {
        assertThat(isLongWith("short")).isFalse();
        assertThat(isLongWith(LONG)).isTrue();
        assertThat(text()).isEqualTo(LONG);
        assertThat(isLongWith("short again")).isFalse();
        assertThat(text()).isEqualTo("short again");
    }

    @Test
    void longTextIsStillAText() throws Exception {
        assertThat(isLongWith(LONG)).isTrue();
        onFx(() -> {
            area.appendText("tail");
            return null;
        });
        assertThat(text()).isEqualTo(LONG + "tail");
        onFx(() -> {
            area.clear();
            return null;
        });
        assertThat(text()).isEmpty();
        assertThat(isLong()).isFalse();
    }

    @Test
    void theRemainderStandsWhereTheTextStoodThatWasRead() throws Exception {
        assertThat(afterPuttingBack("one\ntwo", "one\ntwo", "two")).isEqualTo("two");
        assertThat(afterPuttingBack("zero\none\ntwo\nthree", "one\ntwo", "two"))
                .isEqualTo("zero\ntwo\nthree");
        assertThat(afterPuttingBack("typed since", "one\ntwo", "two"))
                .as("the text is gone")
                .isEqualTo("two\ntyped since");
        assertThat(afterPuttingBack("typed since", "one", "")).isEqualTo("typed since");
    }

    private String afterPuttingBack(String present, String read, String remainder)
            throws Exception {
        return onFx(() -> {
            area.setText(present);
            area.putBack(read, remainder);
            return area.getText();
        });
    }

    @Test
    void whatIsAddedBeginsOnALineOfItsOwn() throws Exception {
        assertThat(
                        onFx(() -> {
                            area.setText(null);
                            area.append("one");
                            area.append("two\n");
                            area.append("three");
                            return area.getText();
                        }))
                .isEqualTo("one\ntwo\nthree");
    }

    @Test
    void textThatIsThereBeforeTheFirstShowIsShownAtOnce() throws Exception {
        boolean isLong =
                onFx(() -> {
                    TokenArea made = new TokenArea();
                    made.setText(LONG);
                    Scene scene = new Scene(new StackPane(made), 400, 300);
                    scene.getRoot().applyCss();
                    scene.getRoot().layout();
                    return made.isLong();
                });
        assertThat(isLong).isTrue();
    }
}
