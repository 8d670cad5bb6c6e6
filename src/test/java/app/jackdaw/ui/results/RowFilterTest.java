package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.ListFilter.State;
import app.jackdaw.ui.model.NoLinks;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.ToldTransfers;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows are shown for a search and a state. */
class RowFilterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Problem PROBLEM = Problem.of(Cause.FILE_DELETED);

    private final AppModel model = new AppModel();
    private final RowFilter filter = new RowFilter(model, () -> NOW, new Lifetime());
    private final ToldTransfers transfers = new ToldTransfers();
    private final RowSync sync = new RowSync(model, new NoLinks(), transfers, () -> NOW, () -> 0);

    private void add(
            String token,
            @Nullable String name,
            @Nullable String folder,
            LinkState link,
            TransferState state) {
        MediaItem item =
                MediaItem.ofToken(token, new ItemSource.PastedToken(1))
                        .withNames(name, null)
                        .withFolder(folder);
        model.add(List.of(item));
        model.row(token).orElseThrow().show(link, new TransferView(state, null), 0);
    }

    /** What is commanded next is meant for them, in another language, too. */
    @Test
    void selectedRowsStayWhenTheViewsAreMadeAnew() {
        fill();
        model.filter().searchProperty().set("contract");
        assertThat(filter.sorted()).isEmpty();
        model.selectedIds().add("tokBready");
        assertThat(new RowFilter(model, () -> NOW, new Lifetime()).sorted())
                .extracting(row -> row.item().token())
                .containsExactly("tokBready");
    }

    private static LinkState link(Duration left) {
        Instant end = NOW.plus(left);
        return new LinkState.Ready(new TemporaryLink("https://x", NOW, end, false, NOW));
    }

    private void fill() {
        LinkState none = new LinkState.NotFetched();
        add("tokAfresh", "合同 2026.pdf", "财务/发票", none, new TransferState.Idle());
        add("tokBready", "Report.PDF", null, link(Duration.ofHours(3)), new TransferState.Idle());
        add("tokCsoon", null, null, link(Duration.ofMinutes(30)), new TransferState.Queued());
        add("tokDover", null, null, link(Duration.ofMinutes(-1)), new TransferState.Running(1, 2));
        add("tokEsaved", null, null, none, new TransferState.Saved(Path.of("x"), 1));
        add("tokFhere", null, null, none, new TransferState.Skipped(Path.of("x")));
        add(
                "tokJskipped",
                null,
                null,
                none,
                new TransferState.Skipped(Path.of("x"), TransferState.Skipped.Found.ANOTHER_FILE));
        add("tokGfailed", null, null, none, new TransferState.Failed(PROBLEM, 0));
        add("tokIpaused", null, null, none, new TransferState.Paused(1, 2));
        add("tokHrefused", null, null, new LinkState.Refused(PROBLEM), new TransferState.Idle());
    }

    private List<String> shown() {
        return filter.sorted().stream().map(ItemRow::item).map(MediaItem::token).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "READY, tokBready tokCsoon",
        "EXPIRING, tokCsoon",
        "RUNNING, tokCsoon tokDover",
        "PAUSED, tokIpaused",
        "SAVED, tokEsaved",
        "ALREADY_HERE, tokFhere",
        "SKIPPED, tokJskipped",
        "FAILED, tokGfailed tokHrefused"
    })
    void stateShowsItsRows(State state, String tokens) {
        fill();
        filter.stateProperty().set(state);
        assertThat(shown()).containsExactly(tokens.split(" "));
        filter.stateProperty().set(State.ALL);
        assertThat(shown()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "合同, tokAfresh",
        "report.pdf, tokBready",
        "发票, tokAfresh",
        "TOKC, tokCsoon",
        "'  saved ', tokEsaved"
    })
    void searchLooksInNamesFoldersAndTokens(String words, String token) {
        fill();
        filter.searchProperty().set(words);
        assertThat(shown()).containsExactly(token);
    }

    @Test
    void searchAndStateBothHold() {
        fill();
        filter.searchProperty().set("pdf");
        filter.stateProperty().set(State.READY);
        assertThat(shown()).containsExactly("tokBready");
        filter.searchProperty().set("nothing like it");
        assertThat(shown()).isEmpty();
        filter.searchProperty().set("");
        filter.stateProperty().set(State.ALL);
        assertThat(shown()).hasSize(10);
    }

    @Test
    void rowsThatComeLaterAreFilteredToo() {
        filter.searchProperty().set("later");
        fill();
        add("tokLater", null, null, new LinkState.NotFetched(), new TransferState.Idle());
        assertThat(shown()).containsExactly("tokLater");
    }

    /** As the engine tells it, which the heartbeat sees. */
    private void become(String token, TransferState state, @Nullable String fileName) {
        transfers.tell(token, state);
        if (fileName != null) {
            transfers.name(token, fileName);
        }
        sync.sync();
        filter.refresh();
    }

    /** Somebody looks for a file, and its server has yet to say what it is called. */
    @Test
    void rowsWhoseNamesComeLaterAreFound() {
        for (String token : List.of("tokA", "tokB")) {
            add(token, null, null, new LinkState.NotFetched(), new TransferState.Idle());
            become(token, new TransferState.Queued(), null);
        }
        filter.searchProperty().set("later");
        assertThat(shown()).isEmpty();
        become("tokA", new TransferState.Running(0, TransferState.UNKNOWN), null);
        assertThat(shown()).as("it is only asked").isEmpty();
        become("tokA", new TransferState.Running(0, 5), "Later.pdf");
        assertThat(shown()).as("as soon as it answers").containsExactly("tokA");
        become("tokA", new TransferState.Saved(Path.of("x"), 2), "Later.pdf");
        become("tokB", new TransferState.Saved(Path.of("y"), 2), "later (2).pdf");
        assertThat(shown()).containsExactly("tokA", "tokB");
    }

    /** What is commanded next is meant for it, whatever it is called meanwhile. */
    @Test
    void aSelectedRowThatIsRenamedStaysUntilItIsNotSelectedAnyMore() {
        add("tokA", "wanted.pdf", null, new LinkState.NotFetched(), new TransferState.Idle());
        become("tokA", new TransferState.Queued(), null);
        filter.searchProperty().set("wanted");
        List<ItemRow> selected = new ArrayList<>(filter.sorted());
        filter.follow(() -> selected, Runnable::run);
        become("tokA", new TransferState.Running(1, 2), "other.pdf");
        assertThat(shown()).containsExactly("tokA");
        selected.clear();
        filter.refresh();
        assertThat(shown()).isEmpty();
    }

    /** A table forgets its selection whenever its rows are replaced. */
    @Test
    void rowsAreReplacedOnlyWhenOthersAreShown() {
        fill();
        filter.searchProperty().set("tok");
        filter.stateProperty().set(State.SAVED);
        List<Object> changes = new ArrayList<>();
        filter.sorted().addListener((ListChangeListener<ItemRow>) changes::add);
        filter.searchProperty().set("saved");
        assertThat(changes).isEmpty();

        add("tokLater", null, null, new LinkState.NotFetched(), new TransferState.Idle());
        TransferState saved = new TransferState.Saved(Path.of("y"), 1);
        add("tokSaved2", null, null, new LinkState.NotFetched(), new TransferState.Idle());
        model.row("tokSaved2")
                .orElseThrow()
                .show(new LinkState.NotFetched(), new TransferView(saved, null), 0);
        filter.searchProperty().set("save");
        assertThat(shown()).containsExactly("tokEsaved", "tokSaved2");
    }

    @Test
    void laterRowsAreJudgedByTheLastWordsThoughTheyChangedNothingThen() {
        fill();
        filter.searchProperty().set("tok");
        assertThat(shown()).hasSize(10);
        add("other", null, null, new LinkState.NotFetched(), new TransferState.Idle());
        assertThat(shown()).hasSize(10);
    }
}
