package app.jackdaw.platform;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The application runs once per data folder. A file lock says who was first (the system frees it
 * even after a kill); a socket takes the calls of later starts, each on a virtual thread of its
 * own. {@link #claim} is for the application, before it opens anything; {@link #tell} for a start
 * that wants to know early whether it is needed at all.
 */
public final class SingleInstance implements AutoCloseable {

    private static final String LOCK_FILE = "instance.lock";

    /** Whoever has the lock opens its door within moments. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** What became of a call. */
    public enum Answer {
        /** No other instance runs. */
        NOBODY,
        /** The other instance took the call; this start is done. */
        TAKEN,
        /** Another instance runs and does not answer. */
        SILENT
    }

    private final Path folder;
    private final FileChannel lockFile;
    private final Consumer<InstanceCall> onCall;

    /** Null in it where there is none. */
    private final CompletableFuture<InstanceSocket.@Nullable Door> door = new CompletableFuture<>();

    private SingleInstance(Path folder, FileChannel lockFile, Consumer<InstanceCall> onCall) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.onCall = onCall;
    }

    /** What became of the wish to be the one instance. */
    public sealed interface Claim {

        /** This start is the one; until {@link SingleInstance#close}. */
        record Owned(SingleInstance instance) implements Claim {}

        /** Another one runs and was told to show itself, or does not answer. */
        record Refused(Answer answer) implements Claim {}

        /** This very process is the one already: whoever started it twice knows of both. */
        record Shared() implements Claim {}
    }

    /** Waits so long, interruptibly. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    /**
     * Becomes the one instance, or hands a call to the one that is. Of starts at the same moment
     * one gets the lock; the others find it as soon as it has opened its door, for which this one
     * does not wait.
     *
     * @param onCall gets the calls of later starts, on a virtual thread
     * @param call for the other one
     * @param patience how long the other one may take to open its door and to answer
     * @param nanos a clock for that
     * @throws IOException when folder or lock cannot be made: nobody can tell who runs there
     */
    public static Claim claim(
            Path dataFolder,
            Consumer<InstanceCall> onCall,
            InstanceCall call,
            Duration patience,
            LongSupplier nanos,
            Pause pause)
            throws IOException, InterruptedException {
        long begun = nanos.getAsLong();
        while (true) {
            try {
                Optional<SingleInstance> own = take(dataFolder, onCall);
                if (own.isPresent()) {
                    return new Claim.Owned(own.get());
                }
            } catch (OverlappingFileLockException heldInThisProcess) {
                return new Claim.Shared();
            }
            Duration left = patience.minusNanos(nanos.getAsLong() - begun);
            if (!left.isPositive()) {
                return new Claim.Refused(Answer.SILENT);
            }
            if (tell(dataFolder, call, left) == Answer.TAKEN) {
                return new Claim.Refused(Answer.TAKEN);
            }
            pause.sleep(LOOK_AGAIN); // it has just begun, or just ended
        }
    }

    /**
     * Becomes the one instance, until {@link #close}, and has opened its door. The folder is made
     * where it is missing.
     *
     * @param onCall gets the calls of later starts, on a virtual thread
     * @return empty when there is another one, in this process or in another
     * @throws IOException when folder or lock cannot be made
     */
    static Optional<SingleInstance> own(Path dataFolder, Consumer<InstanceCall> onCall)
            throws IOException {
        try {
            Optional<SingleInstance> own = take(dataFolder, onCall);
            own.ifPresent(instance -> instance.door.join());
            return own;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Optional.empty();
        }
    }

    private static Optional<SingleInstance> take(Path dataFolder, Consumer<InstanceCall> onCall)
            throws IOException {
        Files.createDirectories(dataFolder);
        FileChannel lockFile = lock(dataFolder);
        if (lockFile == null) {
            return Optional.empty();
        }
        SingleInstance instance = new SingleInstance(dataFolder, lockFile, onCall);
        Thread.ofVirtual().name("single-instance").start(instance::openDoor);
        return Optional.of(instance);
    }

    private void openDoor() {
        InstanceSocket.Door opened = null;
        try {
            opened = InstanceSocket.open(folder);
        } catch (IOException | RuntimeException noDoor) {
            // the lock is what matters: a later start is refused all the same
            LoggerFactory.getLogger(SingleInstance.class)
                    .warn("Later starts cannot call this one", noDoor);
        } finally {
            door.complete(opened);
        }
        if (opened != null) {
            takeCalls(opened);
        }
    }

    /**
     * Hands a call to the instance that runs, if one does.
     *
     * @param patience how long that instance may take to answer
     * @throws IOException when the data folder cannot be read
     */
    public static Answer tell(Path dataFolder, InstanceCall call, Duration patience)
            throws IOException, InterruptedException {
        Optional<InstanceSocket.Address> address = InstanceSocket.find(dataFolder);
        if (address.isEmpty()) {
            return Answer.NOBODY;
        }
        // A read from a UNIX domain socket knows no time-out, so it waits on a thread of its own.
        FutureTask<Boolean> exchange = new FutureTask<>(() -> exchange(address.get(), call));
        Thread thread = Thread.ofVirtual().name("single-instance-call").start(exchange);
        try {
            if (exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Answer.TAKEN;
            }
        } catch (TimeoutException | ExecutionException noAnswer) {
            // Not the end: after a kill the address leads nowhere, or to a stranger on that port.
        } finally {
            thread.interrupt();
        }
        try (FileChannel free = lock(dataFolder)) {
            return free == null ? Answer.SILENT : Answer.NOBODY;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Answer.SILENT;
        }
    }

    /**
     * The first thing of the end: takes no more calls, removes the address. Nobody is sent to a
     * window that is going; a start that comes now waits for the lock instead.
     */
    public void closeDoor() {
        InstanceSocket.Door opened = door.join(); // moments after the start
        if (opened == null || !opened.channel().isOpen()) {
            return;
        }
        try {
            opened.channel().close();
            InstanceSocket.remove(folder);
        } catch (IOException notTidied) {
            // harmless for the next start, which believes the lock and nothing else
            LoggerFactory.getLogger(SingleInstance.class).warn("Instance not tidied", notTidied);
        }
    }

    /** Gives the place up: takes no more calls, removes the address, frees the lock. */
    @Override
    public void close() {
        closeDoor();
        try {
            lockFile.close();
        } catch (IOException notFreed) {
            // the end of the process frees it
            LoggerFactory.getLogger(SingleInstance.class).warn("Lock not given back", notFreed);
        }
    }

    /**
     * The channel that holds the lock; null when another process does. Asked a second time within
     * the owner's own process, a POSIX system frees the owner's lock towards other processes; only
     * tests do that.
     *
     * @throws OverlappingFileLockException when this process does
     */
    private static @Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(LOCK_FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : channel;
    }

    private static boolean exchange(InstanceSocket.Address address, InstanceCall call)
            throws IOException {
        try (SocketChannel channel = address.connect()) {
            call.writeTo(new DataOutputStream(Channels.newOutputStream(channel)), address.key());
            return new DataInputStream(Channels.newInputStream(channel)).readInt()
                    == InstanceCall.TAKEN;
        }
    }

    private void takeCalls(InstanceSocket.Door calls) {
        try {
            while (true) {
                SocketChannel caller = calls.channel().accept();
                Thread.ofVirtual().name("single-instance-caller").start(() -> take(caller, calls));
            }
        } catch (ClosedChannelException closed) {
            // the end of every instance
        } catch (IOException broken) {
            LoggerFactory.getLogger(SingleInstance.class)
                    .warn("Later starts cannot be heard any more", broken);
        }
    }

    private void take(SocketChannel caller, InstanceSocket.Door calls) {
        try (caller) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(caller));
            InstanceCall call = InstanceCall.readFrom(in, calls.key());
            if (!calls.channel().isOpen()) {
                return; // the end has begun meanwhile
            }
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(caller));
            out.writeInt(InstanceCall.TAKEN);
            out.flush();
            onCall.accept(call);
        } catch (IOException unheard) {
            LoggerFactory.getLogger(SingleInstance.class).warn("A start was not heard", unheard);
        }
    }
}
