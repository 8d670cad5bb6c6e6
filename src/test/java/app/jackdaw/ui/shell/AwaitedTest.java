package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window waits for what it shows, and can be closed meanwhile. */
class AwaitedTest {

    private static final long PATIENCE_SECONDS = 60;

    private final CompletableFuture<Boolean> there = new CompletableFuture<>();
    private final List<String> seen = new ArrayList<>();
    private final Stage stage = stage();

    private static Stage stage() {
        try {
            FxToolkit.registerPrimaryStage();
            return onFx(Stage::new);
        } catch (Exception noToolkit) {
            throw new AssertionError(noToolkit);
        }
    }

    @BeforeEach
    void show() throws Exception {
        onFx(() -> {
            stage.show();
            return null;
        });
    }

    @AfterEach
    void hide() throws Exception {
        onFx(() -> {
            stage.hide();
            return null;
        });
    }

    private static <T> T onFx(Callable<T> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get();
    }

    private CompletableFuture<Boolean> await() {
        return CompletableFuture.supplyAsync(
                () ->
                        new Awaited(stage)
                                .await(action -> there.whenComplete((_, _) -> action.run())),
                Platform::runLater);
    }

    @Test
    void theWindowAnswersUntilItIsThere() throws Exception {
        CompletableFuture<Boolean> awaited = await();
        onFx(() -> seen.add("answered"));
        assertThat(awaited).isNotDone();
        there.complete(true);
        assertThat(awaited.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly("answered");
    }

    @Test
    void whatIsThereAlreadyIsNotWaitedFor() throws Exception {
        there.complete(true);
        assertThat(await().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** A disk that does not answer must not keep the process. */
    @Test
    void whoClosesTheWindowWaitsForNothing() throws Exception {
        CompletableFuture<Boolean> awaited = await();
        onFx(() -> {
            stage.hide();
            return null;
        });
        assertThat(awaited.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
        there.complete(true); // late, and heard by nobody
        assertThat(await().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
    }

    /** What never comes is nothing to wait for then. */
    @Test
    void aWindowThatIsClosedAlreadyWaitsForNothing() throws Exception {
        onFx(() -> {
            stage.hide();
            return null;
        });
        assertThat(await().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
    }
}
