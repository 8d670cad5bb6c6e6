package app.jackdaw.download;

import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * One large file, killed half-way, then continued while the server has the same file, or another
 * one of the same size: what the well-known tools do there is in the design of the engine.
 *
 * <p>As a program it prints the table.
 */
final class VersionTrial {

    private static final int CHUNK = 16 * 1024;

    /** What the server has when the second process asks. */
    enum Server {
        UNCHANGED,
        OTHER_CONTENT_SAME_SIZE,
        OTHER_CONTENT_NO_VERSION
    }

    /** One row of the table. */
    record Row(Server server, long onDisk, long sentAgain, double seconds, String result) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | jackdaw | %d | resume took %.1f s, %d bytes sent | %s |",
                    server.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    onDisk,
                    seconds,
                    sentAgain,
                    result);
        }
    }

    private final byte[] one;
    private final byte[] two;
    private final int bytesPerSecond;
    private final AtomicLong sent = new AtomicLong();
    private volatile byte[] present;
    private volatile String etag = "";

    VersionTrial(int size, int bytesPerSecond) {
        this.one = Bench.bytes(size, 1);
        this.two = Bench.bytes(size, 2);
        this.bytesPerSecond = bytesPerSecond;
        this.present = one;
    }

    public static void main(String[] arguments) throws Exception {
        VersionTrial trial = new VersionTrial(24 << 20, 4 << 20);
        for (Server server : Server.values()) {
            System.out.println(trial.run(server, Files.createTempDirectory("version-trial")));
        }
    }

    private void serve(FaultServer.Request request, FaultServer.Wire wire)
            throws IOException, InterruptedException {
        byte[] content = present;
        String tag = etag;
        String ifRange = request.headers().get("if-range");
        boolean ranged = request.isRanged() && (ifRange == null || ifRange.equals(tag));
        int from = ranged ? (int) request.from() : 0;
        wire.text(
                ranged
                        ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n"
                                .formatted(from, content.length - 1, content.length)
                        : "HTTP/1.1 200 OK\r\n");
        wire.text(tag.isEmpty() ? "" : "ETag: " + tag + "\r\n");
        wire.text("Content-Length: " + (content.length - from) + "\r\n\r\n");
        for (int at = from; at < content.length; at += CHUNK) {
            int count = Math.min(CHUNK, content.length - at);
            wire.bytes(content, at, count);
            sent.addAndGet(count);
            TimeUnit.NANOSECONDS.sleep(count * 1_000_000_000L / bytesPerSecond);
        }
    }

    Row run(Server change, Path root) throws Exception {
        present = one;
        etag = change == Server.OTHER_CONTENT_NO_VERSION ? "" : "\"1\"";
        sent.set(0);
        Path folder = Files.createDirectories(root.resolve(change.name()));
        try (FaultServer server = new FaultServer()) {
            server.on("/f0", this::serve);
            server.on(
                    "/link",
                    (_, wire) ->
                            wire.answer("200 OK", "", server.uri("/f0").toString().getBytes()));
            String[] batch = {
                server.uri("/").toString(),
                folder.toString(),
                root.resolve(change + ".db").toString(),
                "1"
            };
            Process first = Children.start(CrashChild.class, List.of(), batch);
            while (sent.get() < one.length / 2) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            first.destroyForcibly().waitFor();
            long onDisk = onDisk(folder);
            if (change != Server.UNCHANGED) {
                present = two;
                etag = change == Server.OTHER_CONTENT_NO_VERSION ? "" : "\"2\"";
            }
            sent.set(0);
            long begun = System.nanoTime();
            Process second = Children.start(CrashChild.class, List.of(), batch);
            if (!second.waitFor(120, TimeUnit.SECONDS) || second.exitValue() != 0) {
                throw new IllegalStateException("the second process did not finish");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            byte[] file = Files.readAllBytes(folder.resolve("file0.bin"));
            return new Row(change, onDisk, sent.get(), seconds, result(file));
        }
    }

    private String result(byte[] file) {
        if (Arrays.equals(file, one)) {
            return "version1";
        }
        return Arrays.equals(file, two) ? "version2" : "MIXED/WRONG";
    }

    private static long onDisk(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
