package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.Http;
import app.jackdaw.net.TestHttp;
import app.jackdaw.net.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process that {@link CrashTrial} kills: lists its batch, goes on with it, ends when done. */
final class CrashChild {

    private CrashChild() {}

    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int files = Integer.parseInt(arguments[3]);
        Ticker ticker = Ticker.system();
        LinkSource links = (item, _) -> TemporaryLink.given(ask(server, item), ticker.now());
        try (Http http = TestHttp.open(Duration.ofSeconds(10));
                KeptLedger ledger = KeptLedger.open(Path.of(arguments[2]))) {
            Downloads.Ports ports =
                    new Downloads.Ports(
                            http.bytes(_ -> false),
                            links,
                            ledger,
                            (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.ALL),
                            ticker);
            try (Downloads downloads = new Downloads(ports)) {
                List<MediaItem> items = new ArrayList<>();
                for (int i = 0; i < files; i++) {
                    items.add(
                            MediaItem.ofToken("t" + i, new ItemSource.PastedToken(i))
                                    .withNames("file" + i + ".bin", null));
                }
                downloads.resumeInterrupted();
                List<Transfer> transfers = downloads.start(items, folder);
                downloads.retryFailed();
                while (!transfers.stream().allMatch(t -> t.state().isFinished())) {
                    ticker.sleep(Duration.ofMillis(5));
                }
            }
        }
    }

    private static String ask(URI server, MediaItem item) throws ProblemException {
        URI uri = server.resolve("/link?n=" + item.token().substring(1));
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new ProblemException(Problem.of(Cause.CONNECTION_CUT, "server"), failure);
        }
    }
}
