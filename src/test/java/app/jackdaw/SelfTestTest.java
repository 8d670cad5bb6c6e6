package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The self-test over the whole application: it passes, and whatever is broken makes it fail. */
class SelfTestTest {

    private static final List<String> SWITCHES =
            List.of("jackdaw.home", "jackdaw.downloads", "jackdaw.example.slowing", "user.home");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path temporary;

    private final List<String> before =
            SWITCHES.stream().map(name -> System.getProperty(name, "")).toList();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Impatience ticker = new Impatience();

    private Stage stage;
    private Theme theme;
    private Wiring wiring;
    private SelfTest.Subject subject;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("user.home", Files.createDirectory(user()).toString());
        System.setProperty("jackdaw.home", temporary.resolve("home").toString());
        System.setProperty("jackdaw.downloads", downloads().toString());
        System.setProperty("jackdaw.example.slowing", "0");
        AppFolders.ofThisMachine().create();
        stage = FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        theme = onFx(Theme::new);
        wiring =
                onFx(() -> {
                    KeptState kept = KeptState.open(AppFolders.ofThisMachine(), Ticker.system());
                    Wiring opened = Wiring.open(stage, theme, kept, () -> {}, () -> {});
                    opened.show();
                    return opened;
                });
        SelfTest.Subject whole = wiring.subject();
        subject =
                new SelfTest.Subject(
                        whole.stage(),
                        whole.model(),
                        whole.language(),
                        new About("1", () -> "Notices\n\f\tof all libraries"),
                        whole.folders());
    }

    @AfterEach
    void stop() throws Exception {
        onFx(() -> {
            stage.setOnCloseRequest(null);
            stage.hide();
            theme.close();
            wiring.close();
            return stage;
        });
        for (int i = 0; i < SWITCHES.size(); i++) {
            if (before.get(i).isEmpty()) {
                System.clearProperty(SWITCHES.get(i));
            } else {
                System.setProperty(SWITCHES.get(i), before.get(i));
            }
        }
    }

    @Test
    void aWholeApplicationPassesAndTheUsersFoldersStayAsTheyWere() throws Exception {
        assertThat(run(subject)).describedAs("%s", said).isTrue();
        assertThat(said).hasSize(11).last().isEqualTo("self-test: passed");
        assertThat(failed()).isEmpty();
        assertThat(filesIn(user())).isEmpty();
        assertThat(filesIn(subject.folders().data()))
                .noneMatch(file -> file.toString().contains("self-test"));
    }

    @Test
    void aViewWithoutOneOfItsPartsFails() throws Exception {
        onFx(() -> {
            removeProblems();
            subject.language().addListener((_, _, _) -> removeProblems());
            return stage;
        });
        ticker.hurry();
        assertThat(run(subject)).isFalse();
        assertThat(failed())
                .hasSize(4)
                .allMatch(line -> line.startsWith("self-test: views, "))
                .allMatch(line -> line.endsWith("waited in vain for [problemsPanel]"));
        assertThat(said).last().isEqualTo("self-test: FAILED");
    }

    @Test
    void aWindowThatWasNotPaintedFails() throws Exception {
        onFx(() -> {
            stage.getScene().getRoot().setOpacity(0);
            subject.language().addListener((_, _, _) -> stage.getScene().getRoot().setOpacity(0));
            return stage;
        });
        assertThat(run(subject)).isFalse();
        assertThat(failed()).hasSize(4).allMatch(line -> line.endsWith("only 1 colours"));
    }

    @Test
    void licencesThatNobodyCollectedFail() throws Exception {
        assertThat(run(with(new About("1", () -> "")))).isFalse();
        assertThat(failed())
                .hasSize(2)
                .allMatch(line -> line.startsWith("self-test: licences, "))
                .allMatch(line -> line.endsWith("no notices were collected"));
    }

    @Test
    void anExampleWhoseFilesAreNotThoseThatItCountsFails() throws Exception {
        Files.createDirectories(downloads());
        Files.writeString(downloads().resolve("nobody counted me"), "");
        assertThat(run(subject)).isFalse();
        assertThat(failed())
                .singleElement()
                .asString()
                .matches("self-test: example: FAILED, .*\\d+ rows say saved, \\d+ files are there");
    }

    @Test
    void anExampleThatNeverEndsFails() throws Exception {
        onFx(() -> {
            // somebody takes away what the run relies on
            subject.stage().getScene().lookup("#downloadButton").setDisable(true);
            subject.language()
                    .addListener((_, _, _) ->
                            stage.getScene().lookup("#downloadButton").setDisable(true));
            subject.model().rows().addListener((Observable _) -> ticker.hurry());
            return stage;
        });
        assertThat(run(subject)).isFalse();
        assertThat(failed())
                .singleElement()
                .asString()
                .contains("self-test: example: FAILED", "waited in vain for an end of all downl");
    }

    @Test
    void itStandsApartFromTheUsersFoldersUnlessTheCommandLineSaysWhere() throws Exception {
        Path named = Path.of(System.getProperty("jackdaw.home"));
        SelfTestFolders.standApart();
        assertThat(AppFolders.ofThisMachine().settings()).isEqualTo(named);

        System.clearProperty("jackdaw.home");
        System.clearProperty("jackdaw.downloads");
        assertThat(AppFolders.ofThisMachine().settings()).isNotEqualTo(named);
        SelfTestFolders.standApart();
        Path own = Path.of(System.getProperty("jackdaw.home"));
        AppFolders folders = AppFolders.ofThisMachine();
        assertThat(own).isEmptyDirectory().isNotEqualTo(named);
        assertThat(List.of(folders.settings(), folders.data(), folders.logs(), folders.downloads()))
                .allMatch(folder -> folder.startsWith(own))
                .noneMatch(folder -> folder.startsWith(user()));
    }

    private boolean run(SelfTest.Subject tested) throws InterruptedException {
        return new SelfTest(
                        tested,
                        ticker,
                        line -> {
                            said.add(line);
                            ticker.hear(line);
                        })
                .run();
    }

    private SelfTest.Subject with(About about) {
        return new SelfTest.Subject(
                subject.stage(), subject.model(), subject.language(), about, subject.folders());
    }

    private List<String> failed() {
        return said.stream().filter(line -> line.contains(": FAILED, ")).toList();
    }

    private void removeProblems() {
        Node problems = stage.getScene().lookup("#problemsPanel");
        ((Pane) problems.getParent()).getChildren().remove(problems);
    }

    private Path user() {
        return temporary.resolve("user");
    }

    private Path downloads() {
        return temporary.resolve("downloads");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Looks go by the window's own beat: each costs what it was to last, and where a wait is known
     * to be in vain a minute.
     */
    private static final class Impatience implements Ticker {

        private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

        private volatile Duration passed = Duration.ZERO;
        private volatile boolean hurried;

        void hurry() {
            hurried = true;
        }

        void hear(String line) {
            if (line.startsWith("self-test: window system")) {
                hurried = false; // the views are behind us
            }
        }

        @Override
        public Instant now() {
            return START.plus(passed);
        }

        @Override
        public long nanos() {
            return passed.toNanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            passed = passed.plus(hurried ? Duration.ofMinutes(1) : duration);
            CountDownLatch beat = new CountDownLatch(1);
            Platform.runLater(() ->
                    new AnimationTimer() {
                        @Override
                        public void handle(long now) {
                            stop();
                            beat.countDown();
                        }
                    }.start());
            beat.await();
        }
    }
}
