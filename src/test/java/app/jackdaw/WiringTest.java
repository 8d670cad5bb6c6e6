package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Requirement;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.SqliteLedger;
import app.jackdaw.ui.kit.Theme;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What the composition root does first and last. */
class WiringTest {

    @TempDir Path home;

    @Test
    @Requirement(44)
    void theDoorIsClosedFirstAndTheLockGivenBackWhenTheLedgerIsClosed() throws Exception {
        System.setProperty("jackdaw.home", home.toString());
        System.setProperty("jackdaw.downloads", home.resolve("files").toString());
        Stage stage = FxToolkit.registerPrimaryStage();
        try (Theme theme = onFx(Theme::new)) {
            Platform.setImplicitExit(false);
            List<Optional<Cause>> atTheDoor = new ArrayList<>();
            List<Optional<Cause>> found = new ArrayList<>();
            Wiring wiring =
                    onFx(() ->
                            Wiring.open(
                                    stage,
                                    theme,
                                    KeptState.open(AppFolders.ofThisMachine(), Ticker.system()),
                                    () -> atTheDoor.add(ledger()),
                                    () -> found.add(ledger())));
            assertThat(ledger()).as("while it is open").contains(Cause.LEDGER_LOCKED);
            assertThat(found).isEmpty();
            assertThat(atTheDoor).isEmpty();
            onFx(() -> {
                wiring.close();
                wiring.close();
                return stage;
            });
            assertThat(atTheDoor)
                    .as("when the door is closed, once")
                    .containsExactly(Optional.of(Cause.LEDGER_LOCKED));
            assertThat(found)
                    .as("when the lock is given back, once")
                    .containsExactly(Optional.empty());
        } finally {
            System.clearProperty("jackdaw.home");
            System.clearProperty("jackdaw.downloads");
        }
    }

    /** What another instance would find. */
    private Optional<Cause> ledger() {
        try (SqliteLedger other =
                SqliteLedger.open(home.resolve("jackdaw.db"), InstantSource.fixed(Instant.EPOCH))) {
            return other.problem().map(Problem::cause);
        }
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(60, TimeUnit.SECONDS);
    }
}
