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
     * Hands over an entry of which somebody wants to know when it is safe; returns at once.
     * Whatever is recorded or forgotten after that comes after it.
     */
    Commit commit(LedgerEntry entry);

    /** An entry that was handed over, on its way to the disk. */
    interface Commit {

        /**
         * Returns when the entry, and all that were recorded before it, are remembered.
         *
         * @throws ProblemException when they could not be; nothing that was remembered before is
         *     lost
         */
        void await() throws ProblemException, InterruptedException;
    }

    /** Forgets items soon; returns at once. */
    void forget(Collection<String> itemIds);

    UnwantedParts unwantedParts();

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
            public Commit commit(LedgerEntry entry) {
                return () -> {};
            }

            @Override
            public void forget(Collection<String> itemIds) {}

            @Override
            public UnwantedParts unwantedParts() {
                return UnwantedParts.forgetful();
            }
        };
    }
}
