package app.jackdaw.download;

import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Platform and link host of {@link CrashTrial}: links that expire, bodies that take their time and
 * are cut now and then. Lives in the process that is never killed, and keeps account of what it
 * sends.
 */
final class CrashServer implements AutoCloseable {

    /** So that kills find files half-way. */
    private static final int BYTES_PER_SECOND = 12_000_000;

    private static final int CHUNK = 16 * 1024;
    private static final int SEND_BUFFER = 256 * 1024;
    private static final long LINKS_LIVE_MILLIS = 3000;

    private final FaultServer server = new FaultServer();
    private final byte[][] contents;
    private final Random random;
    private final List<CrashAccount> accounts = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sentInLife = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();

    CrashServer(byte[][] contents, Random random) {
        this.contents = contents;
        this.random = random;
        for (int i = 0; i < contents.length; i++) {
            int number = i;
            server.on("/f" + i, (request, wire) -> serve(number, request, wire));
        }
        server.on("/link", this::giveLink);
    }

    URI root() {
        return server.uri("/");
    }

    /** The same files, as if nobody had ever asked for them. */
    void beginBatch() {
        accounts.clear();
        for (int i = 0; i < contents.length; i++) {
            int at = random.nextBoolean() ? random.nextInt(contents[i].length + 1) : 0;
            accounts.add(new CrashAccount(isVersioned(i) ? at : 0));
        }
    }

    /**
     * The others are continued after a look at their end, which is sent again; that may happen to
     * them when they are killed, but no cut costs anything that a kill is to answer for.
     */
    private static boolean isVersioned(int file) {
        return file % 2 == 0;
    }

    void beginLife() {
        sentInLife.set(0);
        accounts.forEach(CrashAccount::beginLife);
    }

    /** Returns when nothing is sent any more: whoever asked is dead or done. */
    void settle() throws InterruptedException {
        while (open.get() > 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    CrashAccount account(int file) {
        return accounts.get(file);
    }

    /** Bytes of bodies since the beginning. */
    long sent() {
        return sent.get();
    }

    long sentInLife() {
        return sentInLife.get();
    }

    /** Whether some file was on its way, or all sent, when the life ended. */
    boolean isSending() {
        return accounts.stream().anyMatch(CrashAccount::wasOnItsWay);
    }

    /** Times that a link was used after its end. */
    long refused() {
        return refused.get();
    }

    /** Connections that ended in the middle of a body. */
    long cut() {
        return cut.get();
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static String parameter(FaultServer.Request request) {
        return request.target().substring(request.target().indexOf('=') + 1);
    }

    private void giveLink(FaultServer.Request request, FaultServer.Wire wire) throws IOException {
        int file = Integer.parseInt(parameter(request));
        boolean expired = accounts.get(file).nextLinkIsExpired();
        long until = now() + (expired ? -1 : LINKS_LIVE_MILLIS);
        String link = server.uri("/f" + file + "?until=" + until).toString();
        wire.answer("200 OK", "", link.getBytes());
    }

    private void serve(int file, FaultServer.Request request, FaultServer.Wire wire)
            throws IOException, InterruptedException {
        open.incrementAndGet();
        try {
            boolean expired = now() > Long.parseLong(parameter(request));
            accounts.get(file).linkUsed(expired);
            if (expired) {
                refused.incrementAndGet();
                wire.answer("403 Forbidden", "", new byte[0]);
            } else {
                send(file, request, wire);
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private void send(int file, FaultServer.Request request, FaultServer.Wire wire)
            throws IOException, InterruptedException {
        byte[] content = contents[file];
        CrashAccount account = accounts.get(file);
        String etag = "\"v" + file + "\"";
        boolean versioned = isVersioned(file);
        String ifRange = request.headers().get("if-range");
        boolean ranged = request.isRanged() && (ifRange == null || ifRange.equals(etag));
        int from = ranged ? (int) request.from() : 0;
        int end = ranged ? (int) Math.min(content.length, request.end()) : content.length;
        wire.sendBuffer(SEND_BUFFER); // else a busy machine counts as sent what nobody read
        account.opened();
        wire.text(
                ranged
                        ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n"
                                .formatted(from, end - 1, content.length)
                        : "HTTP/1.1 200 OK\r\n");
        wire.text(versioned ? "ETag: " + etag + "\r\n" : "");
        wire.text("Content-Length: " + (end - from) + "\r\n\r\n");
        for (int at = from; at < end; at += CHUNK) {
            int count = Math.min(CHUNK, end - at);
            // counted before: what a dead reader left in the sockets was sent too
            account.sending(at, count);
            sent.addAndGet(count);
            sentInLife.addAndGet(count);
            wire.bytes(content, at, count);
            if (at + count < end && account.isCutAt(at + count)) {
                cut.incrementAndGet();
                wire.close();
                return;
            }
            TimeUnit.NANOSECONDS.sleep(count * 1_000_000_000L / BYTES_PER_SECOND);
        }
        if (end == content.length) {
            account.ended();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
