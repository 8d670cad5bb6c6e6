package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.Ticker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fifty thousand wanted files, as many running as may; ends well if the heap it got is enough. */
final class MemoryTrial {

    private static final int FILES = 50_000;

    private MemoryTrial() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Ticker ticker = Ticker.system();
        try (KeptLedger ledger = KeptLedger.open(folder.resolve("ledger.db"))) {
            Downloads.Ports ports =
                    new Downloads.Ports(
                            MemoryTrial::endless,
                            (item, _) ->
                                    TemporaryLink.given("http://h/" + item.token(), ticker.now()),
                            ledger,
                            (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.ALL),
                            ticker);
            try (Downloads downloads = new Downloads(ports)) {
                List<MediaItem> items = new ArrayList<>(FILES);
                for (int i = 0; i < FILES; i++) {
                    items.add(
                            MediaItem.ofToken(
                                            "boxcnABCDEFGHIJKLMNOPQRSTU" + i,
                                            new ItemSource.PastedToken(i))
                                    .withNames("some file with a usual name " + i + ".pdf", null));
                }
                downloads.setAtOnce(Downloads.MOST_AT_ONCE);
                List<Transfer> transfers = downloads.start(items, folder.resolve("files"));
                while (running(transfers) < Downloads.MOST_AT_ONCE) {
                    ticker.sleep(Duration.ofMillis(20));
                }
                for (int look = 0; look < 20; look++) {
                    running(transfers);
                    ticker.sleep(Duration.ofMillis(50));
                }
                downloads.pauseAll();
            }
        }
    }

    private static long running(List<Transfer> transfers) {
        return transfers.stream().filter(t -> t.state() instanceof TransferState.Running).count();
    }

    /** A body without end; the disk is spared by its slowness. */
    private static ByteAnswer endless(ByteRequest request) {
        return new ByteAnswer() {
            @Override
            public int status() {
                return 200;
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.empty();
            }

            @Override
            public Framing framing() {
                return Framing.LENGTH;
            }

            @Override
            public long length() {
                return 1L << 20;
            }

            @Override
            public URI uri() {
                return request.uri();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws InterruptedException {
                Ticker.system().sleep(Duration.ofMillis(50));
                return 1;
            }

            @Override
            public void close() {}
        };
    }
}
