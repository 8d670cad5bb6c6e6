package app.jackdaw.download;

import app.jackdaw.model.ProblemException;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.FaultServer.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A source of bytes that lets its server know what was read, so that a drip is read drop by drop
 * and time passes between two reads and nowhere else. For one transfer at a time.
 */
final class Reads implements ByteSource {

    private static final int ALL = Integer.MAX_VALUE / 2;

    private final ByteSource source;
    private volatile Semaphore read = new Semaphore(0);

    Reads(ByteSource source) {
        this.source = source;
    }

    /** For one answer's script: waits until a slice was read, then lets time pass. */
    Pause afterEach(int slice, Duration duration, Consumer<Duration> advance) {
        Semaphore ofThisAnswer = read;
        return () -> {
            ofThisAnswer.acquire(slice);
            advance.accept(duration);
        };
    }

    @Override
    public ByteAnswer open(ByteRequest request) throws ProblemException, InterruptedException {
        Semaphore ofThisAnswer = new Semaphore(0);
        read = ofThisAnswer;
        return new Counted(source.open(request), ofThisAnswer);
    }

    private record Counted(ByteAnswer answer, Semaphore count) implements ByteAnswer {

        @Override
        public int status() {
            return answer.status();
        }

        @Override
        public Optional<String> header(String name) {
            return answer.header(name);
        }

        @Override
        public Framing framing() {
            return answer.framing();
        }

        @Override
        public long length() {
            return answer.length();
        }

        @Override
        public URI uri() {
            return answer.uri();
        }

        @Override
        public int read(byte[] buffer, int offset, int length)
                throws ProblemException, InterruptedException {
            int read = answer.read(buffer, offset, length);
            count.release(Math.max(0, read));
            return read;
        }

        @Override
        public void close() {
            answer.close();
            count.release(ALL); // the script goes on until it finds nobody there
        }
    }
}
