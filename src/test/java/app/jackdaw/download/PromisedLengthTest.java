package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer.Request;
import app.jackdaw.net.FaultServer.Script;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first answer told how long the file is, and ended half-way. What becomes of whole bodies that
 * come after it, and say less, or something else.
 */
class PromisedLengthTest {

    private static final int SIZE = 300_000;
    private static final int HALF = 150_000;
    private static final byte[] MORE = Bench.bytes(350_000, 1);
    private static final byte[] FILE = Arrays.copyOf(MORE, SIZE);
    private static final byte[] OTHER = Bench.bytes(350_000, 2);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final AtomicReference<@Nullable Script> honest = new AtomicReference<>();

    /** What an answer says of the version. */
    enum Says {
        /** The tag of the first one. */
        SAME("ETag: \"1\"\r\n"),
        /** Nothing, though the first one did. */
        NOTHING(""),
        /** Nothing, like the first one. */
        NEVER(""),
        ANOTHER("ETag: \"2\"\r\n");

        private final String header;

        Says(String header) {
            this.header = header;
        }

        @Nullable String firstTag() {
            return this == NEVER ? null : "\"1\"";
        }
    }

    enum Body {
        UNTIL_CLOSE,
        CHUNKED,
        LENGTH
    }

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** All of it, always: such a server knows no ranges. */
    private static Script whole(String tag, Body body, byte[] content) {
        return (_, wire) -> {
            wire.text("HTTP/1.1 200 OK\r\n" + tag);
            switch (body) {
                case UNTIL_CLOSE -> wire.text("\r\n").bytes(content).close();
                case CHUNKED -> {
                    wire.text("Transfer-Encoding: chunked\r\n\r\n");
                    if (content.length > 0) {
                        wire.text(Integer.toHexString(content.length) + "\r\n");
                        wire.bytes(content).text("\r\n");
                    }
                    wire.text("0\r\n\r\n");
                }
                case LENGTH ->
                        wire.text("Content-Length: " + content.length + "\r\n\r\n").bytes(content);
            }
        };
    }

    /**
     * Half of the file has come, and its length is known.
     *
     * @param closed whether the application was closed, and opened again, after that
     */
    private Transfer runAfterHalf(
            MediaItem item, @Nullable String tag, boolean closed, Script then) {
        Resource file = Resource.of(FILE, tag);
        AtomicInteger requests = new AtomicInteger();
        bench.scripted(
                "t",
                (request, wire) -> {
                    Script better = honest.get();
                    if (requests.getAndIncrement() > 0) {
                        (better == null ? then : better).answer(request, wire);
                    } else if (closed) {
                        wire.text("HTTP/1.1 200 OK\r\n");
                        wire.text(tag == null ? "" : "ETag: " + tag + "\r\n");
                        wire.text("Content-Length: " + SIZE + "\r\n\r\n");
                        wire.bytes(FILE, 0, HALF).timeout();
                    } else {
                        file.answer(request, wire, HALF);
                    }
                });
        if (closed) {
            Bench.until(bench.start(item), new TransferState.Running(HALF, SIZE)::equals);
            bench.reopen();
        }
        return bench.run(item);
    }

