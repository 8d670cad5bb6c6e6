package app.jackdaw.net;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that passes only when nobody has anything else to do: once every thread it knows sleeps in
 * {@link #sleep} or waits for another thread, the sleeper who is due first is woken at its very
 * instant, alone, in the order of (due instant, begin of sleep). Hours cost microseconds and the
 * order of events does not depend on the machine.
 *
 * <p>It knows the threads made by {@link #newThread} and {@link #start} (start each of them: one
 * that was made and never started stops time), their makers, and every thread that ever slept here.
 * Limits: a thread it does not know, a socket, a file or a platform thread that was just signalled
 * looks idle, so time may pass while those are busy. Hence: let everything under test run on
 * threads of this factory, answer from memory, and let the test's own thread only wait for results.
 * A wait with a time-out that does not go through the ticker takes real time.
 */
public final class VirtualTicker implements Ticker, ThreadFactory {

    private record Sleeper(long due, long order, CountDownLatch woken) {}

    private final Instant start;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somebodySleeps = lock.newCondition();
    private final PriorityQueue<Sleeper> sleepers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Sleeper::due).thenComparingLong(Sleeper::order));
    private final Set<Thread> known = ConcurrentHashMap.newKeySet();
    private final AtomicLong sleepsBegun = new AtomicLong();
    private volatile long nanos;
    private volatile Duration wallOffset = Duration.ZERO;
    private boolean driven;

    public VirtualTicker() {
        this(Instant.parse("2026-11-23T08:00:00Z"));
    }

    public VirtualTicker(Instant start) {
        this.start = start;
    }

    @Override
    public Instant now() {
        return start.plus(wallOffset).plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Virtual time since the beginning. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    /** Lets time pass without anybody sleeping; sleepers who are due by then wake. */
    public void advance(Duration duration) {
        lock.lock();
        try {
            nanos += duration.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Moves the wall clock alone, as a machine does that slept or whose clock was set. */
    public void moveWallClock(Duration duration) {
        wallOffset = wallOffset.plus(duration);
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = Thread.ofVirtual().unstarted(task);
        known.add(thread);
        known.add(Thread.currentThread());
        return thread;
    }

    /** Runs a task on a virtual thread that counts. */
    public Thread start(Runnable task) {
        Thread thread = newThread(task);
        thread.start();
        return thread;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!duration.isPositive()) {
            return;
        }
        known.add(Thread.currentThread());
        Sleeper sleeper = begin(duration);
        try {
            sleeper.woken().await();
        } finally {
            lock.lock();
            try {
                sleepers.remove(sleeper);
            } finally {
                lock.unlock();
            }
        }
    }

    private Sleeper begin(Duration duration) {
        lock.lock();
        try {
            long order = sleepsBegun.incrementAndGet();
            Sleeper sleeper = new Sleeper(nanos + duration.toNanos(), order, new CountDownLatch(1));
            sleepers.add(sleeper);
            if (driven) {
                somebodySleeps.signal();
            } else {
                driven = true;
                Thread.ofPlatform().daemon().name("virtual-time").start(this::drive);
            }
            return sleeper;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes one sleeper after the other; gives up its thread after a while without any. */
    private void drive() {
        while (true) {
            lock.lock();
            try {
                while (sleepers.isEmpty()) {
                    if (somebodySleeps.awaitNanos(TimeUnit.MILLISECONDS.toNanos(200)) <= 0
                            && sleepers.isEmpty()) {
                        driven = false;
                        return;
                    }
                }
            } catch (InterruptedException nobodyDoesThat) {
                throw new IllegalStateException(nobodyDoesThat);
            } finally {
                lock.unlock();
            }
            if (!wakeNextIfAllIsQuiet()) {
                LockSupport.parkNanos(10_000);
            }
        }
    }

    private boolean wakeNextIfAllIsQuiet() {
        long before = sleepsBegun.get();
        // Several looks: a thread that was just seen waiting may have been signalled since by one
        // that was not looked at yet.
        for (int look = 0; look < 3; look++) {
            if (!isQuiet()) {
                return false;
            }
        }
        lock.lock();
        try {
            // A woken sleeper stays in the queue until it has left sleep().
            Sleeper next = sleepers.peek();
            if (next == null
                    || sleepsBegun.get() != before
                    || sleepers.stream().anyMatch(each -> each.woken().getCount() == 0)) {
                return false;
            }
            nanos = Math.max(nanos, next.due());
            next.woken().countDown();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isQuiet() {
        for (Thread thread : known) {
            switch (thread.getState()) {
                case RUNNABLE, NEW -> {
                    return false;
                }
                case TERMINATED -> known.remove(thread);
                case BLOCKED, WAITING, TIMED_WAITING -> {}
            }
        }
        return true;
    }
}
