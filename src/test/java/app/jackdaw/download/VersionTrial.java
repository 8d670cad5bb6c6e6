package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One large file, its reader killed (SIGKILL) half-way, then told to go on while the server has the
 * same file, or another one of the same size; with and without anything that tells the versions
 * apart. Ours beside the well-known tools, as far as they are here.
 *
 * <p>As a program it prints the table; it fails when a row of ours is wrong.
 */
final class VersionTrial {

    private static final int SIZE = 24 << 20;
    private static final int BYTES_PER_SECOND = 4 << 20;
    private static final long PATIENCE_SECONDS = 120;

    /** What the server has when the second process asks. */
    enum Server {
        UNCHANGED("unchanged", 0, true),
        UNCHANGED_NO_VERSION("unchanged, no validators", 0, false),
        CHANGED("other content, same size", Integer.MAX_VALUE, true),
        CHANGED_NO_VERSION("other content, same size, no validators", Integer.MAX_VALUE, false),
        CHANGED_AT_ENDS("other first and last MiB, same size", 1 << 20, true),
        CHANGED_AT_ENDS_NO_VERSION(
                "other first and last MiB, same size, no validators", 1 << 20, false);

        private final String words;
        private final int changed;
        private final boolean told;

        Server(String words, int changed, boolean told) {
            this.words = words;
            this.changed = changed;
            this.told = told;
        }

        /** The other version, as far as it is another. */
        private byte[] now(byte[] one, byte[] two) {
            byte[] now = one.clone();
            int length = Math.min(changed, now.length);
            System.arraycopy(two, 0, now, 0, length);
            System.arraycopy(two, now.length - length, now, now.length - length, length);
            return now;
        }
    }

    /**
     * One row of the table.
     *
     * @param onDisk after the kill
     * @param sent by the server to the second process
     */
    record Row(
            Server server,
            Tool tool,
            long onDisk,
            double seconds,
            String exit,
            long sent,
            String result) {

        static final String HEAD =
                """
                | server after the kill | tool | bytes on disk after kill -9 | resume | exit | bytes sent to the second process | result |
                |---|---|---|---|---|---|---|\
                """;

        /** The right version, and little of what was there fetched again. */
        boolean isGood(int size) {
            return server.changed > 0
                    ? result.equals("version2")
                    : result.equals("version1")
                            && sent <= size - onDisk + CrashFigures.ALLOWED_PER_FILE;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %.1f s | %s | %d | %s |",
                    server.words,
                    tool.command(),
                    onDisk,
                    seconds,
                    exit,
                    sent,
                    result);
        }
    }

    private final byte[] one;
    private final byte[] two;
    private final int bytesPerSecond;

    VersionTrial(int size, int bytesPerSecond) {
        this.one = Bench.bytes(size, 1);
        this.two = Bench.bytes(size, 2);
        this.bytesPerSecond = bytesPerSecond;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("version-trial");
        List<Tool> tools = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            tool.version()
                    .ifPresentOrElse(
                            version -> {
                                tools.add(tool);
                                System.out.println("with " + version);
                            },
                            () -> System.out.println(tool.command() + " is not here: no rows"));
        }
        System.out.println();
        System.out.println(Row.HEAD);
        VersionTrial trial = new VersionTrial(SIZE, BYTES_PER_SECOND);
        boolean good = true;
        for (Server server : Server.values()) {
            for (Row row : trial.run(server, tools, root.resolve(server.name()))) {
                System.out.println(row);
                good &= row.tool() != Tool.JACKDAW || row.isGood(SIZE);
            }
        }
        System.out.println();
        System.out.println(good ? "jackdaw's rows are right" : "a row of jackdaw is WRONG");
        System.exit(good ? 0 : 1);
    }

    /** All at the same time: each has a server of its own, which is slower than the machine. */
    private List<Row> run(Server server, List<Tool> tools, Path root) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Row>> rows = new ArrayList<>();
            for (Tool tool : tools) {
                rows.add(threads.submit(() -> run(server, tool, root.resolve(tool.command()))));
            }
            List<Row> done = new ArrayList<>();
            for (Future<Row> row : rows) {
                done.add(row.get());
            }
            return done;
        }
    }

    Row run(Server change, Tool tool, Path folder) throws Exception {
        try (VersionServer server = new VersionServer(one, change.told, bytesPerSecond)) {
            Process first = tool.start(server, folder, false);
            while (server.sent() < one.length / 2 && first.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            first.destroyForcibly().waitFor();
            long onDisk = onDisk(folder);
            byte[] now = change.now(one, two);
            if (change.changed > 0) {
                server.exchange(now);
            }
            server.takeSent();
            long begun = System.nanoTime();
            Process second = tool.start(server, folder, true);
            boolean ended = second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - begun) / 1e9;
            second.destroyForcibly().waitFor();
            String exit = ended ? Integer.toString(second.exitValue()) : "does not end";
            return new Row(
                    change, tool, onDisk, seconds, exit, server.takeSent(), result(folder, now));
        }
    }

    private String result(Path folder, byte[] now) throws IOException {
        Path file = folder.resolve("file0.bin");
        if (!Files.exists(file)) {
            return "no file";
        }
        byte[] content = Files.readAllBytes(file);
        if (Arrays.equals(content, one)) {
            return "version1";
        }
        return Arrays.equals(content, now) ? "version2" : "**MIXED**";
    }

    private static long onDisk(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                boolean control = file.getFileName().toString().endsWith(".aria2");
                bytes += control ? 0 : Files.size(file);
            }
            return bytes;
        }
    }
}
