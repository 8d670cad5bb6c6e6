package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.ProblemException;
import java.util.Collection;
import java.util.List;

/**
 * Port: remembers every item and every transition, so that a restart, even after a crash, finds the
 * whole list as it was. Never holds a link or a secret. Any thread.
 */
public interface Ledger {

    /**
     * Everything remembered, in the order of the list. Called once, before anything is recorded.
     */
    List<LedgerEntry> entries();

    /** Remembers an entry soon; returns at once. A later entry of the same item replaces it. */
    void record(LedgerEntry entry);

    /**
     * Remembers an entry, and all that were recorded before it, before it returns.
     *
     * @throws ProblemException when it could not; nothing that was remembered before is lost
     */
    void recordNow(LedgerEntry entry) throws ProblemException, InterruptedException;

    /** Forgets items soon; returns at once. */
    void forget(Collection<String> itemIds);

    /** Remembers nothing: the list lives as long as the application. */
    static Ledger forgetful() {
        return new Ledger() {
            @Override
            public List<LedgerEntry> entries() {
                return List.of();
            }

            @Override
            public void record(LedgerEntry entry) {}

            @Override
            public void recordNow(LedgerEntry entry) {}

            @Override
            public void forget(Collection<String> itemIds) {}
        };
    }
}