    /** The document states a length; the words after it are for one that does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    says    | body        | bytes  | not stated         | stated
                    SAME    | UNTIL_CLOSE | 0      | incomplete old     | incomplete old
                    SAME    | UNTIL_CLOSE | 100000 | incomplete new     | incomplete new
                    SAME    | UNTIL_CLOSE | 300000 | saved              | saved
                    SAME    | UNTIL_CLOSE | 350000 | differs none       | differs none
                    SAME    | CHUNKED     | 0      | incomplete old     | incomplete old
                    SAME    | CHUNKED     | 100000 | incomplete new     | incomplete new
                    SAME    | CHUNKED     | 300000 | saved              | saved
                    SAME    | CHUNKED     | 350000 | differs none       | differs none
                    SAME    | LENGTH      | 0      | differs old        | differs old
                    SAME    | LENGTH      | 100000 | differs old        | differs old
                    SAME    | LENGTH      | 300000 | saved              | saved
                    SAME    | LENGTH      | 350000 | differs old        | differs old
                    NOTHING | UNTIL_CLOSE | 0      | incomplete old     | incomplete old
                    NOTHING | UNTIL_CLOSE | 100000 | incomplete new     | incomplete new
                    NOTHING | UNTIL_CLOSE | 300000 | saved              | saved
                    NOTHING | UNTIL_CLOSE | 350000 | changed unverified | differs none
                    NOTHING | CHUNKED     | 0      | incomplete old     | incomplete old
                    NOTHING | CHUNKED     | 100000 | incomplete new     | incomplete new
                    NOTHING | CHUNKED     | 300000 | saved              | saved
                    NOTHING | CHUNKED     | 350000 | changed            | differs none
                    NOTHING | LENGTH      | 0      | differs old        | differs old
                    NOTHING | LENGTH      | 100000 | changed            | differs old
                    NOTHING | LENGTH      | 300000 | saved              | saved
                    NOTHING | LENGTH      | 350000 | changed            | differs old
                    NEVER   | UNTIL_CLOSE | 0      | incomplete old     | incomplete old
                    NEVER   | UNTIL_CLOSE | 100000 | incomplete new     | incomplete new
                    NEVER   | UNTIL_CLOSE | 300000 | saved              | saved
                    NEVER   | UNTIL_CLOSE | 350000 | changed unverified | differs none
                    NEVER   | CHUNKED     | 0      | incomplete old     | incomplete old
                    NEVER   | CHUNKED     | 100000 | incomplete new     | incomplete new
                    NEVER   | CHUNKED     | 300000 | saved              | saved
                    NEVER   | CHUNKED     | 350000 | changed            | differs none
                    NEVER   | LENGTH      | 0      | differs old        | differs old
                    NEVER   | LENGTH      | 100000 | changed            | differs old
                    NEVER   | LENGTH      | 300000 | saved              | saved
                    NEVER   | LENGTH      | 350000 | changed            | differs old
                    ANOTHER | UNTIL_CLOSE | 0      | incomplete old     | incomplete old
                    ANOTHER | UNTIL_CLOSE | 100000 | changed unverified | incomplete new
                    ANOTHER | UNTIL_CLOSE | 300000 | changed unverified | changed
                    ANOTHER | UNTIL_CLOSE | 350000 | changed unverified | differs none
                    ANOTHER | CHUNKED     | 0      | changed            | incomplete old
                    ANOTHER | CHUNKED     | 100000 | changed            | differs none
                    ANOTHER | CHUNKED     | 300000 | changed            | changed
                    ANOTHER | CHUNKED     | 350000 | changed            | differs none
                    ANOTHER | LENGTH      | 0      | changed            | differs old
                    ANOTHER | LENGTH      | 100000 | changed            | differs old
                    ANOTHER | LENGTH      | 300000 | changed            | changed
                    ANOTHER | LENGTH      | 350000 | changed            | differs old
                    """)
    @Fault({8, 13, 23, 26})
    @Requirement({1, 3, 5, 8, 12})
    void whatAWholeBodyIsAfterHalfOfTheFile(
            Says says, Body body, int bytes, String notStated, String stated) throws Exception {
        for (boolean isStated : List.of(false, true)) {
            for (boolean closed : List.of(false, true)) {
                assertEnds(says, body, bytes, isStated, closed, isStated ? stated : notStated);
                close();
                ledger.entries.clear();
                honest.set(null);
                for (String file : bench.files()) {
                    Files.delete(folder.resolve(file));
                }
                open();
            }
        }
    }

    private void assertEnds(
            Says says, Body body, int bytes, boolean stated, boolean closed, String end)
            throws Exception {
        byte[] content = Arrays.copyOf(says == Says.ANOTHER ? OTHER : MORE, bytes);
        MediaItem item = Bench.item("t", "t.bin", stated ? (long) SIZE : null);
        Transfer transfer =
                runAfterHalf(item, says.firstTag(), closed, whole(says.header, body, content));
        assertThat(bench.server.requests()).as("an end").hasSizeLessThan(10);
        String how = (stated ? "stated" : "not stated") + (closed ? ", closed: " : ": ") + end;
        if (!end.startsWith("incomplete") && !end.startsWith("differs")) {
            assertThat(transfer.state()).as(how).isInstanceOf(TransferState.Saved.class);
            bench.assertSaved(transfer, content);
            assertThat(transfer.facts().version() == Transfer.Version.CHANGED)
                    .as(how)
                    .isEqualTo(end.startsWith("changed"));
            assertThat(transfer.facts().size() == Transfer.Size.UNVERIFIED)
                    .as(how)
                    .isEqualTo(end.endsWith("unverified"));
            return;
        }
        bench.assertFailed(
                transfer, end.startsWith("differs") ? Cause.SIZE_DIFFERS : Cause.INCOMPLETE);
        assertThat(bench.files()).as(how).doesNotContain("t.bin");
        assertThat(transfer.state().done())
                .as(how)
                .isEqualTo(end.endsWith("old") ? HALF : end.endsWith("new") ? bytes : 0);
        if (says != Says.ANOTHER) {
            goesOnBesideA(says, transfer, end);
        }
    }

    /** What was kept is worth it. */
    private void goesOnBesideA(Says says, Transfer transfer, String end) throws IOException {
        int before = bench.server.requests().size();
        honest.set(Resource.of(FILE, says == Says.NEVER ? null : "\"1\""));
        bench.downloads().retry(List.of("t"));
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        bench.assertSaved(transfer, FILE);
        boolean ranged = bench.server.requests().stream().skip(before).anyMatch(Request::isRanged);
        assertThat(ranged).as(end).isEqualTo(!end.endsWith("none"));
    }

