package app.jackdaw.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A child process and the lines that it said so far; a virtual thread listens. */
final class Heard {

    private final Process process;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private boolean silent;

    Heard(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> listen(process.getInputStream()));
    }

    Process process() {
        return process;
    }

    private void listen(InputStream output) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line, false);
            }
        } catch (IOException killed) {
            // no more to hear
        } finally {
            add("", true);
        }
    }

    private void add(String line, boolean last) {
        lock.lock();
        try {
            if (!last) {
                lines.add(line);
            }
            silent |= last;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything it said; waits until it has no more to say, so only for one that ended. */
    List<String> everything() throws InterruptedException {
        lock.lock();
        try {
            while (!silent) {
                more.await();
            }
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the word was said so often.
     *
     * @return false when it ended, or took too long, before
     */
    boolean waitFor(String word, int times, long seconds) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(seconds);
        lock.lock();
        try {
            while (times(word) < times && !silent && left > 0) {
                left = more.awaitNanos(left);
            }
            return times(word) >= times;
        } finally {
            lock.unlock();
        }
    }

    private long times(String word) {
        return lines.stream().filter(word::equals).count();
    }
}
