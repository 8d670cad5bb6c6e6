package app.jackdaw.journey;

import app.jackdaw.App;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Starts the whole application on the headless screen and drives it the way automation is promised
 * to: by the ids of the nodes and nothing else. Used from a test's thread; looks and acts on the FX
 * thread.
 */
final class AppDriver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Stage stage;
    private final Application application;
    private boolean closed;

    private AppDriver(Stage stage, Application application) {
        this.stage = stage;
        this.application = application;
    }

    /** Where a run keeps its files, and what it speaks. */
    record Setup(Path home, Path downloads, String language) {

        private void apply() {
            System.setProperty("jackdaw.home", home.toString());
            System.setProperty("jackdaw.downloads", downloads.toString());
            System.setProperty("jackdaw.language", language);
            System.setProperty("jackdaw.example.slowing", "0");
        }
    }

    static AppDriver start(Setup setup) throws TimeoutException {
        return start(setup, _ -> {});
    }

    /**
     * @param whenShown runs on the FX thread as soon as the window is there, long before the
     *     application's start has returned
     */
    static AppDriver start(Setup setup, Consumer<Stage> whenShown) throws TimeoutException {
        setup.apply();
        Stage stage = FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        stage.setOnShown(_ -> whenShown.accept(stage));
        return new AppDriver(stage, FxToolkit.setupApplication(App.class));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onFx(() -> {
            stage.setOnCloseRequest(null);
            stage.setOnShown(null);
            stage.hide();
            return null;
        });
        try {
            FxToolkit.cleanupApplication(application);
        } catch (TimeoutException stuck) {
            throw new AssertionError("the application does not stop", stuck);
        } finally {
            for (String name : List.of("home", "downloads", "language", "example.slowing")) {
                System.clearProperty("jackdaw." + name);
            }
        }
    }

    /** Ends the application before anything else is done on the FX thread, which calls this. */
    void stop() throws Exception {
        application.stop();
    }

    Stage stage() {
        return stage;
    }

    <V> V onFx(Callable<V> action) {
        try {
            return WaitForAsyncUtils.asyncFx(action).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException
                | java.util.concurrent.ExecutionException
                | TimeoutException failed) {
            throw new AssertionError("on the FX thread", failed);
        }
    }

    <N extends Node> N node(String id, Class<N> type) {
        return onFx(() -> {
            Node found = stage.getScene().lookup("#" + id);
            if (found == null) {
                throw new AssertionError("no #" + id + " in the scene");
            }
            return type.cast(found);
        });
    }

    boolean exists(String id) {
        return onFx(() -> stage.getScene().lookup("#" + id) != null);
    }

    void fire(String id) {
        ButtonBase button = node(id, ButtonBase.class);
        onFx(() -> {
            button.fire();
            return null;
        });
    }

    void type(String id, String text) {
        TextInputControl field = node(id, TextInputControl.class);
        onFx(() -> {
            field.setText(text);
            return null;
        });
    }

    String typed(String id) {
        TextInputControl field = node(id, TextInputControl.class);
        return onFx(() -> field.getText() == null ? "" : field.getText());
    }

    String label(String id) {
        Label label = node(id, Label.class);
        return onFx(label::getText);
    }

    boolean isVisible(String id) {
        Node node = node(id, Node.class);
        return onFx(() -> {
            for (Node at = node; at != null; at = at.getParent()) {
                if (!at.isVisible()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** An entry of the menu bar by its words, however deep it lies. */
    MenuItem menuItem(String words) {
        MenuBar bar = node("menuBar", MenuBar.class);
        return onFx(() ->
                bar.getMenus().stream()
                        .flatMap(AppDriver::entries)
                        .filter(item -> words.equals(item.getText()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no menu entry " + words)));
    }

    private static Stream<MenuItem> entries(MenuItem item) {
        Stream<MenuItem> below =
                item instanceof Menu menu
                        ? menu.getItems().stream().flatMap(AppDriver::entries)
                        : Stream.empty();
        return Stream.concat(Stream.of(item), below);
    }

    /** Polls on this thread until it is so; if it never is, says what the window says instead. */
    void await(String what, BooleanSupplier condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("never: " + what + "; the window: " + words(), late);
        }
    }

    private String words() {
        return exists("statusMessage") && exists("resultsTable")
                ? label("statusMessage") + " " + byToken("columnStatus")
                : "without a table";
    }

    @SuppressWarnings("unchecked")
    TableView<Object> table() {
        return node("resultsTable", TableView.class);
    }

    int rows() {
        TableView<Object> table = table();
        return onFx(() -> table.getItems().size());
    }

    void select(int... indices) {
        TableView<Object> table = table();
        onFx(() -> {
            table.getSelectionModel().clearSelection();
            for (int index : indices) {
                table.getSelectionModel().select(index);
            }
            return null;
        });
    }

    List<Integer> selection() {
        TableView<Object> table = table();
        return onFx(() -> List.copyOf(table.getSelectionModel().getSelectedIndices()));
    }

    /** The words of a whole column, in the order of the rows that are shown. */
    List<String> column(String columnId) {
        TableView<Object> table = table();
        return onFx(() -> {
            TableColumn<Object, ?> column = column(table, columnId);
            List<String> words = new ArrayList<>();
            for (Object row : table.getItems()) {
                Object value = column.getCellObservableValue(row).getValue();
                words.add(value == null ? "" : value.toString());
            }
            return words;
        });
    }

    /** The words of a column by the token of the row. */
    Map<String, String> byToken(String columnId) {
        List<String> tokens = column("columnToken");
        List<String> words = column(columnId);
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(tokens.size(), words.size()); i++) {
            all.put(tokens.get(i), words.get(i));
        }
        return all;
    }

    static TableColumn<Object, ?> column(TableView<Object> table, String id) {
        return table.getColumns().stream()
                .filter(column -> id.equals(column.getId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no column " + id));
    }
}
