package app.jackdaw.practice;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the practice platform was asked, in order of arrival, the latest ten thousand of each kind.
 * Neither access tokens nor links are kept. Any thread.
 */
public final class PracticeCalls {

    /** A long run must not fill the memory. */
    private static final int KEPT = 10_000;

    /**
     * A request for a tenant access token.
     *
     * @param code the platform's, 0 for success
     */
    public record TokenCall(Instant at, int status, int code) {}

    /**
     * A request for links.
     *
     * @param nanos when it arrived, of the settings' monotonic source
     * @param fileTokens values of {@code file_tokens} as they came, decoded once
     * @param extra as it came, decoded once
     * @param code the platform's, 0 for success
     */
    public record LinkCall(
            Instant at,
            long nanos,
            List<String> fileTokens,
            @Nullable String extra,
            int status,
            int code) {

        public LinkCall {
            fileTokens = List.copyOf(fileTokens);
        }
    }

    /**
     * A request at the link host.
     *
     * @param token of the document, empty where the link named none
     * @param range the {@code Range} header as it came
     * @param status the answer's; a transfer that breaks off has one too
     */
    public record ByteCall(
            Instant at,
            String token,
            @Nullable String range,
            Authorization authorization,
            int status) {}

    /** Whether a request carried an {@code Authorization} header. */
    public enum Authorization {
        ABSENT,
        PRESENT
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<TokenCall> tokenCalls = new ArrayDeque<>();
    private final Deque<LinkCall> linkCalls = new ArrayDeque<>();
    private final Deque<ByteCall> byteCalls = new ArrayDeque<>();

    PracticeCalls() {}

    public List<TokenCall> tokenCalls() {
        return copy(tokenCalls);
    }

    public List<LinkCall> linkCalls() {
        return copy(linkCalls);
    }

    public List<ByteCall> byteCalls() {
        return copy(byteCalls);
    }

    /** How many requests carried an {@code Authorization} header to the link host: a fault. */
    public long authorizedByteCalls() {
        return byteCalls().stream()
                .filter(call -> call.authorization() == Authorization.PRESENT)
                .count();
    }

    void record(TokenCall call) {
        keep(tokenCalls, call);
    }

    void record(LinkCall call) {
        keep(linkCalls, call);
    }

    void record(ByteCall call) {
        keep(byteCalls, call);
    }

    private <T> void keep(Deque<T> calls, T call) {
        lock.lock();
        try {
            if (calls.size() == KEPT) {
                calls.removeFirst();
            }
            calls.addLast(call);
        } finally {
            lock.unlock();
        }
    }

    private <T> List<T> copy(Deque<T> calls) {
        lock.lock();
        try {
            return List.copyOf(new ArrayList<>(calls));
        } finally {
            lock.unlock();
        }
    }
}
