package app.jackdaw.download;

import app.jackdaw.download.CrashFigures.Met;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Kills the engine's process (SIGKILL) at random moments of a batch, again and again, and looks at
 * what is left: every final file must be right, the list as it was put in, and little fetched
 * twice.
 *
 * <p>As a program: {@code CrashTrial [kills] [seed]}; prints its figures and fails with them. The
 * seed gives the same files and the same plan; what a kill meets depends on the machine.
 */
final class CrashTrial {

    static final int FILES = 50;
    private static final int DEFAULT_KILLS = 200;

    /** What may be read again where a version has no name: the end of the part, at each request. */
    private static final long LOOK = 64 * 1024;

    private static final long PATIENCE_SECONDS = 180;

    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_KILLS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path folder = Files.createTempDirectory("crash-trial");
        System.out.println(kills + " kills, seed " + seed + ", in " + folder);
        CrashFigures figures = new CrashTrial(folder, seed).run(kills);
        System.out.println(figures);
        System.out.println(figures.isGood() ? "good" : "BAD, with seed " + seed);
        System.exit(figures.isGood() ? 0 : 1);
    }

    private final Path root;
    private final byte[][] contents = new byte[FILES][];
    private final List<String> hashes;
    private final CrashServer server;
    private final CrashAim aim;
    private final CrashFigures figures = new CrashFigures();

    /** Files that were on their way when the last process died that worked on them. */
    private final boolean[] wasActive = new boolean[FILES];

    CrashTrial(Path root, long seed) {
        this.root = root;
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            // some several times as long as what may be fetched again, most small, one empty
            int most = i % 5 == 0 ? 30_000_000 : 200_000;
            contents[i] = Bench.bytes(i == 7 ? 0 : most / 3 + random.nextInt(most), i);
        }
        hashes = Arrays.stream(contents).map(CrashTrial::sha256).toList();
        server = new CrashServer(contents, random);
        aim = new CrashAim(random, server);
        figures.files = FILES;
    }

    CrashFigures run(int kills) throws Exception {
        while (figures.kills < kills) {
            figures.batches++;
            batch(kills);
        }
        figures.sentBytes = server.sent();
        figures.expiredLinks = server.refused();
        figures.cutConnections = server.cut();
        server.close();
        return figures;
    }

    private void batch(int kills) throws Exception {
        Path folder = Files.createDirectory(root.resolve("batch" + figures.batches));
        Path data = root.resolve("data" + figures.batches);
        CrashLook look = new CrashLook(folder, data, hashes, figures);
        server.beginBatch();
        Arrays.fill(wasActive, false);
        boolean ended = false;
        while (!ended) {
            server.beginLife();
            boolean[] finished = new boolean[FILES];
            for (int i = 0; i < FILES; i++) {
                finished[i] = look.isFinal(i);
            }
            Heard child = start(folder, look);
            ended = live(child, figures.kills < kills);
            server.settle();
            List<String> said = child.everything();
            if (said.contains(CrashChild.LISTED)) {
                look.listed();
            }
            if (ended) {
                look.afterEnd();
            } else {
                figures.kills++;
                count(look.afterKill(), said);
            }
            account(look, finished, ended);
        }
        figures.wantedBytes += Arrays.stream(contents).mapToLong(content -> content.length).sum();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file); // looked at; many batches would fill a small disk
            }
        }
    }

    private Heard start(Path folder, CrashLook look) throws Exception {
        return new Heard(
                Children.startTelling(
                        CrashChild.class,
                        List.of(),
                        server.root().toString(),
                        folder.toString(),
                        look.ledger().toString(),
                        // whoever comes later has the list from the ledger alone
                        Integer.toString(look.isListed() ? 0 : FILES)));
    }

    /** Whether the process came to its end before it was killed. */
    private boolean live(Heard child, boolean mayKill) throws InterruptedException {
        Process process = child.process();
        if (mayKill) {
            aim.await(child);
            process.destroyForcibly(); // SIGKILL
        } else if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it does not end: " + child.everything());
        }
        int status = process.waitFor();
        boolean killed = mayKill && status == 128 + 9;
        if (!killed && status != 0) {
            throw new IllegalStateException("status " + status + ": " + child.everything());
        }
        return !killed;
    }

    private void count(Set<Met> left, List<String> said) {
        if (!said.contains(CrashChild.OPENED)) {
            left = Set.of(Met.STARTING);
        } else if (left.isEmpty() && server.sentInLife() == 0) {
            left = Set.of(Met.LISTING);
        } else if (left.isEmpty()) {
            left = Set.of(server.isSending() ? Met.RECEIVING : Met.WAITING);
        }
        left.forEach(met -> figures.met.merge(met, 1, Integer::sum));
    }

    /** Compares what was sent in the life that ended with what was lost when the last one did. */
    private void account(CrashLook look, boolean[] finished, boolean ended) {
        for (int i = 0; i < FILES; i++) {
            CrashAccount account = server.account(i);
            long again = account.sentAgain();
            long allowed = wasActive[i] ? CrashFigures.ALLOWED_PER_FILE : 0;
            figures.largestAgain = Math.max(figures.largestAgain, again);
            boolean wasted = finished[i] && account.asked() > 0;
            if (wasted || again > allowed + account.asked() * LOOK) {
                figures.wastedFiles++;
                System.out.printf(
                        "again: %d bytes of file %d (%d bytes%s), %s%n",
                        again,
                        i,
                        contents[i].length,
                        finished[i] ? ", finished before" : "",
                        account);
            }
            if (account.asked() > 0) {
                wasActive[i] = !ended && account.wasOnItsWay() && !look.isFinal(i);
                figures.active += wasActive[i] ? 1 : 0;
            }
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
