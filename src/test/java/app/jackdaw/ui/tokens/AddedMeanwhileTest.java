package app.jackdaw.ui.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.intake.Intake;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Slices;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.NoLinks;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.ToldTransfers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What is added to a list of which only the beginning is there. */
class AddedMeanwhileTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String BEGINNING = "K7bQ81dxWmR4tYs2HvNq3Zc9Lp1";
    private static final String REST = "K7bQ81dxWmR4tYs2HvNq3Zc9Lp2";
    private static final String NEW = "K7bQ81dxWmR4tYs2HvNq3Zc9Lp3";

    private final AppModel model = new AppModel();
    private final Background background = new Background();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() {
        background.close();
    }

    private TokensController load() {
        Messages messages = new Messages(Language.ENGLISH);
        NoLinks links = new NoLinks();
        ToldTransfers transfers = new ToldTransfers();
        RowSync sync = new RowSync(model, links, transfers, () -> NOW, () -> 0);
        Intake intake = new Intake(() -> NOW);
        return new Views(
                        messages,
                        Map.of(
                                TokensController.class,
                                () ->
                                        new TokensController(
                                                model,
                                                intake,
                                                links,
                                                transfers,
                                                sync,
                                                background,
                                                messages,
                                                () -> NOW,
                                                new Slices())))
                .load(TokensController.class)
                .controller();
    }

    private static List<MediaItem> items(String... tokens) {
        return Stream.of(tokens)
                .map(token -> MediaItem.ofToken(token, new ItemSource.PastedToken(1)))
                .toList();
    }

    private List<String> shown() {
        return model.rows().stream().map(row -> row.item().token()).toList();
    }

    /** What it has already is not added, and that is said. */
    @Test
    void isAddedWhenAllOfTheListIsThere() throws Exception {
        WaitForAsyncUtils.asyncFx(
                        () -> {
                            TokensController editor = load();
                            model.wholeList().begin(items(BEGINNING), true);
                            model.editorTextProperty().set(REST + "\n" + NEW);
                            editor.add();
                            assertThat(shown()).containsExactly(BEGINNING);
                            model.wholeList().complete(items(BEGINNING, REST), _ -> {}, () -> {});
                            model.wholeList().end(() -> {});
                            assertThat(shown()).containsExactly(BEGINNING, REST, NEW);
                            assertThat(model.noticeProperty().get())
                                    .isEqualTo(Notice.of("status.added", 1, 1));
                            assertThat(model.editorTextProperty().get()).isBlank();
                            return true;
                        })
                .get(60, TimeUnit.SECONDS);
    }
}
