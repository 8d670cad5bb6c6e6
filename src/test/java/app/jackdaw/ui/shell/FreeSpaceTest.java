package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The room that is told is that of the disk that downloads go to. */
class FreeSpaceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Messages ENGLISH = new Messages(Language.ENGLISH);
    private static final String FIVE = ENGLISH.get("status.free", ENGLISH.size(5_000_000));

    private final AppModel model = new AppModel();
    private final Label label = new Label();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Path> lookedAt = new CopyOnWriteArrayList<>();

    @TempDir Path folder;

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private void follow(String destination, FreeSpace.Look look) throws Exception {
        onFx(() -> {
            model.destinationProperty().set(destination);
            label.textProperty().addListener((_, _, text) -> said.add(text));
            Formats formats = new Formats(ENGLISH, ZoneOffset.UTC);
            new FreeSpace(model, formats, ENGLISH, label, look).follow(new Lifetime());
            return null;
        });
    }

    private OptionalLong five(Path at) {
        lookedAt.add(at);
        return OptionalLong.of(5_000_000);
    }

    private void choose(String destination) throws Exception {
        onFx(() -> {
            model.destinationProperty().set(destination);
            return null;
        });
    }

    private void awaitSaid(String words) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> onFx(() -> label.isVisible() && label.getText().equals(words)));
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theHomeFolderIsMeantAsDownloadsMeanIt() throws Exception {
        follow("~/Downloads", this::five);
        awaitSaid(FIVE);
        assertThat(lookedAt).containsExactly(Path.of(System.getProperty("user.home"), "Downloads"));
    }

    @Test
    void aFolderInQuotesIsMeantWithoutThem() throws Exception {
        follow(" \"" + folder + "\" ", this::five);
        awaitSaid(FIVE);
        assertThat(lookedAt).containsExactly(folder);
    }

    /** Nothing is saved there, so nobody needs to know how much of it could be. */
    @ParameterizedTest
    @ValueSource(strings = {"", "downloads", "~else/where"})
    void whatIsNoFolderHasNoRoom(String typed) throws Exception {
        follow(folder.toString(), this::five);
        awaitSaid(FIVE);
        choose(typed);
        assertThat(onFx(label::isVisible)).isFalse();
        assertThat(lookedAt).containsExactly(folder);
        choose(folder.toString());
        awaitSaid(FIVE);
    }

    @Test
    void aLookThatIsOverTooLateIsNotTold() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Path other = folder.resolve("other");
        follow(
                folder.toString(),
                at -> {
                    if (at.equals(other)) {
                        return five(at);
                    }
                    slow.await();
                    looked.countDown();
                    return OptionalLong.of(7);
                });
        choose("no folder");
        slow.countDown();
        assertThat(looked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        choose(other.toString());
        awaitSaid(FIVE);
        assertThat(said).doesNotContain(ENGLISH.get("status.free", ENGLISH.size(7)));
    }

    @Test
    void aFolderThatIsYetToBeMadeHasTheRoomOfTheOneAboveIt() throws Exception {
        assertThat(FreeSpace.Look.OF_DISK.usable(folder.resolve("new/deep"))).isPresent();
    }
}
