package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.UnwantedPart;
import app.jackdaw.store.SqliteLedger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** The real ledger behind the engine's port. */
public record KeptLedger(SqliteLedger store) implements Ledger, AutoCloseable {

    public static KeptLedger open(Path file) {
        return new KeptLedger(SqliteLedger.open(file, InstantSource.system()));
    }

    @Override
    public List<LedgerEntry> entries() {
        return store.entries();
    }

    @Override
    public void record(LedgerEntry entry) {
        store.record(entry);
    }

    @Override
    public Commit commit(LedgerEntry entry) {
        return store.commit(entry)::await;
    }

    @Override
    public void forget(Collection<String> itemIds) {
        store.forget(itemIds);
    }

    @Override
    public UnwantedParts unwantedParts() {
        return new Unwanted(store);
    }

    private record Unwanted(SqliteLedger store) implements UnwantedParts {

        @Override
        public List<UnwantedPart> all() {
            return store.unwanted();
        }

        @Override
        public void add(UnwantedPart part) {
            store.addUnwanted(part);
        }

        @Override
        public void remove(UnwantedPart part) {
            store.removeUnwanted(part);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
