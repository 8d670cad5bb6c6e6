package app.jackdaw.ui.results;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Quotes;
import app.jackdaw.ui.model.ItemRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Everything that is known about a row, beside it; the link itself is not among it. FX thread. */
final class RowDetails {

    private final RowWords words;
    private final NameWords names;
    private final Messages messages;
    private final Formats formats;

    RowDetails(RowWords words, Messages messages, Formats formats) {
        this.words = words;
        this.names = new NameWords(messages);
        this.messages = messages;
        this.formats = formats;
    }

    void show(ItemRow row, Node beside) {
        new FactsPopOver(messages).show("details.title", List.of(), facts(row), beside);
    }

    /** Message key of the name → value, in the order shown; without what is not known. */
    Map<String, String> facts(ItemRow row) {
        MediaItem item = row.item();
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "details.name", row.displayName());
        put(facts, "details.token", item.token());
        put(facts, "details.origin", names.source(item));
        put(facts, "details.folder", item.folder());
        Long size = words.size(row);
        put(facts, "details.size", size == null ? null : exact(size));
        put(facts, "details.type", item.type());
        put(facts, "details.extra", item.extra());
        TemporaryLink link = RowWords.linkOf(row);
        put(
                facts,
                "details.validUntil",
                link == null ? null : words.validUntil(words.validFor(row)));
        Path file = RowFiles.fileOf(row).orElse(null);
        put(facts, "details.path", file == null ? null : file.toString());
        if (row.state().transfer() instanceof TransferState.Skipped there && !there.hasFile()) {
            put(facts, "details.otherFile", there.path().toString());
        }
        put(facts, "details.progress", whole(words.progress(row)));
        put(facts, "details.remarks", remarks(row));
        // the engine remembers that of a file that is gone, until it is saved again
        put(facts, "details.sha256", file == null ? null : row.state().transferView().sha256());
        Optional<Problem> why = row.reason().or(() -> refusal(row));
        boolean waits = row.state().transfer() instanceof TransferState.Waiting;
        put(
                facts,
                "details.problem",
                why.map(waits ? messages::explainedWait : messages::explained).orElse(null));
        why.ifPresent(problem -> facts.putAll(Quotes.of(problem)));
        return facts;
    }

    /** The row says the one beside the other, as far as there is room. */
    private static String whole(Progress progress) {
        return progress.bytes().isEmpty() ? "" : progress.text() + " · " + progress.bytes();
    }

    /** One a line, and what its state leaves out. */
    private String remarks(ItemRow row) {
        List<String> remarks = new ArrayList<>(names.remarks(row));
        if (row.state().transferView().awaitsTurn()) {
            remarks.add(messages.get("transfer.turn.why"));
        }
        return String.join("\n", remarks);
    }

    /** Why there is no link; the row itself does not say so while it is paused. */
    private static Optional<Problem> refusal(ItemRow row) {
        return row.state().link() instanceof LinkState.Refused(Problem problem)
                ? Optional.of(problem)
                : Optional.empty();
    }

    /** Rounded as people say it, and to the byte where that is another number. */
    private String exact(long size) {
        String rounded = formats.size(size);
        String whole = formats.number(size) + " B";
        return rounded.equals(whole) ? whole : rounded + " (" + whole + ")";
    }

    static void put(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.put(key, value);
        }
    }
}
