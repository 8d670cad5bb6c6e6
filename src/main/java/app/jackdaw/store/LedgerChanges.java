package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.UnwantedPart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be written next, of each item and each unwanted part the latest. Empty means: forget
 * it. Not thread-safe.
 */
record LedgerChanges(
        Map<String, Optional<LedgerEntry>> entries, Map<String, Optional<UnwantedPart>> unwanted) {

    LedgerChanges() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    boolean isEmpty() {
        return entries.isEmpty() && unwanted.isEmpty();
    }

    /** These are newer, and win. */
    void add(LedgerChanges newer) {
        entries.putAll(newer.entries);
        unwanted.putAll(newer.unwanted);
    }
}
