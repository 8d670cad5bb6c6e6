package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.Http;
import app.jackdaw.net.TestHttp;
import app.jackdaw.net.Ticker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Fifty thousand wanted files in the engine and its ledger, 32 of them running over sockets: twice
 * as many as users may choose. Ends well if the heap it got is enough; started once more with the
 * same folder it finds the list in its ledger. The server is whoever starts it.
 */
final class MemoryTrial {

    static final int FILES = 50_000;
    static final int ACTIVE = 32;

    private static final long LENGTH = 16L << 20;
    private static final int SLICE = 16 * 1024;
    private static final Duration RUNNING = Duration.ofSeconds(2);

    private MemoryTrial() {}

    /** A server whose files take a minute each. */
    static FaultServer server() {
        FaultServer server = new FaultServer();
        server.on("/file", (_, wire) -> send(wire));
        return server;
    }

    private static void send(FaultServer.Wire wire) throws IOException, InterruptedException {
        wire.text("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
        byte[] slice = new byte[SLICE];
        for (long at = 0; at < LENGTH; at += SLICE) {
            wire.bytes(slice);
            TimeUnit.MILLISECONDS.sleep(60);
        }
    }

    /**
     * @param arguments folder, address of the server
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        URI server = URI.create(arguments[1]);
        Ticker ticker = Ticker.system();
        try (Http http = TestHttp.open(Duration.ofSeconds(30));
                KeptLedger ledger = KeptLedger.open(folder.resolve("ledger.db"))) {
            Downloads.Ports ports =
                    new Downloads.Ports(
                            http.bytes(_ -> false),
                            (item, _) ->
                                    TemporaryLink.given(
                                            server.resolve("/file?t=" + item.token()).toString(),
                                            ticker.now()),
                            ledger,
                            (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.ALL),
                            ticker);
            try (Downloads downloads = new Downloads(ports)) {
                downloads.setAtOnceBeyondTheSetting(ACTIVE);
                if (ledger.entries().isEmpty()) {
                    downloads.start(items(), folder.resolve("files"));
                } else {
                    downloads.resumeAll();
                }
                List<Transfer> transfers = downloads.transfers();
                while (count(transfers, MemoryTrial::receives) < ACTIVE) {
                    ticker.sleep(Duration.ofMillis(20));
                }
                ticker.sleep(RUNNING);
                System.out.printf(
                        "%d in the list, %d receive, %d queued, %d MB in use%n",
                        transfers.size(),
                        count(transfers, MemoryTrial::receives),
                        count(transfers, state -> state instanceof TransferState.Queued),
                        used() >> 20);
                downloads.pauseAll();
            }
        }
    }

    private static List<MediaItem> items() {
        List<MediaItem> items = new ArrayList<>(FILES);
        for (int i = 0; i < FILES; i++) {
            items.add(
                    MediaItem.ofToken(
                                    "boxcnABCDEFGHIJKLMNOPQRSTU" + i, new ItemSource.PastedToken(i))
                            .withNames("some file with a usual name " + i + ".pdf", null));
        }
        return items;
    }

    private static boolean receives(TransferState state) {
        return state instanceof TransferState.Running running && running.done() > 0;
    }

    private static long count(List<Transfer> transfers, Predicate<TransferState> which) {
        return transfers.stream().filter(transfer -> which.test(transfer.state())).count();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
