package app.jackdaw;

import app.jackdaw.store.Settings;
import app.jackdaw.store.SettingsStore;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.model.TakenTexts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what stands in the editor and its field, and what was taken out of them until its rows
 * are on the disk, but for secrets. Any thread; a long text is cleaned on a virtual thread, for
 * which the end waits.
 */
final class KeptDraft {

    private static final Logger LOG = LoggerFactory.getLogger(KeptDraft.class);

    /** Cleaning a longer one takes a thread of its own. */
    private static final int SHORT = 20_000;

    private final SettingsStore store;
    private final UnaryOperator<String> withoutSecrets;
    private final TakenTexts taken;
    private final Consumer<Boolean> whetherCut;

    /** How many texts there were to be kept; the last is the draft. */
    private final AtomicLong texts = new AtomicLong();

    /** Makes one text after another the last. */
    private final ReentrantLock lock = new ReentrantLock();

    private TakenTexts.Typed typed;

    /** What was typed, and what was taken before it: the last to be kept. */
    private TakenTexts.Typed whole;

    /** Cleans the last long text. */
    private @Nullable Thread cleaning;

    /**
     * @param withoutSecrets takes out of a text what opens something; any thread
     * @param whetherCut told, on the FX thread, whether only the beginning of the last text is kept
     */
    KeptDraft(
            SettingsStore store,
            UnaryOperator<String> withoutSecrets,
            TakenTexts taken,
            Consumer<Boolean> whetherCut) {
        this.store = store;
        this.withoutSecrets = withoutSecrets;
        this.taken = taken;
        this.whetherCut = whetherCut;
        Settings.Draft before = store.current().draft();
        typed = new TakenTexts.Typed(before.text(), before.extra());
        whole = typed;
        taken.whenKept(() -> keep(() -> {}));
    }

    /** What stands in the editor and its field from now on. */
    void is(String text, String extra) {
        keep(() -> typed = new TakenTexts.Typed(text, extra));
    }

    private void keep(Runnable change) {
        TakenTexts.Typed all;
        long number;
        lock.lock();
        try {
            change.run();
            all = taken.before(typed);
            if (all.equals(whole)) {
                return; // a long text that leaves the editor for the list costs nothing twice
            }
            whole = all;
            number = texts.incrementAndGet();
            if (all.text().length() + all.extra().length() > SHORT) {
                cleaning = Thread.ofVirtual().name("keep draft").start(() -> keep(all, number));
                return;
            }
        } finally {
            lock.unlock();
        }
        keep(all, number);
    }

    /** A long text takes its time, in which a newer one may have been kept. */
    private void keep(TakenTexts.Typed all, long number) {
        if (!isLast(number)) {
            return;
        }
        Settings.Draft draft =
                new Settings.Draft(
                        withoutSecrets.apply(all.text()), withoutSecrets.apply(all.extra()));
        FxThread.later(() -> {
            if (isLast(number)) {
                whetherCut.accept(draft.isCut());
            }
        });
        store.update(settings -> isLast(number) ? settings.withDraft(draft) : settings);
    }

    private @Nullable Thread lastCleaning() {
        lock.lock();
        try {
            return cleaning;
        } finally {
            lock.unlock();
        }
    }

    private boolean isLast(long number) {
        return number == texts.get();
    }

    /**
     * Waits for the last text, as long as the store can still be given it.
     *
     * @param patience in the time of the machine
     */
    void close(Duration patience) {
        Thread last = lastCleaning();
        try {
            if (last != null && !last.join(patience)) {
                LOG.warn("The last text is too long to be kept in time");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
