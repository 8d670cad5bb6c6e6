package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small ledger with one byte changed, or cut off somewhere: it opens always, no row says anything
 * else than what was written, and what is lost is said. A sample of the bytes with every build,
 * {@code -Djackdaw.flips=1000000} for all; {@code -Djackdaw.seed=N} repeats a run.
 */
class DamagedLedgerTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

    private static final int PAGE = 4096;
    private static final int ROWS = 40;

    /** As many as the pages of this ledger hold at most. */
    private static final int ROWS_OF_A_PAGE = 14;

    private final long seed = Long.getLong("jackdaw.seed", 20_261_126L);
    private final Random random = new Random(seed);

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private Path log() {
        return folder.resolve("ledger.db-wal");
    }

    private static LedgerEntry entry(int number, String name, TransferState state) {
        MediaItem item =
                MediaItem.ofToken("token" + number, new ItemSource.PastedToken(number))
                        .withNames("名 " + name, null);
        return new LedgerEntry(item, number, state, null, null, null);
    }

    /** Some of them longer than a page has room for. */
    private static LedgerEntry entry(int number) {
        return entry(
                number,
                "x".repeat(number % 13 == 5 ? 6_000 : 100),
                new TransferState.Saved(Path.of("/downloads/file " + number), 1000 + number));
    }

    private static List<LedgerEntry> entries() {
        return IntStream.range(0, ROWS).mapToObj(DamagedLedgerTest::entry).toList();
    }

    private void put(byte[] database, byte[] log) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.toList()) {
                Files.delete(path);
            }
        }
        Files.write(file(), database);
        if (log.length > 0) {
            Files.write(log(), log);
        }
    }

    private byte[] closed() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
            entries().forEach(ledger::record);
        }
        return Files.readAllBytes(file());
    }

    /** What was found. */
    private record Found(List<LedgerEntry> entries, Set<String> lost, @Nullable Problem problem) {}

    /** Opens it twice; what must hold however it is damaged. */
    private Found open(String what, List<Map<String, LedgerEntry>> versions) throws Exception {
        List<LedgerEntry> found;
        Problem problem;
        try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
            found = ledger.entries();
            problem = ledger.problem().orElse(null);
        }
        Set<String> lost = new TreeSet<>(versions.getLast().keySet());
        for (LedgerEntry entry : found) {
            String id = entry.item().id();
            lost.remove(id);
            assertThat(versions.stream().anyMatch(version -> entry.equals(version.get(id))))
                    .as("%s: a row that nobody wrote: %s", what, entry)
                    .isTrue();
        }
        assertThat(found.stream().map(entry -> entry.item().id())).as(what).doesNotHaveDuplicates();
        if (problem != null && problem.cause() == Cause.LEDGER_DAMAGED) {
            assertThat(Path.of(problem.arguments().getFirst()))
                    .as(what)
                    .exists()
                    .hasFileName("ledger.db.damaged-20261123-080000");
            try (SqliteLedger again = SqliteLedger.open(file(), CLOCK)) {
                assertThat(again.problem()).as(what).isEmpty();
                assertThat(again.entries()).as(what).isEqualTo(found);
            }
        } else if (problem != null) {
            // a higher number of the version cannot be told from that of a newer application
            assertThat(problem.cause()).as(what).isEqualTo(Cause.LEDGER_NEWER);
            lost.clear(); // nothing of the file was touched
        }
        if (!lost.isEmpty()) {
            assertThat(problem).as("%s: silently lost %s", what, lost).isNotNull();
        }
        return new Found(found, lost, problem);
    }

    private static Map<String, LedgerEntry> byId(List<LedgerEntry> entries) {
        Map<String, LedgerEntry> byId = new TreeMap<>();
        entries.forEach(entry -> byId.put(entry.item().id(), entry));
        return byId;
    }

    /** Always those that lead to others, and some of the rest. */
    private Set<Integer> sample(int length, int some, IntPredicate always) {
        int flips = Integer.getInteger("jackdaw.flips", some);
        Set<Integer> sample = new TreeSet<>();
        IntStream.range(0, length).filter(always).forEach(sample::add);
        IntStream.range(0, flips).forEach(_ -> sample.add(random.nextInt(length)));
        return sample;
    }

    private byte[] flipped(byte[] whole, int at) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 + random.nextInt(255));
        return flipped;
    }

    /**
     * What leads to the rows is not needed to find them: only one that is damaged itself is lost.
     */
    @Test
    @Fault(76)
    @Requirement(42)
    void aChangedByteOfTheFileLosesOneRowAtMostAndThatIsSaid() throws Exception {
        byte[] whole = closed();
        assertThat(whole.length).isGreaterThan(8 * PAGE);
        List<Map<String, LedgerEntry>> wanted = List.of(byId(entries()));
        IntPredicate leads = at -> at < 100 || at % PAGE < 12;
        int saidAndLost = 0;
        for (int at : sample(whole.length, 60, leads)) {
            put(flipped(whole, at), new byte[0]);
            String what = "seed " + seed + ", byte " + at + " of " + whole.length;
            Found found = open(what, wanted);
            // how many rows a page has
            boolean count = at % PAGE == 3 || at % PAGE == 4;
            assertThat(found.lost().size())
                    .as(what)
                    .isLessThanOrEqualTo(count ? ROWS_OF_A_PAGE : 1);
            saidAndLost += found.lost().size();
        }
        assertThat(saidAndLost).as("some of these bytes are of rows").isPositive();
    }

    @Test
    @Fault(76)
    @Requirement(42)
    void aFileThatIsCutOffLosesWhatIsBehindTheCutAndThatIsSaid() throws Exception {
        byte[] whole = closed();
        List<Map<String, LedgerEntry>> wanted = List.of(byId(entries()));
        int before = ROWS;
        for (int cut = 0; cut < whole.length; cut += 1024) {
            put(Arrays.copyOf(whole, cut), new byte[0]);
            Found found = open("cut at " + cut, wanted);
            int lost = found.lost().size();
            assertThat(lost).as("cut at %d", cut).isLessThanOrEqualTo(before);
            before = lost;
        }
        assertThat(before).as("of the last page").isLessThanOrEqualTo(ROWS_OF_A_PAGE);
    }

    /** As after a crash: what was written since the ledger was opened is in the log alone. */
    private final class Crashed {
        final byte[] database = closed();
        final List<Map<String, LedgerEntry>> versions = new ArrayList<>();

        /** Of the log, after each version. */
        final List<Integer> lengths = new ArrayList<>();

        final byte[] log;

        Crashed() throws Exception {
            Map<String, LedgerEntry> rows = byId(entries());
            versions.add(Map.copyOf(rows));
            lengths.add(0);
            try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
                for (int i = 0; i < 8; i++) {
                    LedgerEntry changed =
                            entry(
                                    i == 5 ? ROWS : i * 3,
                                    "y".repeat(50 * i),
                                    new TransferState.Paused(i, 100));
                    ledger.recordNow(changed);
                    rows.put(changed.item().id(), changed);
                    versions.add(Map.copyOf(rows));
                    lengths.add((int) Files.size(log()));
                }
                log = Files.readAllBytes(log());
            }
        }

        /** Some, and where one byte more or less makes a difference. */
        Set<Integer> cuts() {
            Set<Integer> cuts = new TreeSet<>(lengths);
            lengths.stream().filter(length -> length > 0).forEach(length -> cuts.add(length - 1));
            IntStream.iterate(0, cut -> cut < log.length, cut -> cut + PAGE / 2).forEach(cuts::add);
            return cuts;
        }

        /** The last one that is whole in a log of that length. */
        Map<String, LedgerEntry> version(int length) {
            int last = 0;
            while (last + 1 < lengths.size() && lengths.get(last + 1) <= length) {
                last++;
            }
            return versions.get(last);
        }
    }

    @Test
    @Fault(76)
    @Requirement(42)
    void aLogThatIsCutOffEndsWithItsLastWholeTransaction() throws Exception {
        Crashed crashed = new Crashed();
        for (int cut : crashed.cuts()) {
            put(crashed.database, Arrays.copyOf(crashed.log, cut));
            try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
                assertThat(ledger.problem()).as("cut at %d", cut).isEmpty();
                assertThat(byId(ledger.entries()))
                        .as("cut at %d", cut)
                        .isEqualTo(crashed.version(cut));
            }
        }
    }

    /** The last transaction looks as if a crash had torn it; whatever comes before it is told. */
    @Test
    @Fault(76)
    @Requirement(42)
    void aChangedByteOfTheLogLosesOneRowAtMostAndWhatIsOlderIsSaid() throws Exception {
        Crashed crashed = new Crashed();
        Map<String, LedgerEntry> last = crashed.versions.getLast();
        Map<String, LedgerEntry> before = crashed.versions.get(crashed.versions.size() - 2);
        int lastBegins = crashed.lengths.get(crashed.lengths.size() - 2);
        int frame = 24 + PAGE;
        IntPredicate leads = at -> at < 32 + 24 || (at > 32 + frame && at < 32 + frame + 24);
        for (int at : sample(crashed.log.length, 60, leads)) {
            put(crashed.database, flipped(crashed.log, at));
            String what = "seed " + seed + ", byte " + at + " of the log";
            Found found = open(what, crashed.versions);
            // a new row of which nothing else is known
            assertThat(found.lost().size()).as(what).isLessThanOrEqualTo(1);
            if (at >= lastBegins) {
                assertThat(byId(found.entries())).as(what).isIn(before, last);
                continue;
            }
            Set<LedgerEntry> older = new HashSet<>(found.entries());
            older.removeAll(last.values());
            assertThat(older.isEmpty() || found.problem() != null)
                    .as("%s: silently as before: %s", what, older)
                    .isTrue();
            // of one page, or of two where the sum that links them is what is changed
            assertThat(older.size()).as(what).isLessThanOrEqualTo(2 * ROWS_OF_A_PAGE);
        }
    }
}