    /** One wrong length, once, must not be the end of a file. */
    @ParameterizedTest
    @EnumSource(value = Body.class, names = "UNTIL_CLOSE", mode = EnumSource.Mode.EXCLUDE)
    @Requirement(5)
    void whoTriesItTwiceGetsTheFileAsTheServerHasIt(Body body) throws Exception {
        byte[] content = Arrays.copyOf(MORE, 350_000);
        Transfer transfer =
                runAfterHalf(
                        Bench.item("t", "t.bin", null),
                        "\"1\"",
                        false,
                        whole(Says.SAME.header, body, content));
        bench.assertFailed(transfer, Cause.SIZE_DIFFERS);
        bench.downloads().retry(List.of("t"));
        bench.assertFailed(Bench.ended(transfer), Cause.SIZE_DIFFERS);
        bench.downloads().retry(List.of("t"));
        bench.assertSaved(Bench.ended(transfer), content);
    }

    /** It has become shorter, and its server never tells how long it is. */
    @ParameterizedTest
    @EnumSource(value = Says.class, names = "ANOTHER", mode = EnumSource.Mode.EXCLUDE)
    @Requirement(3)
    void soItIsWithOneThatEndsEarlierThanWasTold(Says says) throws Exception {
        byte[] content = Arrays.copyOf(OTHER, 100_000);
        Transfer transfer =
                runAfterHalf(
                        Bench.item("t", "t.bin", null),
                        says.firstTag(),
                        false,
                        whole(says.header, Body.CHUNKED, content));
        bench.assertFailed(transfer, Cause.INCOMPLETE);
        bench.downloads().retry(List.of("t"));
        bench.assertFailed(Bench.ended(transfer), Cause.INCOMPLETE);
        bench.downloads().retry(List.of("t"));
        bench.assertSaved(Bench.ended(transfer), content);
    }

