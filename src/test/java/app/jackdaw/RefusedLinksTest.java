package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Requirement;
import app.jackdaw.feishu.FakeApi;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a row has no link is known after a kill, too, and until it has one. */
class RefusedLinksTest {

    private static final MediaItem ITEM = MediaItem.ofToken("t", new ItemSource.PastedToken(1));

    private static final MediaItem LAST = MediaItem.ofToken("last", new ItemSource.PastedToken(2));

    @TempDir Path root;

    private final Ticker ticker = Ticker.system();
    private final FakeApi api = new FakeApi(ticker);

    /** What {@link Wiring} makes of it. */
    private final class Run implements AutoCloseable {
        final KeptState kept;
        final LinkBook book = new LinkBook(ticker);
        final Downloads engine;
        final EngineTransfers transfers;

        Run(Path home) throws ProblemException {
            kept = KeptState.open(folders(home), ticker);
            engine =
                    new Downloads(
                            new Downloads.Ports(
                                    _ -> {
                                        throw new AssertionError("nothing is fetched");
                                    },
                                    book::link,
                                    new KeptLedger(kept.ledger()),
                                    (_, _) -> {
                                        throw new AssertionError("nothing to ask");
                                    },
                                    ticker));
            transfers = new EngineTransfers(Late.of(engine), () -> {}, _ -> {}, _ -> {});
            KeptState.refusedLinks(kept.ledger().entries(), book::recall);
            book.whenSettled(id -> transfers.linkSettled(id, () -> book.settled(id)));
            book.use(
                    new Feishu(api, ticker, new Random(1))
                            .session(
                                    new Identity.AccessToken(
                                            Platform.FEISHU, new Secret("u-token"))));
            transfers.list(List.of(ITEM), () -> {});
        }

        /** As "Get links" does. */
        LinkState fetch() throws InterruptedException {
            book.fetch(List.of(ITEM), (_, _, _, _) -> {});
            return book.state(ITEM.id());
        }

        @Override
        public void close() {
            transfers.close();
            engine.close();
            kept.close();
        }
    }

    private static AppFolders folders(Path home) {
        return new AppFolders(
                home.resolve("settings"), home.resolve("data"), home.resolve("logs"), home);
    }

    /** The disk as it is when the process is killed once all that it was told is written. */
    private Path killed(Run run, Path home, String copy) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> !run.transfers.isBusy());
        LedgerEntry last = new LedgerEntry(LAST, 2, new TransferState.Idle(), null, null, null);
        run.kept.ledger().recordNow(last); // and all before it
        Path next = Files.createDirectories(root.resolve(copy));
        Files.createDirectories(folders(next).data());
        try (Stream<Path> files = Files.list(folders(home).data())) {
            for (Path file : files.toList()) {
                Files.copy(file, folders(next).data().resolve(file.getFileName()));
            }
        }
        return next;
    }

    @Test
    @Requirement({16, 26})
    void aRefusalOutlivesAKillAndIsForgottenWithTheNextLink() throws Exception {
        api.links =
                _ ->
                        FakeApi.json(
                                400,
                                "{\"code\":1061004,\"msg\":\"no: https://x.example/?code=SECRET\"}");
        Path first = root.resolve("first");
        Path second;
        Problem why;
        try (Run run = new Run(first)) {
            assertThat(run.fetch()).isInstanceOf(LinkState.Refused.class);
            why = ((LinkState.Refused) run.book.state(ITEM.id())).problem();
            assertThat(why.at()).isNotNull();
            assertThat(why.said()).isNotEmpty();
            second = killed(run, first, "second");
        }
        assertNoneHolds(second, "SECRET");
        Path third;
        try (Run run = new Run(second)) {
            assertThat(run.book.state(ITEM.id())).isEqualTo(new LinkState.Refused(why));
            // whatever else is remembered of the row
            run.engine.list(List.of(ITEM.withNames("another name", null)));
            third = killed(run, second, "third");
        }
        Path fourth;
        try (Run run = new Run(third)) {
            assertThat(run.book.state(ITEM.id())).isEqualTo(new LinkState.Refused(why));
            api.links = call -> FakeApi.ok(call.tokens());
            assertThat(run.fetch()).isInstanceOf(LinkState.Ready.class);
            fourth = killed(run, third, "fourth");
        }
        assertNoneHolds(fourth, FakeApi.linkOf("t"));
        try (Run run = new Run(fourth)) {
            assertThat(run.book.state(ITEM.id())).isEqualTo(new LinkState.NotFetched());
        }
    }

    /** As a cancelled download does it. */
    @Test
    void aRefusalThatIsNoNewsAnyMoreIsNoneAfterAKillEither() throws Exception {
        api.links = _ -> FakeApi.json(400, "{\"code\":1061004,\"msg\":\"no\"}");
        Path first = root.resolve("first");
        Path second;
        try (Run run = new Run(first)) {
            assertThat(run.fetch()).isInstanceOf(LinkState.Refused.class);
            run.book.dropRefusals(Set.of(ITEM.id()));
            second = killed(run, first, "second");
        }
        try (Run run = new Run(second)) {
            assertThat(run.book.state(ITEM.id())).isEqualTo(new LinkState.NotFetched());
        }
    }

    /** Credentials are not remembered: that there were none is true until there are some. */
    @Test
    void alsoThatNobodyWasSignedIn() throws Exception {
        Path first = root.resolve("first");
        Path second;
        try (Run run = new Run(first)) {
            run.book.use(null);
            assertThat(run.fetch()).isInstanceOf(LinkState.Refused.class);
            second = killed(run, first, "second");
        }
        try (Run run = new Run(second)) {
            assertThat(run.book.state(ITEM.id()))
                    .isInstanceOfSatisfying(
                            LinkState.Refused.class,
                            refused ->
                                    assertThat(refused.problem().cause())
                                            .isEqualTo(Cause.CREDENTIALS_MISSING));
            assertThat(run.book.link(ITEM, null).url()).isEqualTo(FakeApi.linkOf("t"));
            assertThat(run.book.state(ITEM.id())).isInstanceOf(LinkState.Ready.class);
        }
    }

    private static void assertNoneHolds(Path home, String word) throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(word);
            }
        }
    }
}
