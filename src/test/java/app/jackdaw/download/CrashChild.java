package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
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
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process that is killed: the engine with its byte client and its ledger, as in the
 * application. Lists its batch if it is told how many files it has; goes on with what the ledger
 * knows if not; ends when everything is saved. Says on its output how far it is.
 */
final class CrashChild {

    /** The list is open, the engine works. */
    static final String OPENED = "opened";

    /** The whole batch is in the ledger. */
    static final String LISTED = "listed";

    /** A file is whole, and about to be recorded and published. */
    static final String WHOLE = "whole";

    private CrashChild() {}

    /**
     * @param arguments server, folder, ledger, number of files to list or 0
     */
    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int files = Integer.parseInt(arguments[3]);
        Ticker ticker = Ticker.system();
        LinkSource links = (item, _) -> TemporaryLink.given(ask(server, item), ticker.now());
        try (Http http = TestHttp.open(Duration.ofSeconds(10));
                KeptLedger kept = KeptLedger.open(Path.of(arguments[2]))) {
            kept.store().problem().ifPresent(problem -> fail("the ledger: " + problem));
            Telling telling = new Telling(kept);
            Downloads.Ports ports =
                    new Downloads.Ports(
                            http.bytes(_ -> false),
                            links,
                            telling,
                            (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.ALL),
                            ticker);
            try (Downloads downloads = new Downloads(ports)) {
                say(OPENED);
                downloads.resumeInterrupted();
                if (files > 0) {
                    downloads.start(items(files), folder);
                    telling.started = true;
                }
                while (!downloads.transfers().stream().allMatch(t -> t.state().isFinished())) {
                    downloads.transfers().forEach(CrashChild::mustNotFail);
                    ticker.sleep(Duration.ofMillis(5));
                }
            }
        }
    }

    static List<MediaItem> items(int files) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            items.add(
                    MediaItem.ofToken("t" + i, new ItemSource.PastedToken(i))
                            .withNames("file" + i + ".bin", null));
        }
        return items;
    }

    private static void mustNotFail(Transfer transfer) {
        if (transfer.state() instanceof TransferState.Failed failed) {
            fail(transfer.item().token() + ": " + failed.problem());
        }
    }

    private static void fail(String why) {
        say(why);
        System.exit(1);
    }

    private static void say(String word) {
        System.out.println(word);
        System.out.flush();
    }

    private static String ask(URI server, MediaItem item) throws ProblemException {
        URI uri = server.resolve("/link?n=" + item.token().substring(1));
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new ProblemException(Problem.of(Cause.CONNECTION_CUT, "server"), failure);
        }
    }

    /** The ledger, and a word about what it remembers: whoever kills can aim. */
    private static final class Telling implements Ledger {
        private final Ledger ledger;
        private final AtomicBoolean listed = new AtomicBoolean();
        private volatile boolean started;

        Telling(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public List<LedgerEntry> entries() {
            return ledger.entries();
        }

        @Override
        public void record(LedgerEntry entry) {
            ledger.record(entry);
        }

        @Override
        public Commit commit(LedgerEntry entry) {
            if (entry.part() != null && entry.part().stage() == Stage.WHOLE) {
                say(WHOLE);
            }
            boolean all = started;
            Commit commit = ledger.commit(entry); // and all that were recorded before it
            return () -> {
                commit.await();
                if (all && listed.compareAndSet(false, true)) {
                    say(LISTED);
                }
            };
        }

        @Override
        public void forget(Collection<String> itemIds) {
            ledger.forget(itemIds);
        }

        @Override
        public UnwantedParts unwantedParts() {
            return ledger.unwantedParts();
        }
    }
}
