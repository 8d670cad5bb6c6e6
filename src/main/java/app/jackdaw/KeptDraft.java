package app.jackdaw;

import app.jackdaw.store.Settings;
import app.jackdaw.store.SettingsStore;
import app.jackdaw.ui.kit.FxThread;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what stands in the editor and its field, but for secrets. FX thread; a long text is
 * cleaned on a virtual thread, for which the end waits.
 */
final class KeptDraft {

    private static final Logger LOG = LoggerFactory.getLogger(KeptDraft.class);

    /** Cleaning a longer one takes a thread of its own. */
    private static final int SHORT = 20_000;

    private final SettingsStore store;
    private final UnaryOperator<String> withoutSecrets;
    private final Consumer<Boolean> whetherCut;

    /** How many texts the editor and its field have held; the last ones are the draft. */
    private final AtomicLong texts = new AtomicLong();

    /** Cleans the last long text. */
    private @Nullable Thread cleaning;

    /**
     * @param withoutSecrets takes out of a text what opens something; any thread
     * @param whetherCut told, on the FX thread, whether only the beginning of the last text is kept
     */
    KeptDraft(
            SettingsStore store,
            UnaryOperator<String> withoutSecrets,
            Consumer<Boolean> whetherCut) {
        this.store = store;
        this.withoutSecrets = withoutSecrets;
        this.whetherCut = whetherCut;
    }

    void is(String text, String extra) {
        long number = texts.incrementAndGet();
        if (text.length() + extra.length() <= SHORT) {
            keep(text, extra, number);
        } else {
            cleaning =
                    Thread.ofVirtual().name("keep draft").start(() -> keep(text, extra, number));
        }
    }

    /** A long text takes its time, in which a newer one may have been kept. Any thread. */
    private void keep(String text, String extra, long number) {
        if (!isLast(number)) {
            return;
        }
        Settings.Draft draft =
                new Settings.Draft(withoutSecrets.apply(text), withoutSecrets.apply(extra));
        FxThread.later(() -> {
            if (isLast(number)) {
                whetherCut.accept(draft.isCut());
            }
        });
        store.update(settings -> isLast(number) ? settings.withDraft(draft) : settings);
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
        Thread last = cleaning;
        try {
            if (last != null && !last.join(patience)) {
                LOG.warn("The last text is too long to be kept in time");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
