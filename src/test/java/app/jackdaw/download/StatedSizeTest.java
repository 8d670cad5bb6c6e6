package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.FaultServer.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that do not say how long they are, to files whose document says it. */
class StatedSizeTest {

    private static final int SIZE = 300_000;
    private static final int HALF = 150_000;
    private static final byte[] CONTENT = Bench.bytes(SIZE, 1);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** The item states a size; its link leads to what the script does. */
    private MediaItem stated(long size, Script script) {
        bench.scripted("t", script);
        return Bench.item("t", "t.bin", size);
    }

    private static void begin(FaultServer.Wire wire, boolean chunked, int promised)
            throws IOException {
        wire.text("HTTP/1.1 200 OK\r\n");
        wire.text(
                chunked
                        ? "Transfer-Encoding: chunked\r\n\r\n"
                                + Integer.toHexString(promised)
                                + "\r\n"
                        : "\r\n");
    }

    /** So many bytes of a longer body; then the end of the connection. */
    private static Script cutAt(int bytes, boolean chunked) {
        return (_, wire) -> {
            begin(wire, chunked, SIZE);
            wire.bytes(CONTENT, 0, bytes).close();
        };
    }

    private static Script whole(byte[] content, boolean chunked) {
        return (_, wire) -> {
            begin(wire, chunked, content.length);
            wire.bytes(content);
            if (chunked) {
                wire.text("\r\n0\r\n\r\n");
            } else {
                wire.close();
            }
        };
    }

    private Script inTurn(Script first, Script then) {
        AtomicInteger requests = new AtomicInteger();
        return (request, wire) ->
                (requests.getAndIncrement() == 0 ? first : then).answer(request, wire);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(10)
    void aCutOneGoesOnAfterALookAtItsEnd(boolean chunked) throws Exception {
        MediaItem item = stated(SIZE, inTurn(cutAt(HALF, chunked), Resource.of(CONTENT, null)));
        Transfer transfer = bench.run(item);
        bench.assertSaved(transfer, CONTENT);
        assertThat(bench.server.requests().get(1).from()).isEqualTo(HALF - 65_536);
        assertThat(transfer.received()).isEqualTo(SIZE + 65_536);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        assertThat(transfer.facts().size()).isEqualTo(Transfer.Size.CHECKED);
    }

    /** A server that drops every connection half a megabyte on is no reason to give up. */
    @Test
    @Requirement({10, 31})
    void itComesThroughALineThatIsCutAgainAndAgain() throws Exception {
        byte[] large = Bench.bytes(8_000_000, 3);
        Script shaky =
                (request, wire) -> {
                    int from = (int) request.from();
                    int length = large.length - from;
                    String range = from + "-" + (large.length - 1) + "/" + large.length;
                    wire.text(
                            request.isRanged()
                                    ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes "
                                            + range
                                            + "\r\n"
                                    : "HTTP/1.1 200 OK\r\n");
                    wire.text("Transfer-Encoding: chunked\r\n\r\n");
                    wire.text(Integer.toHexString(length) + "\r\n");
                    int sent = Math.min(length, 600_000);
                    wire.bytes(large, from, sent);
                    if (sent < length) {
                        wire.close();
                    } else {
                        wire.text("\r\n0\r\n\r\n");
                    }
                };
        bench.assertSaved(bench.run(stated(large.length, shaky)), large);
    }

    /** Nobody has said that it ends there: a look at its end does. */
    @Test
    @Fault(3)
    @Requirement(3)
    void oneThatIsCutWhereItShouldEndIsAskedForOnceMore() throws Exception {
        Script first = cutAt(SIZE, true);
        Transfer transfer = bench.run(stated(SIZE, inTurn(first, Resource.of(CONTENT, null))));
        bench.assertSaved(transfer, CONTENT);
        assertThat(bench.server.requests()).hasSize(2);
        assertThat(bench.server.requests().get(1).from()).isEqualTo(SIZE - 65_536);
        assertThat(transfer.received()).isEqualTo(SIZE + 65_536);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({4, 40})
    void oneThatIsTooLongIsLeftAsSoonAsThatIsSeen(boolean chunked) throws Exception {
        byte[] longer = Bench.bytes(20_000_000, 2);
        Transfer transfer = bench.run(stated(SIZE, whole(longer, chunked)));
        Problem problem = bench.assertFailed(transfer, Cause.SIZE_DIFFERS);
        assertThat(problem.arguments()).containsExactly("300000", ">300000");
        assertThat(bench.server.requests()).as("once more, not again and again").hasSize(2);
        assertThat(transfer.received()).isEqualTo(2 * (SIZE + 1));
        assertThat(bench.files()).isEmpty();
    }

    @Test
    @Requirement(1)
    void oneThatEndsTooSoonIsAnotherFile() throws Exception {
        Transfer transfer = bench.run(stated(SIZE + 1, whole(CONTENT, true)));
        Problem problem = bench.assertFailed(transfer, Cause.SIZE_DIFFERS);
        assertThat(problem.arguments()).containsExactly("300001", "300000");
        assertThat(bench.server.requests()).hasSize(2);
        assertThat(bench.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({3, 5})
    void oneOfTheRightLengthIsSaved(boolean chunked) throws Exception {
        Transfer transfer = bench.run(stated(SIZE, whole(CONTENT, chunked)));
        bench.assertSaved(transfer, CONTENT);
        assertThat(transfer.facts().size()).isEqualTo(Transfer.Size.CHECKED);
        assertThat(bench.server.requests()).hasSize(1);
    }

    /** The list was written before the file was replaced; the next answers tell its length. */
    @Test
    @Requirement({1, 10})
    void aWrongSizeEndsAlsoWhereAPartIsThere() throws Exception {
        byte[] other = Bench.bytes(SIZE + 50_000, 4);
        MediaItem item = stated(SIZE, inTurn(cutAt(HALF, true), Resource.of(other, "\"2\"")));
        Problem problem = bench.assertFailed(bench.run(item), Cause.SIZE_DIFFERS);
        assertThat(problem.arguments()).containsExactly("300000", "350000");
        assertThat(bench.server.requests()).hasSizeLessThanOrEqualTo(5);
        assertThat(bench.files())
                .as("who is right is for the user to say")
                .containsExactly("t.bin." + item.shortDigest() + ".part");
    }

    @Test
    void itsProgressIsThatOfTheStatedSize() throws Exception {
        MediaItem item =
                stated(
                        SIZE,
                        (_, wire) -> {
                            begin(wire, true, SIZE);
                            wire.bytes(CONTENT, 0, HALF);
                            wire.timeout();
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, new TransferState.Running(HALF, SIZE)::equals);
        bench.downloads().pause(List.of("t"));
        Bench.until(transfer, new TransferState.Paused(HALF, SIZE)::equals);
    }
}
