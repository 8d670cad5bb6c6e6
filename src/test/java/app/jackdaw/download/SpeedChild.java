package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Http;
import app.jackdaw.net.TestHttp;
import app.jackdaw.net.Ticker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine of {@link SpeedTrial}, running like the application's: one process for all batches,
 * each with a list and a ledger of its own. Each line it reads is a batch; it answers with seconds
 * and CPU seconds.
 */
final class SpeedChild {

    private SpeedChild() {}

    public static void main(String[] arguments) throws Exception {
        try (Http http = TestHttp.open(Duration.ofSeconds(60));
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                long cpu = cpuNanos();
                double seconds = run(http, words[0], Integer.parseInt(words[1]), Path.of(words[2]));
                System.out.println(seconds + " " + (cpuNanos() - cpu) / 1e9);
                System.out.flush();
            }
        }
    }

    private static double run(Http http, String prefix, int files, Path folder) throws Exception {
        Ticker ticker = Ticker.system();
        try (KeptLedger ledger =
                KeptLedger.open(folder.resolveSibling(folder.getFileName() + ".db"))) {
            Downloads.Ports ports =
                    new Downloads.Ports(
                            http.bytes(_ -> false),
                            (item, _) -> TemporaryLink.given(prefix + item.token(), ticker.now()),
                            ledger,
                            (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.ALL),
                            ticker);
            List<MediaItem> items = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                items.add(
                        MediaItem.ofToken(Integer.toString(i), new ItemSource.PastedToken(i))
                                .withNames("f" + i, null));
            }
            try (Downloads downloads = new Downloads(ports)) {
                downloads.setAtOnce(Downloads.MOST_AT_ONCE);
                long begun = System.nanoTime();
                List<Transfer> transfers = downloads.start(items, folder);
                for (Transfer transfer : transfers) {
                    while (!transfer.state().isFinished()) {
                        if (transfer.state() instanceof TransferState.Failed failed) {
                            throw new IllegalStateException(failed.toString());
                        }
                        ticker.sleep(Duration.ofMillis(1));
                    }
                }
                return (System.nanoTime() - begun) / 1e9;
            }
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
