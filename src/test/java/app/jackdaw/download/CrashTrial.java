package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kills the engine's process at random moments of a batch, again and again, and looks at what is
 * left: every final file must be right, the list complete, and little fetched twice.
 *
 * <p>As a program: {@code CrashTrial [kills] [seed]}; prints its figures and fails with them.
 */
final class CrashTrial {

    static final int FILES = 50;
    static final int AT_ONCE = 4;

    /** What may be fetched again per file that was under way when the process was killed. */
    private static final long ALLOWED_PER_FILE = 8L << 20;

    /** So that kills find files half-way. */
    private static final int BYTES_PER_SECOND = 12_000_000;

    private static final int CHUNK = 16 * 1024;
    private static final long LINKS_LIVE_MILLIS = 1500;

    /** What came of it. */
    record Figures(
            int kills,
            int batches,
            int wrongFiles,
            int missingFiles,
            int surplusFiles,
            int lostEntries,
            long wantedBytes,
            long sentBytes,
            long expiredLinks) {

        boolean isGood() {
            long allowed = wantedBytes + kills * AT_ONCE * ALLOWED_PER_FILE;
            return wrongFiles + missingFiles + surplusFiles + lostEntries == 0
                    && sentBytes <= allowed;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d kills in %d batches of %d files: %d wrong, %d missing, %d surplus files,"
                            + " %d lost entries; %.1f MB wanted, %.1f MB sent (%.2f MB per kill"
                            + " twice), %d expired links refused",
                    kills,
                    batches,
                    FILES,
                    wrongFiles,
                    missingFiles,
                    surplusFiles,
                    lostEntries,
                    wantedBytes / 1e6,
                    sentBytes / 1e6,
                    (sentBytes - wantedBytes) / 1e6 / Math.max(1, kills),
                    expiredLinks);
        }
    }

    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path folder = Files.createTempDirectory("crash-trial");
        System.out.println("seed " + seed + ", in " + folder);
        Figures figures = new CrashTrial(folder, seed).run(kills);
        System.out.println(figures);
        System.exit(figures.isGood() ? 0 : 1);
    }

    private final Path root;
    private final Random random;
    private final byte[][] contents = new byte[FILES][];
    private final int[] given = new int[FILES];
    private final FaultServer server = new FaultServer();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private int wrong;
    private int missing;
    private int surplus;
    private int lost;

    /** How many entries this batch has in the ledger. */
    private int listed;

    CrashTrial(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            boolean large = i % 5 == 0;
            int length = large ? 3_000_000 + random.nextInt(6_000_000) : random.nextInt(200_000);
            contents[i] = Bench.bytes(length, i);
            int number = i;
            server.on("/f" + i, (request, wire) -> serve(number, request, wire));
        }
        server.on(
                "/link",
                (request, wire) -> {
                    String number = request.target().substring(request.target().indexOf('=') + 1);
                    // every third link of a file has expired before it is used
                    boolean stale = given[Integer.parseInt(number)]++ % 3 == 1;
                    long until = now() + (stale ? -1 : LINKS_LIVE_MILLIS);
                    String link = server.uri("/f" + number + "?until=" + until).toString();
                    wire.answer("200 OK", "", link.getBytes());
                });
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void serve(int number, FaultServer.Request request, FaultServer.Wire wire)
            throws IOException, InterruptedException {
        long until = Long.parseLong(request.target().substring(request.target().indexOf('=') + 1));
        if (now() > until) {
            refused.incrementAndGet();
            wire.answer("403 Forbidden", "", new byte[0]);
            return;
        }
        byte[] content = contents[number];
        String etag = "\"v" + number + "\"";
        boolean versioned = number % 2 == 0; // the others are continued after a look at their end
        String ifRange = request.headers().get("if-range");
        boolean ranged = request.isRanged() && (ifRange == null || ifRange.equals(etag));
        int from = ranged ? (int) request.from() : 0;
        String headers = versioned ? "ETag: " + etag + "\r\n" : "";
        wire.text(
                ranged
                        ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n"
                                .formatted(from, content.length - 1, content.length)
                        : "HTTP/1.1 200 OK\r\n");
        wire.text(headers + "Content-Length: " + (content.length - from) + "\r\n\r\n");
        for (int at = from; at < content.length; at += CHUNK) {
            int count = Math.min(CHUNK, content.length - at);
            wire.bytes(content, at, count);
            bodyBytes.addAndGet(count);
            TimeUnit.NANOSECONDS.sleep(count * 1_000_000_000L / BYTES_PER_SECOND);
        }
    }

    Figures run(int kills) throws Exception {
        int killed = 0;
        int batch = 0;
        long wanted = 0;
        while (killed < kills) {
            batch++;
            listed = 0;
            Path folder = Files.createDirectory(root.resolve("batch" + batch));
            Path ledger = root.resolve("data" + batch).resolve("ledger.db");
            for (boolean ended = false; !ended; ) {
                ended = child(folder, ledger, killed < kills);
                killed += ended ? 0 : 1;
                look(folder, ledger, ended);
            }
            wanted += Arrays.stream(contents).mapToLong(content -> content.length).sum();
        }
        server.close();
        return new Figures(
                killed,
                batch,
                wrong,
                missing,
                surplus,
                lost,
                wanted,
                bodyBytes.get(),
                refused.get());
    }

    /** Whether the process came to its end before it was killed. */
    private boolean child(Path folder, Path ledger, boolean mayKill) throws Exception {
        Process process =
                Children.start(
                        CrashChild.class,
                        List.of(),
                        server.uri("/").toString(),
                        folder.toString(),
                        ledger.toString(),
                        Integer.toString(FILES));
        // it takes about a second to start working
        long patience = mayKill ? 700 + random.nextInt(2500) : 120_000;
        if (process.waitFor(patience, TimeUnit.MILLISECONDS)) {
            if (process.exitValue() != 0) {
                throw new IllegalStateException("the batch failed: " + process.exitValue());
            }
            return true;
        }
        process.destroyForcibly().waitFor(); // SIGKILL
        return false;
    }

    private void look(Path folder, Path ledger, boolean ended) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                judge(file, ended);
            }
        }
        if (!Files.exists(ledger)) {
            return; // killed before anything began
        }
        try (KeptLedger kept = KeptLedger.open(ledger)) {
            List<LedgerEntry> entries = kept.entries();
            // a process that was killed while it listed them remembers some
            if (kept.store().problem().isPresent() || entries.size() < listed) {
                lost++;
                System.out.println(kept.store().problem() + ", " + entries.size() + " entries");
            }
            listed = entries.size();
            if (ended) {
                lost += FILES - (int) entries.stream().filter(this::isRight).count();
            }
        }
        if (ended) {
            for (int i = 0; i < FILES; i++) {
                missing += Files.exists(folder.resolve("file" + i + ".bin")) ? 0 : 1;
            }
        }
    }

    private boolean isRight(LedgerEntry entry) {
        Integer number = number(entry.item().ownName() == null ? "" : entry.item().ownName());
        return number != null
                && entry.state() instanceof TransferState.Saved(Path path, long _)
                && Files.exists(path)
                && sha256(contents[number]).equals(entry.sha256());
    }

    private void judge(Path file, boolean ended) throws Exception {
        String name = file.getFileName().toString();
        if (name.endsWith(".part")) {
            surplus += ended ? 1 : 0;
            return;
        }
        Integer number = number(name);
        if (number == null) {
            surplus++;
            System.out.println("surplus: " + name);
        } else if (!sha256(Files.readAllBytes(file)).equals(sha256(contents[number]))) {
            wrong++;
            System.out.println("wrong: " + name);
        }
    }

    private static @Nullable Integer number(String name) {
        return name.matches("file\\d+\\.bin")
                ? Integer.valueOf(name.substring(4, name.length() - 4))
                : null;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
