package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entries of rows, made one by one as they are read: the texts of a long list, and what its rows
 * have in common once for each of them, would not fit into a small heap. For one thread.
 */
final class Entries {

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<Path, Path> folders = new HashMap<>();
    private final Map<String, String> volumes = new HashMap<>();
    private int unreadable;

    static Entries of(List<String> texts) {
        Entries entries = new Entries();
        texts.forEach(entries::add);
        return entries;
    }

    void add(String text) {
        try {
            entries.add(sharing(LedgerText.read(text)));
        } catch (RuntimeException notOurs) {
            unreadable++; // stays in the file as it is
        }
    }

    private LedgerEntry sharing(LedgerEntry entry) {
        Plan plan = entry.plan();
        if (plan == null) {
            return entry;
        }
        Path folder = folders.computeIfAbsent(plan.destination(), path -> path);
        Plan shared =
                new Plan(
                        folder,
                        plan.target(),
                        plan.total(),
                        plan.replaces(),
                        plan.adjusted(),
                        plan.reserves(),
                        sharing(plan.volume()));
        return new LedgerEntry(
                entry.item(),
                entry.rank(),
                sharing(entry.state(), plan.target()),
                shared,
                entry.part(),
                entry.sha256(),
                entry.told(),
                entry.linkRefusal());
    }

    private @Nullable String sharing(@Nullable String volume) {
        return volume == null ? null : volumes.computeIfAbsent(volume, text -> text);
    }

    private static TransferState sharing(TransferState state, @Nullable Path target) {
        return target != null
                        && state instanceof TransferState.Saved(Path path, long bytes)
                        && path.equals(target)
                ? new TransferState.Saved(target, bytes)
                : state;
    }

    /** In the order of the rows. */
    List<LedgerEntry> list() {
        return List.copyOf(entries);
    }

    int unreadable() {
        return unreadable;
    }
}
