package app.jackdaw.ui.results;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import java.text.Collator;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in words, in one language, what a row's file is called, where it came from and what is worth
 * knowing of how it came. FX thread.
 */
final class NameWords {

    private final Messages messages;
    private final Collator collator;

    NameWords(Messages messages) {
        this.messages = messages;
        this.collator = Collator.getInstance(messages.locale());
    }

    NameLines lines(ItemRow row) {
        String name = row.displayName();
        if (name.isEmpty()) {
            name = messages.get("row.pastedLink");
        }
        return new NameLines(
                name,
                origin(row),
                FileIcons.iconFor(name, row.item().type()),
                collator.getCollationKey(name));
    }

    private String origin(ItemRow row) {
        MediaItem item = row.item();
        List<String> parts = new ArrayList<>();
        parts.add(source(item));
        if (item.folder() != null && !item.folder().isBlank()) {
            parts.add(item.folder());
        }
        parts.addAll(remarks(row));
        return String.join(" › ", parts);
    }

    String source(MediaItem item) {
        return switch (item.source()) {
            case ItemSource.PastedToken(int line) -> messages.get("row.origin.token", line);
            case ItemSource.CopiedJson(int line) -> messages.get("row.origin.json", line);
            case ItemSource.PastedLink(int line) -> messages.get("row.origin.link", line);
        };
    }

    List<String> remarks(ItemRow row) {
        List<String> remarks = new ArrayList<>();
        if (row.state().transferView().nameAdjusted()) {
            remarks.add(messages.get("row.adjusted"));
        }
        if (isLeftOut(row)) {
            remarks.add(messages.get("row.otherFile"));
        }
        for (TransferView.Remark remark : row.state().transferView().remarks()) {
            switch (remark) {
                case CHANGED_ON_SERVER -> remarks.add(messages.get("row.changed"));
                case FETCHED_AGAIN -> remarks.add(messages.get("row.fetchedAgain"));
                case SIZE_NOT_VERIFIED -> remarks.add(messages.get("row.unverified"));
                case ASKS_USER, AWAITS_TURN -> {} // its state says so
            }
        }
        return remarks;
    }

    /** Another file has its name, and that one was to be left alone. */
    private static boolean isLeftOut(ItemRow row) {
        return row.state().transfer() instanceof TransferState.Skipped there && !there.hasFile();
    }
}
