package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that changed on its server while the application was closed, in a part of it only: the end
 * of what is there looks the same, and still the versions do not meet.
 */
class SpliceTest {

    private static final int SIZE = 600_000;
    private static final int HALF = 300_000;
    private static final byte[] ONE = Bench.bytes(SIZE, 1);

    private static final String OLD = "Last-Modified: Sun, 22 Nov 2026 07:00:00 GMT\r\n";
    private static final String NEW = "Last-Modified: Mon, 23 Nov 2026 07:00:00 GMT\r\n";

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = new MemoryLedger();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** There and at its end; what lies just before the half is the same, as a rule. */
    private static byte[] changedAt(int place) {
        byte[] changed = ONE.clone();
        changed[place]++;
        changed[SIZE - 1]++;
        return changed;
    }

    /** Half of the first one comes, the application ends, and starts with the second one there. */
    private Transfer interrupted(Resource first, FaultServer.Script second) throws Exception {
        AtomicBoolean restarted = new AtomicBoolean();
        FaultServer.Script both =
                (request, wire) -> {
                    if (restarted.get()) {
                        second.answer(request, wire);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 08:00:00 GMT\r\n");
                    wire.text(first.etag() == null ? "" : "ETag: " + first.etag() + "\r\n");
                    wire.text(first.more() + "Content-Length: " + SIZE + "\r\n\r\n");
                    wire.bytes(first.content(), 0, HALF).timeout();
                };
        MediaItem item = bench.scripted("t", both);
        Transfer before = bench.start(item);
        Bench.until(before, s -> s instanceof TransferState.Running r && r.done() == HALF);
        restarted.set(true);
        bench.reopen().resumeInterrupted();
        return Bench.ended(bench.downloads().transfer("t").orElseThrow());
    }

    private List<Long> askedAgain() {
        return bench.server.requests().stream().skip(1).map(FaultServer.Request::from).toList();
    }

    private void assertRestarted(Transfer transfer, byte[] content) throws Exception {
        bench.assertSaved(transfer, content);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    /** Wherever it has changed: nothing of it need be looked at. */
    @ParameterizedTest
    @CsvSource({"'\"1\"', '\"2\"'", "'\"1\"',", ",", ", '\"2\"'"})
    @Fault({13, 18})
    @Requirement({10, 12})
    void anotherDateIsAnotherVersion(String tag, String newTag) throws Exception {
        byte[] two = changedAt(100_000);
        Transfer transfer =
                interrupted(new Resource(ONE, tag, OLD), new Resource(two, newTag, NEW));
        assertRestarted(transfer, two);
        assertThat(askedAgain()).containsExactly((long) HALF);
    }

    /** The server does not heed the condition. */
    @Test
    @Fault({15, 18})
    @Requirement(10)
    void anotherDateIsAnotherVersionInAPartialAnswer() throws Exception {
        byte[] two = changedAt(100_000);
        Resource now = new Resource(two, "\"2\"", NEW);
        FaultServer.Script careless =
                (request, wire) -> {
                    request.headers().remove("if-range");
                    now.answer(request, wire);
                };
        assertRestarted(interrupted(new Resource(ONE, "\"1\"", OLD), careless), two);
    }

    /** The second copy is another one only for those who look at more than its end. */
    @ParameterizedTest
    @CsvSource({
        "0, '\"1\"', '\"2\"'",
        "0, ,",
        "0, W/\"1\", W/\"2\"",
        "150000, '\"1\"', '\"2\"'",
        "150000, ,",
        "299999, '\"1\"', '\"2\"'",
        "299999, ,"
    })
    @Fault({16, 18})
    @Requirement(10)
    void withoutDatesItIsLookedAtInSeveralPlaces(int place, String tag, String newTag)
            throws Exception {
        byte[] two = changedAt(place);
        Transfer transfer = interrupted(Resource.of(ONE, tag), Resource.of(two, newTag));
        assertRestarted(transfer, two);
    }

    @ParameterizedTest
    @CsvSource({"'\"1\"', '\"2\"', true", "'\"1\"', '\"2\"', false", ",, false"})
    @Fault(18)
    @Requirement({10, 16, 17})
    void theSameFileGoesOnAfterTheLooks(String tag, String newTag, boolean dated) throws Exception {
        String date = dated ? OLD : "";
        Transfer transfer =
                interrupted(new Resource(ONE, tag, date), new Resource(ONE, newTag, date));
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        List<Long> asked = askedAgain();
        assertThat(asked.subList(asked.size() - 3, asked.size()))
                .containsExactly(0L, 117_232L, 234_464L);
        assertThat(transfer.received()).isEqualTo(HALF + 3 * 65_536);
        List<FaultServer.Request> requests = bench.server.requests();
        assertThat(requests.get(requests.size() - 3).headers())
                .containsEntry("range", "bytes=0-65535");
    }

    /** All that is behind the sample comes as well, also where the sample is the beginning. */
    @Test
    @Fault({18, 21})
    @Requirement({10, 16})
    void aServerThatHeedsNoEndOfARangeCostsNoNewBeginning() throws Exception {
        Resource now = Resource.of(ONE, null);
        FaultServer.Script openEnded =
                (request, wire) -> {
                    request.headers().computeIfPresent("range", (_, r) -> r.replaceAll("-.*", "-"));
                    now.answer(request, wire);
                };
        bench.assertSaved(interrupted(Resource.of(ONE, null), openEnded), ONE);
        assertThat(askedAgain()).containsExactly(0L, 117_232L, 234_464L);
    }

    /**
     * Nothing but the end of the connection tells where the answer ends, and that comes early.
     *
     * @param cutAt which of the three looks
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Fault({1, 18})
    @Requirement({10, 16})
    void aLookThatIsCutSaysNothingAboutTheVersion(int cutAt) throws Exception {
        Resource now = Resource.of(ONE, null);
        AtomicInteger requests = new AtomicInteger();
        FaultServer.Script cut =
                (request, wire) -> {
                    if (requests.incrementAndGet() != cutAt) {
                        now.answer(request, wire);
                        return;
                    }
                    long last = Math.min(request.end(), SIZE) - 1;
                    String range = request.from() + "-" + last + "/" + SIZE;
                    wire.text("HTTP/1.1 206 Partial Content\r\nConnection: close\r\n")
                            .text("Content-Range: bytes " + range + "\r\n\r\n")
                            .bytes(ONE, (int) request.from(), 1000)
                            .close();
                };
        Transfer transfer = interrupted(Resource.of(ONE, null), cut);
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        List<FaultServer.Request> all = bench.server.requests();
        assertThat(all.subList(1, all.size())).allMatch(FaultServer.Request::isRanged);
    }

    /** Who knows no ranges sends all of it, which is taken at once. */
    @Test
    @Fault(26)
    void aServerWithoutRangesIsNotAskedInVain() throws Exception {
        FaultServer.Script whole = (_, wire) -> wire.answer("200 OK", "", ONE);
        bench.assertSaved(interrupted(Resource.of(ONE, null), whole), ONE);
        assertThat(askedAgain()).hasSize(1);
    }
}
