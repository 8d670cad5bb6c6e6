package app.jackdaw.store;

import app.jackdaw.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of this user: read once, changed from any thread without blocking it, written a
 * while after a change on one virtual thread, and at the latest on {@link #close}.
 */
public final class SettingsStore implements AutoCloseable {

    /** How the store waits before it writes; an interrupt ends it. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(SettingsStore.class);
    private static final String FILE = "settings.json";
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final SettingsFile file;
    private final Duration delay;
    private final Pause pause;
    private final Consumer<Problem> onTrouble;
    private final ObjectNode asRead;
    private final boolean writable;
    private final @Nullable Problem problem;
    private final AtomicReference<Settings> current;
    private final Semaphore changes = new Semaphore(0);
    private final Thread writer;

    /** Held while writing and while the writer is told to end, so that no write is cut. */
    private final ReentrantLock disk = new ReentrantLock();

    private Settings onDisk;
    private boolean failing;
    private boolean closed;

    private SettingsStore(
            SettingsFile file, Duration delay, Pause pause, Consumer<Problem> onTrouble) {
        this.file = file;
        this.delay = delay;
        this.pause = pause;
        this.onTrouble = onTrouble;
        SettingsFile.Content content = file.read();
        asRead = content.tree();
        writable = content.writable();
        problem = content.problem();
        onDisk = SettingsJson.read(asRead);
        current = new AtomicReference<>(onDisk);
        writer = Thread.ofVirtual().name("settings-writer").unstarted(this::writeChanges);
    }

    /**
     * Reads the settings; blocks for one small file.
     *
     * @param folder made with the first write where it is missing
     * @param clock dates a damaged file that is set aside
     * @param delay from the first unwritten change to the write; later changes go along
     * @param onTrouble told once when writing begins to fail, on the thread that wrote
     */
    public static SettingsStore open(
            Path folder,
            InstantSource clock,
            Duration delay,
            Pause pause,
            Consumer<Problem> onTrouble) {
        SettingsFile file = new SettingsFile(folder.resolve(FILE), clock);
        SettingsStore store = new SettingsStore(file, delay, pause, onTrouble);
        store.writer.start();
        return store;
    }

    /** The settings as of now. */
    public Settings current() {
        return current.get();
    }

    /**
     * Why the settings are not what the user left: SETTINGS_DAMAGED (set aside, defaults used),
     * SETTINGS_NEWER or SETTINGS_NOT_READ (the file stays untouched, nothing is saved).
     */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Changes the settings and has them written later; does not block.
     *
     * @param change may be called more than once, so it does nothing but compute
     * @return the settings after it
     */
    public Settings update(UnaryOperator<Settings> change) {
        Settings changed = current.updateAndGet(change);
        changes.release();
        return changed;
    }

    /** Writes what is not written yet; blocks. */
    public void flush() {
        disk.lock();
        try {
            write();
        } finally {
            disk.unlock();
        }
    }

    /** Writes what is not written yet and ends; later changes are kept in memory alone. */
    @Override
    public void close() {
        close(CLOSING);
    }

    /**
     * @param patience in the time of the machine: its disk is waited for, on the thread of a window
     */
    public void close(Duration patience) {
        Thread last = Thread.ofVirtual().name("settings-last-write").start(this::writeAndEnd);
        try {
            if (!last.join(patience)) {
                LOG.warn("The disk of the settings does not answer; the last may be missing");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAndEnd() {
        disk.lock();
        try {
            write();
            closed = true;
            writer.interrupt();
        } finally {
            disk.unlock();
        }
    }

    private void writeChanges() {
        try {
            while (true) {
                changes.acquire();
                changes.drainPermits();
                pause.sleep(delay);
                flush();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under the lock. */
    private void write() {
        Settings wanted = current.get();
        if (closed || !writable || wanted.equals(onDisk)) {
            return;
        }
        try {
            file.write(SettingsJson.over(asRead, SettingsJson.write(wanted)));
            onDisk = wanted;
            failing = false;
        } catch (IOException notWritten) {
            LOG.warn("Settings not saved", notWritten);
            if (!failing) {
                failing = true;
                onTrouble.accept(file.notSaved());
            }
        }
    }
}
