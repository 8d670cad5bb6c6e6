package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Http;
import app.jackdaw.net.TestHttp;
import app.jackdaw.net.Ticker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The process that {@link KilledListTest} kills: the engine with its byte client and its ledger, as
 * in the application, with a row in each state. Says when all of it is written, and waits then.
 */
final class KilledListChild {

    static final String READY = "ready";

    /** Written last; of no use but for that. */
    static final String LAST = "last";

    /** Why one of them has no link. */
    static final Problem REFUSAL = Problem.of(Cause.NOT_SHARED).withPlatformCode(1061045);

    private final Ledger ledger;
    private final Map<String, LedgerEntry> recorded = new ConcurrentHashMap<>();
    private final Ticker ticker = Ticker.system();

    private KilledListChild(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param arguments server, folder, ledger
     */
    public static void main(String[] arguments) throws Exception {
        try (Http http = TestHttp.open(Duration.ofHours(9));
                KeptLedger kept = KeptLedger.open(Path.of(arguments[2]))) {
            new KilledListChild(kept).run(http, URI.create(arguments[0]), Path.of(arguments[1]));
        }
    }

    static MediaItem item(String token) {
        return MediaItem.ofToken(token, new ItemSource.PastedToken(1))
                .withNames(token + ".bin", null);
    }

    static MediaItem sized(String token, long size) {
        MediaItem bare = item(token);
        return new MediaItem(
                bare.id(), token, bare.source(), bare.ownName(), null, null, size, null, null);
    }

    /** As somebody typed, chose and named it. */
    static MediaItem told(String token) {
        return item(token)
                .withNames("名字 " + token + ".pdf", null)
                .withFolder("甲/乙")
                .withExtra("{\"bitablePerm\":{\"tableId\":\"tbl1\"}}");
    }

    private void run(Http http, URI server, Path folder) throws Exception {
        LinkSource links =
                (item, _) -> {
                    if (item.token().equals("failed")) {
                        throw new ProblemException(REFUSAL);
                    }
                    return TemporaryLink.given(
                            server.resolve("/" + item.token()).toString(), ticker.now());
                };
        Downloads.Ports ports =
                new Downloads.Ports(
                        http.bytes(_ -> false),
                        links,
                        new Noting(),
                        (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.ALL),
                        ticker);
        Downloads downloads = new Downloads(ports); // nobody closes it
        downloads.list(
                List.of(
                        item("saved"),
                        item("failed"),
                        sized("skipped", KilledListTest.SIZE),
                        item("paused"),
                        item("running"),
                        item("queued"),
                        MediaItem.ofToken("told", new ItemSource.PastedToken(1)),
                        item("removed"),
                        item("refused")));
        downloads.setAtOnce(1);
        start(downloads, folder, item("saved"), TransferState.Saved.class::isInstance);
        start(downloads, folder, item("failed"), TransferState.Failed.class::isInstance);
        start(
                downloads,
                folder,
                sized("skipped", KilledListTest.SIZE),
                TransferState.Skipped.class::isInstance);
        Transfer paused = downloads.start(List.of(item("paused")), folder).getFirst();
        until(() -> isHalf(paused.state()));
        downloads.pause(List.of("paused"));
        untilRecorded("paused", TransferState.Paused.class::isInstance);
        Transfer running = downloads.start(List.of(item("running")), folder).getFirst();
        until(() -> isHalf(running.state()));
        start(downloads, folder, item("queued"), TransferState.Queued.class::isInstance);
        downloads.list(List.of(told("told")));
        downloads.remove(List.of("removed"));
        downloads.linkSettled("refused", REFUSAL);
        downloads.move(List.of("told", "queued"), Move.FIRST);
        downloads.move(List.of("saved"), Move.LAST);
        ledger.commit(
                        new LedgerEntry(
                                item(LAST), 1_000, new TransferState.Idle(), null, null, null))
                .await();
        System.out.println(READY);
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static boolean isHalf(TransferState state) {
        return state instanceof TransferState.Running running
                && running.done() == KilledListTest.HALF;
    }

    private void start(
            Downloads downloads, Path folder, MediaItem item, Predicate<TransferState> wanted)
            throws Exception {
        downloads.start(List.of(item), folder);
        untilRecorded(item.id(), wanted);
    }

    /** What is shown may not be recorded yet. */
    private void untilRecorded(String id, Predicate<TransferState> wanted)
            throws InterruptedException {
        until(() -> {
            LedgerEntry entry = recorded.get(id);
            return entry != null && wanted.test(entry.state());
        });
    }

    private void until(BooleanSupplier seen) throws InterruptedException {
        while (!seen.getAsBoolean()) {
            ticker.sleep(Duration.ofMillis(5));
        }
    }

    /** The ledger, and what it was given last of each row. */
    private final class Noting implements Ledger {

        @Override
        public List<LedgerEntry> entries() {
            return ledger.entries();
        }

        @Override
        public void record(LedgerEntry entry) {
            ledger.record(entry);
            recorded.put(entry.item().id(), entry);
        }

        @Override
        public Commit commit(LedgerEntry entry) {
            Commit commit = ledger.commit(entry);
            return () -> {
                commit.await();
                recorded.put(entry.item().id(), entry);
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
