package app.jackdaw.download;

import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file under one address, sent at a steady pace by the book, whoever asks: ranges, If-Range,
 * HEAD, 416. Its content may be exchanged for another of the same length.
 */
final class VersionServer implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final String FILE = "/file0.bin";

    /** What the server has at a time, and whether it says which version that is. */
    private record Version(byte[] content, String etag, String lastModified, boolean told) {}

    private final FaultServer server = new FaultServer();
    private final int bytesPerSecond;
    private final AtomicLong sent = new AtomicLong();
    private volatile Version version;

    VersionServer(byte[] content, boolean told, int bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        this.version = new Version(content, "\"v1\"", "Mon, 23 Nov 2026 08:00:00 GMT", told);
        server.on(FILE, this::serve);
        server.on("/link", (_, wire) -> wire.answer("200 OK", "", file().toString().getBytes()));
    }

    URI root() {
        return server.uri("/");
    }

    URI file() {
        return server.uri(FILE);
    }

    /** Somebody saved another version. */
    void exchange(byte[] content) {
        boolean told = version.told();
        version = new Version(content, "\"v2\"", "Tue, 24 Nov 2026 09:00:00 GMT", told);
    }

    /** Bytes of the body since the last look, and begins anew. */
    long takeSent() {
        return sent.getAndSet(0);
    }

    long sent() {
        return sent.get();
    }

    private void serve(FaultServer.Request request, FaultServer.Wire wire)
            throws IOException, InterruptedException {
        Version now = version;
        byte[] content = now.content();
        String ifRange = request.headers().get("if-range");
        boolean same =
                ifRange == null
                        || (now.told() && Set.of(now.etag(), now.lastModified()).contains(ifRange));
        boolean ranged = request.isRanged() && same;
        String validators =
                now.told()
                        ? "ETag: "
                                + now.etag()
                                + "\r\nLast-Modified: "
                                + now.lastModified()
                                + "\r\n"
                        : "";
        String headers =
                "Date: Wed, 25 Nov 2026 10:00:00 GMT\r\nAccept-Ranges: bytes\r\n"
                        + "Content-Type: application/octet-stream\r\n"
                        + validators;
        long from = ranged ? request.from() : 0;
        if (from >= content.length) {
            String range = "Content-Range: bytes */" + content.length + "\r\n";
            wire.answer("416 Range Not Satisfiable", headers + range, new byte[0]);
            return;
        }
        int end = ranged ? end(request, content.length) : content.length;
        wire.text(
                ranged
                        ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n"
                                .formatted(from, end - 1, content.length)
                        : "HTTP/1.1 200 OK\r\n");
        wire.text(headers + "Content-Length: " + (end - from) + "\r\n\r\n");
        if (!request.method().equals("HEAD")) {
            send(wire, content, (int) from, end);
        }
    }

    private static int end(FaultServer.Request request, int length) {
        String range = request.headers().getOrDefault("range", "");
        String last = range.substring(range.indexOf('-') + 1);
        return last.isEmpty() ? length : Math.min(length, Integer.parseInt(last) + 1);
    }

    private void send(FaultServer.Wire wire, byte[] content, int from, int end)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (int at = from; at < end; at += CHUNK) {
            int count = Math.min(CHUNK, end - at);
            sent.addAndGet(count);
            wire.bytes(content, at, count);
            long due = begun + (long) (at + count - from) * 1_000_000_000L / bytesPerSecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
