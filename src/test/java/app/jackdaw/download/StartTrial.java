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
 * How long it takes to a list that can be used, with many rows in it and with none, without a
 * screen; as a program: medians of alternating starts.
 */
final class StartTrial {

    static final int ROWS = 50_000;

    /** Toolkit and window take 25 MB of it; the engine alone makes do with 128 MiB. */
    private static final String HEAP = "-Xmx192m";

    private static final int STARTS = 7;

    private static final long PATIENCE_SECONDS = 240;

    private static final Pattern SAID = Pattern.compile("(\\d+) rows after (\\d+) ms, (\\d+) MB");

    private StartTrial() {}

    /** One start. */
    record Row(int rows, long milliseconds, long megabytes) {}

    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("start-trial");
        Path none = root.resolve("none");
        Path many = root.resolve("many");
        fill(many, ROWS);
        List<Row> without = new ArrayList<>();
        List<Row> with = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            without.add(start(none, 0));
            with.add(start(many, ROWS));
            System.out.println(without.getLast() + " " + with.getLast());
        }
        long first = median(without.stream().map(Row::milliseconds).toList());
        long last = median(with.stream().map(Row::milliseconds).toList());
        System.out.printf(
                "an empty list after %d ms, %d rows after %d ms: %d ms more; %d MB in use%n",
                first,
                ROWS,
                last,
                last - first,
                median(with.stream().map(Row::megabytes).toList()));
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

    static Row start(Path home, int rows) throws IOException, InterruptedException {
        List<String> options =
                List.of(
                        HEAP,
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
                Integer.parseInt(figures.group(1)),
                Long.parseLong(figures.group(2)),
                Long.parseLong(figures.group(3)));
    }
}
