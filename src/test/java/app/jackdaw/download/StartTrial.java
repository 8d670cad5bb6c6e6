package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long it takes to a list that can be used, with many rows in it and with few, without a screen
 * and without the package's cache; as a program: medians of alternating starts.
 */
final class StartTrial {

    static final int ROWS = 50_000;

    /** A window that holds next to nothing. */
    private static final int FEW = 36;

    /** F78. */
    static final String HEAP = "-Xmx128m";

    /** More than enough. */
    private static final String ROOM = "-Xmx1g";

    private static final int STARTS = 7;

    private static final long PATIENCE_SECONDS = 240;

    private static final Pattern SAID =
            Pattern.compile("the first after (\\d+) ms, (\\d+) rows after (\\d+) ms, (\\d+) MB");

    private StartTrial() {}

    /**
     * One start.
     *
     * @param begun milliseconds until the list could be used, of which the beginning was there
     * @param whole milliseconds until all of it was
     */
    record Row(long begun, int rows, long whole, long megabytes) {}

    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("start-trial");
        Path few = root.resolve("few");
        Path many = root.resolve("many");
        fill(few, FEW);
        fill(many, ROWS);
        List<Row> with = new ArrayList<>();
        List<Row> without = new ArrayList<>();
        List<Row> small = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            without.add(start(few, FEW, ROOM));
            with.add(start(many, ROWS, ROOM));
            small.add(start(many, ROWS, HEAP));
            System.out.println(
                    without.getLast()
                            + " "
                            + with.getLast()
                            + " in little room "
                            + small.getLast());
        }
        long first = median(without.stream().map(Row::begun).toList());
        long last = median(with.stream().map(Row::begun).toList());
        System.out.printf(
                "a list of %d rows can be used after %d ms, one of %d after %d ms: %d ms more, %.2f"
                        + " times as long, and is whole after %d ms; with %s after %d and %d ms,"
                        + " %d MB in use%n",
                FEW,
                first,
                ROWS,
                last,
                last - first,
                (double) last / first,
                median(with.stream().map(Row::whole).toList()),
                HEAP,
                median(small.stream().map(Row::begun).toList()),
                median(small.stream().map(Row::whole).toList()),
                median(small.stream().map(Row::megabytes).toList()));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** As if so many files had been wanted, and half of them saved. */
    static void fill(Path home, int rows) {
        try (KeptLedger ledger = KeptLedger.open(home.resolve("jackdaw.db"))) {
            for (int i = 0; i < rows; i++) {
                Path folder = home.resolve("files");
                Path target = folder.resolve("some file with a usual name " + i + ".pdf");
                TransferState state =
                        i % 2 == 0
                                ? new TransferState.Saved(target, 1000 + i)
                                : new TransferState.Queued();
                ledger.record(
                        new LedgerEntry(
                                Bench.item(
                                        "boxcnABCDEFGHIJKLMNOPQRSTU" + i,
                                        target.getFileName().toString(),
                                        null),
                                i,
                                state,
                                new Plan(folder, target, 1000 + i),
                                null,
                                i % 2 == 0 ? "ab".repeat(32) : null));
            }
        }
    }

    static Row start(Path home, int rows, String heap) throws IOException, InterruptedException {
        List<String> options =
                List.of(
                        heap,
                        "-Djackdaw.home=" + home,
                        "-Djackdaw.downloads=" + home.resolve("files"),
                        "-Djackdaw.language=en",
                        "-Dglass.platform=Headless",
                        "-Dprism.order=sw");
        Process process = Children.startTelling(StartChild.class, options, Integer.toString(rows));
        Heard child = new Heard(process);
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = String.join("\n", child.everything());
        Matcher figures = SAID.matcher(said);
        if (!ended || process.waitFor() != 0 || !figures.find()) {
            throw new IllegalStateException(said);
        }
        return new Row(
                Long.parseLong(figures.group(1)),
                Integer.parseInt(figures.group(2)),
                Long.parseLong(figures.group(3)),
                Long.parseLong(figures.group(4)));
    }
}
