package app.jackdaw;

import app.jackdaw.download.Ledger;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.ProblemException;
import app.jackdaw.store.SqliteLedger;
import java.util.Collection;
import java.util.List;

/** Lets the transfer engine remember its list in the database. Any thread. */
final class EngineLedger implements Ledger {

    private final SqliteLedger store;

    EngineLedger(SqliteLedger store) {
        this.store = store;
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
    public void recordNow(LedgerEntry entry) throws ProblemException, InterruptedException {
        store.recordNow(entry);
    }

    @Override
    public void forget(Collection<String> itemIds) {
        store.forget(itemIds);
    }
}
