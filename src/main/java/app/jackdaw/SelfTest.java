package app.jackdaw;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.DatabaseCheck;
import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ThemeChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.stage.Stage;

/**
 * The packaged application proves that it is whole: every view in both languages and both themes,
 * the licences, the database, TLS, and the example from tokens to files, without a screen and
 * without a network. Runs on a thread of its own and touches the window on the FX thread.
 */
final class SelfTest {

    /** The command line switch. */
    static final String SWITCH = "--self-test";

    /**
     * What is looked at.
     *
     * @param language the window's own property: setting it loads the views anew
     */
    record Subject(
            Stage stage,
            AppModel model,
            ObjectProperty<Language> language,
            About about,
            AppFolders folders) {}

    private final AppModel model;
    private final AppFolders folders;
    private final FxSteps steps;
    private final SelfTestViews views;
    private final Consumer<String> report;

    /**
     * @param report takes what was found, line by line
     */
    SelfTest(Subject subject, Ticker ticker, Consumer<String> report) {
        model = subject.model();
        folders = subject.folders();
        steps = new FxSteps(subject.stage(), ticker);
        views = new SelfTestViews(model, subject.language(), subject.about(), steps);
        this.report = report;
    }

    private interface Check {
        /** Returns what was found; any exception is a failure. */
        String run() throws Exception;
    }

    /** Whether all checks passed; says so line by line. Blocks until they are through. */
    boolean run() throws InterruptedException {
        boolean whole = true;
        for (Language spoken : Language.values()) {
            for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
                whole &= check("views, " + spoken + ", " + theme, () -> views.whole(spoken, theme));
            }
            whole &= check("licences, " + spoken, () -> views.licences(spoken));
        }
        whole &= check("window system", WindowSystem::load);
        whole &= check("database", this::database);
        whole &= check("TLS", LoopbackTls::speak);
        whole &= check("example", this::example);
        report.accept(whole ? "self-test: passed" : "self-test: FAILED");
        return whole;
    }

    private boolean check(String name, Check check) throws InterruptedException {
        try {
            report.accept("self-test: " + name + ": " + check.run());
            return true;
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception | LinkageError failure) {
            report.accept("self-test: " + name + ": FAILED, " + failure);
            return false;
        }
    }

    private String database() throws Exception {
        Path folder = Files.createTempDirectory(folders.data(), "self-test");
        try {
            return DatabaseCheck.run(folder);
        } finally {
            SelfTestFolders.delete(folder);
        }
    }

    /** What a first user does: example, add, download; the counts have to close over real files. */
    private String example() throws Exception {
        steps.fire("tryExampleButton");
        steps.await(() -> model.editorTextProperty().get().isBlank() ? "the example's tokens" : "");
        steps.fire("addButton");
        steps.await(() -> model.rows().isEmpty() ? "rows" : "");
        steps.fire("downloadButton");
        steps.await(() -> {
            BatchSummary batch = model.countsProperty().get().batch();
            boolean closed = batch.asked() == model.rows().size() && batch.isFinished();
            return closed ? "" : "an end of all downloads, " + batch;
        });
        BatchSummary batch = steps.onFx(() -> model.countsProperty().get().batch());
        long files = files(folders.downloads());
        if (batch.saved() == 0 || files != batch.saved()) {
            throw new IllegalStateException(
                    batch.saved() + " rows say saved, " + files + " files are there");
        }
        return "%d asked, %d saved, %d refused as the example wants"
                .formatted(batch.asked(), batch.saved(), batch.failed());
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