    /** Nobody knows whether the line broke or the file ends there: what is there stays. */
    @Test
    @Fault(8)
    @Requirement({3, 5})
    void whatEndsWithItsConnectionIsNeverTakenForAShorterFile() throws Exception {
        Transfer transfer =
                runAfterHalf(
                        Bench.item("t", "t.bin", null),
                        "\"1\"",
                        false,
                        whole("", Body.UNTIL_CLOSE, Arrays.copyOf(OTHER, 100_000)));
        for (int time = 0; time < 3; time++) {
            bench.assertFailed(Bench.ended(transfer), Cause.INCOMPLETE);
            bench.downloads().retry(List.of("t"));
        }
        bench.assertFailed(Bench.ended(transfer), Cause.INCOMPLETE);
        assertThat(transfer.state().done()).isPositive();
    }

    /** That all is there was said by nobody: the connection may have broken just there. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Fault(3)
    @Requirement(3)
    void chunksThatAreCutWhereTheFileShouldEndAreAskedAboutOnceMore(boolean tagged)
            throws Exception {
        String tag = tagged ? "\"1\"" : null;
        AtomicInteger requests = new AtomicInteger();
        Script cutAtItsEnd =
                (request, wire) -> {
                    if (requests.getAndIncrement() == 0) {
                        wire.text("HTTP/1.1 200 OK\r\n" + (tagged ? "ETag: \"1\"\r\n" : ""));
                        wire.text("Transfer-Encoding: chunked\r\n\r\n493e0\r\n");
                        wire.bytes(FILE).close();
                    } else if (request.from() == SIZE) {
                        wire.answer(
                                "416 Range Not Satisfiable",
                                "Content-Range: bytes */" + SIZE + "\r\n",
                                new byte[0]);
                    } else {
                        Resource.of(FILE, tag).answer(request, wire);
                    }
                };
        Transfer transfer = runAfterHalf(Bench.item("t", "t.bin", null), tag, false, cutAtItsEnd);
        bench.assertSaved(transfer, FILE);
        assertThat(bench.server.requests()).hasSize(3);
        assertThat(bench.server.requests().getLast().from())
                .isEqualTo(tagged ? SIZE : SIZE - 65_536);
        assertThat(transfer.facts().size()).isEqualTo(Transfer.Size.CHECKED);
    }

    /** Whatever comes between then and its name: the length is the one that was confirmed. */
    @Test
    @Fault(3)
    @Requirement({3, 16})
    void whatTheServerConfirmedIsStillConfirmedWhenTheNameCannotBeGiven() throws Exception {
        AtomicBoolean locked = new AtomicBoolean(true);
        bench.naming = // the folder cannot be written to at first
                new Publisher.Steps() {
                    @Override
                    public void link(Path target, Path part) throws IOException {
                        if (locked.get()) {
                            throw new AccessDeniedException(target.toString());
                        }
                        OF_SYSTEM.link(target, part);
                    }

                    @Override
                    public void reserve(Path target) throws IOException {
                        OF_SYSTEM.reserve(target);
                    }

                    @Override
                    public void replace(Path part, Path target) throws IOException {
                        OF_SYSTEM.replace(part, target);
                    }
                };
        Script cutAtItsEnd =
                (request, wire) -> {
                    if (request.from() == SIZE) {
                        wire.answer(
                                "416 Range Not Satisfiable",
                                "ETag: \"1\"\r\nContent-Range: bytes */" + SIZE + "\r\n",
                                new byte[0]);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"1\"\r\n");
                    wire.text("Transfer-Encoding: chunked\r\n\r\n493e0\r\n");
                    wire.bytes(FILE).close();
                };
        runAfterHalf(Bench.item("t", "t.bin", null), "\"1\"", false, cutAtItsEnd);
        LedgerEntry row = ledger.entries().getFirst();
        assertThat(Objects.requireNonNull(row.part()).stage()).isEqualTo(PartRecord.Stage.WHOLE);
        assertThat(Objects.requireNonNull(row.plan()).total()).isEqualTo(SIZE);
        locked.set(false);
        bench.reopen().retryFailed();
        Transfer again = bench.downloads().transfer("t").orElseThrow();
        Bench.until(again, TransferState.Saved.class::isInstance);
        bench.assertSaved(again, FILE);
        assertThat(again.facts().size()).isEqualTo(Transfer.Size.CHECKED);
    }

    /** By then the file is a longer one; what came of it is as long as the earlier one was. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault({3, 47})
    @Requirement({1, 3, 16})
    void norAreThoseTakenForTheFileByTheNextStart(boolean killed) throws Exception {
        Resource now = Resource.of(OTHER, null);
        AtomicInteger requests = new AtomicInteger();
        CountDownLatch late = new CountDownLatch(1);
        Script chunks =
                (request, wire) -> {
                    if (requests.getAndIncrement() > 0) {
                        now.answer(request, wire);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n493e0\r\n");
                    wire.bytes(OTHER, 0, SIZE - 1);
                    late.await();
                    wire.bytes(OTHER, SIZE - 1, 1).timeout();
                };
        MediaItem item = bench.cutAt(HALF, Resource.of(FILE, null), chunks);
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == SIZE - 1);
        bench.ticker.advance(Duration.ofSeconds(3)); // what comes after that is remembered
        late.countDown();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> {
                    PartRecord part = ledger.entries().getFirst().part();
                    return part != null && part.bytes() == SIZE;
                });
        LedgerEntry row = ledger.entries().getFirst();
        bench.downloads().close();
        if (killed) {
            ledger.record(row);
        }
        bench.reopen().resumeInterrupted();
        Transfer again = Bench.ended(bench.downloads().transfer("t").orElseThrow());
        bench.assertSaved(again, OTHER);
    }

    /** Where no length was told, of the same version at least as much is there as came before. */
    @ParameterizedTest
    @CsvSource({"UNTIL_CLOSE, 100000", "CHUNKED, 100000", "LENGTH, 150000"})
    @Requirement({1, 12})
    void lessOfTheSameVersionThanCameBeforeIsNotTheFile(Body body, int kept) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Script less = whole("ETag: \"1\"\r\n", body, Arrays.copyOf(FILE, 100_000));
        bench.scripted(
                "t",
                (request, wire) -> {
                    if (requests.getAndIncrement() == 0) {
                        wire.text("HTTP/1.1 200 OK\r\nETag: \"1\"\r\n");
                        wire.text("Transfer-Encoding: chunked\r\n\r\n493e0\r\n");
                        wire.bytes(FILE, 0, HALF).close();
                    } else {
                        less.answer(request, wire);
                    }
                });
        Transfer transfer = bench.run(Bench.item("t", "t.bin", null));
        bench.assertFailed(transfer, Cause.INCOMPLETE);
        assertThat(transfer.state().done()).isEqualTo(kept);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
    }

    /** Since it was saved it may have been replaced by a shorter one. */
    @Test
    void aSavedFileThatIsGoneHasTheLengthThatItHasNow() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        byte[] shorter = Arrays.copyOf(FILE, 100_000);
        Script now = whole("", Body.CHUNKED, shorter);
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() == 0) {
                                Resource.of(FILE, "\"1\"").answer(request, wire);
                            } else {
                                now.answer(request, wire);
                            }
                        });
        Files.delete(bench.assertSaved(bench.run(item), FILE));
        bench.reopen();
        Transfer again = bench.start(item);
        Bench.until(again, state -> state instanceof TransferState.Saved s && s.bytes() != SIZE);
        bench.assertSaved(again, shorter);
        assertThat(again.facts().version()).isEqualTo(Transfer.Version.SAME);
    }
}
