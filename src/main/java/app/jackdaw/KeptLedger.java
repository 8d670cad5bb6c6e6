package app.jackdaw;

import app.jackdaw.download.Ledger;
import app.jackdaw.download.UnwantedParts;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.UnwantedPart;
import app.jackdaw.store.SqliteLedger;
import java.util.Collection;
import java.util.List;

/**
 * Connects what the engine wants to have remembered to the database that remembers it. Any thread.
 */
record KeptLedger(SqliteLedger database) implements Ledger {

    @Override
    public List<LedgerEntry> entries() {
        return database.entries();
    }

    @Override
    public void record(LedgerEntry entry) {
        database.record(entry);
    }

    @Override
    public Commit commit(LedgerEntry entry) {
        return database.commit(entry)::await;
    }

    @Override
    public void forget(Collection<String> itemIds) {
        database.forget(itemIds);
    }

    @Override
    public UnwantedParts unwantedParts() {
        return new Unwanted(database);
    }

    private record Unwanted(SqliteLedger database) implements UnwantedParts {

        @Override
        public List<UnwantedPart> all() {
            return database.unwanted();
        }

        @Override
        public void add(UnwantedPart part) {
            database.addUnwanted(part);
        }

        @Override
        public void remove(UnwantedPart part) {
            database.removeUnwanted(part);
        }
    }
}
