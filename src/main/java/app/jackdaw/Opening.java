package app.jackdaw;

import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.platform.InstanceCall;
import app.jackdaw.platform.SingleInstance;
import app.jackdaw.platform.SingleInstance.Claim;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What a start takes before it shows anything: the place as the one instance, then what an earlier
 * run left. None of it needs a window, so {@link Main} begins it beside JavaFX, which takes longer
 * to start; {@link App} finishes it, or does all of it where it was started without {@code Main}.
 * Any thread.
 */
final class Opening {

    /**
     * The other instance may just be ending, and its disk slow, or just be starting on a machine
     * that is on its knees.
     */
    static final Duration PATIENCE = Closing.BUDGET.plusSeconds(2);

    /**
     * What {@code Main} began for the {@code App}, which JavaFX makes by itself and hands nothing
     * but texts: the one way from one to the other. Taken once.
     */
    private static final AtomicReference<@Nullable FutureTask<Opening>> BEGUN =
            new AtomicReference<>();

    private @Nullable SingleInstance instance;
    private SingleInstance.@Nullable Answer refused;
    private @Nullable KeptState kept;
    private volatile Runnable onCall = () -> {};

    private Opening() {}

    /** Begins on a thread of its own; returns at once. */
    static void begin(List<String> arguments) {
        FutureTask<Opening> opening =
                new FutureTask<>(() -> open(AppFolders.ofThisMachine(), arguments));
        BEGUN.set(opening);
        Thread.ofPlatform().daemon().name("beside-javafx").start(opening);
    }

    /** What was begun, when it is through; else opens everything now. */
    static Opening take(List<String> arguments) throws InterruptedException {
        FutureTask<Opening> begun = BEGUN.getAndSet(null);
        if (begun == null) {
            return open(AppFolders.ofThisMachine(), arguments);
        }
        try {
            return begun.get();
        } catch (ExecutionException mistake) {
            throw new IllegalStateException("not opened", mistake.getCause());
        }
    }

    private static Opening open(AppFolders folders, List<String> arguments)
            throws InterruptedException {
        Ticker ticker = Ticker.system();
        Opening opening = new Opening();
        try {
            folders.create();
            Claim claim =
                    SingleInstance.claim(
                            folders.data(),
                            _ -> opening.onCall.run(),
                            InstanceCall.of(arguments.toArray(String[]::new)),
                            PATIENCE,
                            ticker::nanos,
                            ticker::sleep);
            switch (claim) {
                case Claim.Owned(SingleInstance own) -> opening.instance = own;
                case Claim.Refused(SingleInstance.Answer answer) -> opening.refused = answer;
                case Claim.Shared() -> {
                    // not this one's to end the process; the ledger says that it is taken
                }
            }
        } catch (IOException noPlace) {
            // the window starts all the same and names the folder when something has to be kept
            LoggerFactory.getLogger(Opening.class).warn("No lock on the data folder", noPlace);
        }
        if (opening.refused == null) {
            opening.kept = KeptState.open(folders, ticker);
        }
        return opening;
    }

    /** Null where nobody can tell, or where another one has the place. */
    @Nullable SingleInstance instance() {
        return instance;
    }

    /** What the other instance said, if there is one; null when this one may start. */
    SingleInstance.@Nullable Answer refused() {
        return refused;
    }

    /** Null when this one may not start. */
    @Nullable KeptState kept() {
        return kept;
    }

    /**
     * @param listener told, on a virtual thread, of each later start that is sent to this one; one
     *     that came earlier finds a window that is about to show itself
     */
    void onCall(Runnable listener) {
        onCall = listener;
    }
}
