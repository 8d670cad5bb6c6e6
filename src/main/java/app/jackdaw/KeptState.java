package app.jackdaw;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.Problem;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.SettingsStore;
import app.jackdaw.store.SqliteLedger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What an earlier run left for this one: the settings and the list of files. Opening blocks and
 * needs no window, so that it can be done beside the FX thread. Any thread.
 */
final class KeptState implements AutoCloseable {

    private static final String LEDGER = "jackdaw.db";

    private static final Duration SETTINGS_DELAY = Duration.ofSeconds(1);

    private final SettingsStore settings;
    private final SqliteLedger ledger;
    private volatile Consumer<Problem> onTrouble = _ -> {};

    private KeptState(AppFolders folders, Ticker ticker) {
        settings =
                SettingsStore.open(
                        folders.settings(),
                        ticker::now,
                        SETTINGS_DELAY,
                        ticker::sleep,
                        problem -> onTrouble.accept(problem));
        ledger = SqliteLedger.open(folders.data().resolve(LEDGER), ticker::now);
        ledger.whenNotWritten(problem -> onTrouble.accept(problem));
    }

    /** Whoever opens it has the lock on the data folder, if anybody can have it. */
    static KeptState open(AppFolders folders, Ticker ticker) {
        return new KeptState(folders, ticker);
    }

    SettingsStore settings() {
        return settings;
    }

    SqliteLedger ledger() {
        return ledger;
    }

    /**
     * @param recall is given each item that was refused its link, and why
     */
    void refusedLinks(BiConsumer<String, Problem> recall) {
        for (LedgerEntry entry : ledger.entries()) {
            Problem refusal = entry.linkRefusal();
            if (refusal != null) {
                recall.accept(entry.item().id(), refusal);
            }
        }
    }

    /** What the user must be told of the opening. */
    Stream<Problem> problems() {
        return Stream.of(settings.problem(), ledger.problem()).flatMap(Optional::stream);
    }

    /** Who is told, on the thread that wrote, when something cannot be written any more. */
    void whenNotWritten(Consumer<Problem> listener) {
        onTrouble = listener;
    }

    /** Writes what is not written yet. */
    @Override
    public void close() {
        try {
            ledger.close();
        } finally {
            settings.close();
        }
    }
}
