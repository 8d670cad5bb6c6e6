package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.UnwantedPart;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger that survives the engine, not the test. */
class MemoryLedger implements Ledger {

    final Map<String, LedgerEntry> entries = new ConcurrentHashMap<>();

    /** Still to be deleted. */
    final Map<String, UnwantedPart> unwanted = new ConcurrentHashMap<>();

    @Override
    public List<LedgerEntry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(LedgerEntry::rank))
                .toList();
    }

    @Override
    public void record(LedgerEntry entry) {
        entries.put(entry.item().id(), entry);
    }

    @Override
    public Commit commit(LedgerEntry entry) {
        try {
            recordNow(entry);
            return () -> {};
        } catch (ProblemException failure) {
            return () -> {
                throw failure;
            };
        }
    }

    /** As it is handed over; what it throws is told to whoever waits. */
    void recordNow(LedgerEntry entry) throws ProblemException {
        record(entry);
    }

    @Override
    public void forget(Collection<String> itemIds) {
        itemIds.forEach(entries::remove);
    }

    @Override
    public UnwantedParts unwantedParts() {
        return new Unwanted(unwanted);
    }

    private record Unwanted(Map<String, UnwantedPart> parts) implements UnwantedParts {

        @Override
        public List<UnwantedPart> all() {
            return List.copyOf(parts.values());
        }

        @Override
        public void add(UnwantedPart part) {
            parts.put(part.key(), part);
        }

        @Override
        public void remove(UnwantedPart part) {
            parts.remove(part.key());
        }
    }
}
