package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.kit.SidePanel;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Whole in a wide window; under 1200 pixels icons that bring the panels back one by one. */
class FoldingSideTest {

    private final DoubleProperty width = new SimpleDoubleProperty(1_360);
    private final BooleanProperty credentialsOpen = new SimpleBooleanProperty(true);
    private final BooleanProperty tokensOpen = new SimpleBooleanProperty(true);
    private final VBox credentials = new VBox();
    private final VBox tokens = new VBox();
    private final VBox side = new VBox(credentials, tokens);
    private final Region room = new Region();
    private final VBox strip = new VBox();
    private final ToggleButton credentialsIcon = new ToggleButton();
    private final ToggleButton tokensIcon = new ToggleButton();

    private final FoldingSide folding = new FoldingSide(side, room, strip);
    private final FoldingSide.Part credentialsPart =
            part(credentials, credentialsOpen, credentialsIcon);
    private final FoldingSide.Part tokensPart = part(tokens, tokensOpen, tokensIcon);

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void follow() throws Exception {
        onFx(() -> {
            folding.follow(width);
            folding.take(credentialsPart, tokensPart);
            return null;
        });
    }

    private static FoldingSide.Part part(VBox node, BooleanProperty open, ToggleButton icon) {
        return new FoldingSide.Part(
                node, new SidePanel(new Region(), new FontIcon("fth-circle"), open), icon);
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    private void widthIs(double pixels) throws Exception {
        onFx(() -> {
            width.set(pixels);
            return null;
        });
    }

    private void press(ToggleButton icon) throws Exception {
        onFx(() -> {
            icon.fire();
            return null;
        });
    }

    @Test
    void wholeFrom1200On() throws Exception {
        widthIs(1_200);
        assertThat(strip.isVisible()).isFalse();
        assertThat(side.isVisible()).isTrue();
        assertThat(credentials.isVisible()).isTrue();
        assertThat(tokens.isVisible()).isTrue();
        assertThat(room.getMinWidth())
                .as("the table stands beside it")
                .isEqualTo(FoldingSide.WIDTH);
    }

    /** A list is shown before the panels are made: it must not jump when they come. */
    @Test
    void theRoomIsKeptForPanelsThatComeLater() throws Exception {
        FoldingSide empty = new FoldingSide(side, room, strip);
        onFx(() -> {
            room.setMinWidth(0);
            empty.follow(width);
            return null;
        });
        assertThat(room.getMinWidth()).isEqualTo(FoldingSide.WIDTH);
        assertThat(strip.isVisible()).isFalse();
        widthIs(1_000);
        press(tokensIcon);
        assertThat(room.getMinWidth()).isZero();
        onFx(() -> {
            tokensOpen.set(false);
            empty.take(credentialsPart, tokensPart);
            return null;
        });
        assertThat(tokens.isVisible()).as("its icon was pressed before it came").isTrue();
        assertThat(tokensOpen.get()).isTrue();
        assertThat(credentials.isVisible()).isFalse();
    }

    @Test
    void foldedToIconsBelow1200AndBack() throws Exception {
        widthIs(1_199);
        assertThat(strip.isVisible()).isTrue();
        assertThat(side.isVisible()).isFalse();
        assertThat(side.isManaged()).isFalse();
        assertThat(side.getChildren()).as("hidden, never removed").contains(credentials, tokens);
        assertThat(room.getMinWidth()).as("the table has all the room").isZero();
        widthIs(1_201);
        assertThat(strip.isVisible()).isFalse();
        assertThat(credentials.isVisible()).isTrue();
        assertThat(tokens.isVisible()).isTrue();
    }

    @Test
    void anIconBringsItsPanelBackAlsoWhenItWasFolded() throws Exception {
        tokensOpen.set(false);
        widthIs(1_000);
        press(tokensIcon);
        assertThat(tokens.isVisible()).isTrue();
        assertThat(credentials.isVisible()).isFalse();
        assertThat(tokensOpen.get()).isTrue();
        assertThat(room.getMinWidth()).as("it lies over the table").isZero();
        press(tokensIcon);
        assertThat(side.isVisible()).isFalse();
    }

    @Test
    void whatIsAskedForIsShownWhateverTheWidth() throws Exception {
        credentialsOpen.set(false);
        widthIs(1_000);
        onFx(() -> {
            credentialsPart.show();
            return null;
        });
        assertThat(credentials.isVisible()).isTrue();
        assertThat(credentialsOpen.get()).isTrue();
        onFx(() -> {
            tokensPart.show();
            return null;
        });
        assertThat(tokens.isVisible()).isTrue();
    }

    @Test
    void whatIsBroughtOutComesOutOfTheStripAlone() throws Exception {
        tokensOpen.set(false);
        onFx(() -> {
            folding.bringOut(tokensPart);
            return null;
        });
        assertThat(tokensOpen.get()).as("the user folded it, and sees that it is there").isFalse();
        widthIs(1_000);
        assertThat(tokens.isVisible()).as("nor later").isFalse();
        onFx(() -> {
            folding.bringOut(tokensPart);
            return null;
        });
        assertThat(tokens.isVisible()).isTrue();
        assertThat(tokensOpen.get()).isTrue();
    }
}
