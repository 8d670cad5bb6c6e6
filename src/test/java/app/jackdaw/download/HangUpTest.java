package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever is stopped hangs up at once, whatever he waits for. No time-out of silence helps: here a
 * server may be silent for a day.
 */
class HangUpTest {

    @TempDir Path folder;
    private Bench bench;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @BeforeEach
    void open() {
        bench = new Bench(folder, Duration.ofDays(1));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Says so much and waits for the other side to hang up. */
    private FaultServer.Script says(String text) {
        return (_, wire) -> {
            wire.text(text);
            asked.countDown();
            wire.timeout();
            gone.countDown();
        };
    }

    private void stop(boolean forGood) throws InterruptedException {
        if (forGood) {
            bench.downloads().cancelAll();
        } else {
            bench.downloads().pauseAll();
        }
        assertThat(gone.await(60, TimeUnit.SECONDS)).as("the server sees the end").isTrue();
        assertThat(bench.server.connections()).isEqualTo(1);
    }

    /** The interrupt ends the read, and with it the connection. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void inTheMiddleOfABody(boolean forGood) throws Exception {
        Transfer transfer =
                bench.start(
                        bench.scripted(
                                "t", says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe")));
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() > 0);
        stop(forGood);
    }

    /** The wait is ended by the interrupt, the connection by whoever waited. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void beforeTheAnswer(boolean forGood) throws Exception {
        bench.start(bench.scripted("t", says("")));
        asked.await();
        stop(forGood);
    }

    /** Nobody reads: here the interrupt closes nothing, and the answer must be put down. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void whileTheUserThinks(boolean forGood) throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[3]);
        CountDownLatch thinks = new CountDownLatch(1);
        bench.question =
                (_, _) -> {
                    thinks.countDown();
                    new CountDownLatch(1).await();
                    throw new AssertionError("never answered");
                };
        bench.downloads().setConflicts(Conflicts.ASK);
        bench.scripted("t", says("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\nhello"));
        MediaItem item = Bench.item("t", "a.txt", null);
        bench.start(item);
        thinks.await();
        stop(forGood);
    }

    private Transfer startTo(String address) throws Exception {
        bench.links.put("t", URI.create(address));
        return bench.start(Bench.item("t", "t.bin", null));
    }

    private void stopAndAwait(Transfer transfer, boolean forGood) {
        if (forGood) {
            bench.downloads().cancelAll();
        } else {
            bench.downloads().pauseAll();
        }
        Bench.until(
                transfer,
                state ->
                        forGood
                                ? state instanceof TransferState.Idle
                                : state instanceof TransferState.Paused);
    }

    /** A server that has no room for another connection: the system goes on knocking. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    @EnabledOnOs(OS.LINUX)
    void whileItConnects(boolean forGood) throws Exception {
        List<SocketChannel> before = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = full.getLocalPort();
            SocketChannel last;
            do {
                last = SocketChannel.open();
                last.configureBlocking(false);
                before.add(last);
                last.connect(full.getLocalSocketAddress());
            } while (last.finishConnect() || before.size() < 3);
            long knocking = knocking(port);
            Transfer transfer = startTo("http://127.0.0.1:" + port + "/t");
            await().atMost(Duration.ofSeconds(90)).until(() -> knocking(port) > knocking);
            stopAndAwait(transfer, forGood);
            await().atMost(Duration.ofSeconds(90)).until(() -> knocking(port) <= knocking);
        } finally {
            for (SocketChannel channel : before) {
                channel.close();
            }
        }
    }

    /** Sockets of this machine that have asked for a connection and have no answer yet. */
    private static long knocking(int port) throws IOException {
        String remote = ":%04X 02 ".formatted(port);
        long count = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                count +=
                        Files.readAllLines(Path.of(table)).stream()
                                .filter(line -> line.contains(remote))
                                .count();
            }
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void inTheMiddleOfAHandshake(boolean forGood) throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Transfer transfer = startTo("https://127.0.0.1:" + mute.getLocalPort() + "/t");
            try (Socket socket = mute.accept()) {
                socket.setSoTimeout(60_000);
                InputStream hello = socket.getInputStream();
                assertThat(hello.read()).as("the first byte of a hello").isEqualTo(0x16);
                stopAndAwait(transfer, forGood);
                assertThat(isAtItsEnd(hello)).isTrue();
            }
        }
    }

    private static boolean isAtItsEnd(InputStream in) {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Who asks for it is let go, and what he might have got is not used. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void whileItWaitsForItsLink(boolean forGood) throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        LinkSource never =
                (_, _) -> {
                    asked.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        letGo.countDown();
                    }
                    throw new AssertionError("never answered");
                };
        try (Downloads downloads =
                bench.fromMemory(
                        _ -> {
                            throw new AssertionError("nothing is fetched");
                        },
                        never,
                        Ledger.forgetful())) {
            Transfer transfer =
                    downloads.start(List.of(Bench.item("t", "t.bin", null)), folder).getFirst();
            asked.await();
            if (forGood) {
                downloads.cancelAll();
            } else {
                downloads.pauseAll();
            }
            assertThat(letGo.await(60, TimeUnit.SECONDS)).isTrue();
            Bench.until(transfer, state -> !state.isUnderWay());
        }
        assertThat(bench.files()).isEmpty();
    }

    /** While it is not its turn nobody works for it: it is stopped with the command itself. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void whileItWaitsForItsTurn(boolean forGood) throws Exception {
        bench.downloads().setAtOnce(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MediaItem first =
                bench.scripted(
                        "first",
                        (_, wire) -> {
                            asked.countDown();
                            goOn.await();
                            wire.answer("200 OK", "", new byte[5]);
                        });
        MediaItem second = bench.scripted("second", says(""));
        List<Transfer> transfers = bench.downloads().start(List.of(first, second), folder);
        asked.await();
        if (forGood) {
            bench.downloads().cancel(List.of("second"));
        } else {
            bench.downloads().pause(List.of("second"));
        }
        assertThat(transfers.getLast().state().isUnderWay()).isFalse();
        goOn.countDown();
        bench.assertSaved(Bench.ended(transfers.getFirst()), new byte[5]);
        bench.downloads().close();
        assertThat(bench.server.requests("/second")).isEmpty();
    }

    /** What was planned for later does not come any more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void betweenTwoTries(boolean forGood) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread holder =
                bench.ticker.start(() -> {
                    while (!over.get()) {
                        Thread.onSpinWait(); // as long as somebody is busy no time passes
                    }
                });
        Transfer transfer =
                bench.start(
                        bench.scripted(
                                "t",
                                (_, wire) ->
                                        wire.answer("503 No", "Retry-After: 60\r\n", new byte[0])));
        Bench.until(transfer, TransferState.Waiting.class::isInstance);
        stopAndAwait(transfer, forGood);
        over.set(true);
        holder.join();
        bench.ticker.sleep(Duration.ofHours(1));
        assertThat(bench.server.requests("/t")).hasSize(1);
        assertThat(transfer.state().isUnderWay()).isFalse();
    }

    /** The server goes on for as long as anybody listens. */
    @Test
    @Requirement(35)
    void whatIsCancelledWhileItWritesLeavesNothingAndComesToNothing() throws Exception {
        for (int round = 0; round < 10; round++) {
            CountDownLatch hungUp = new CountDownLatch(1);
            Transfer transfer =
                    bench.start(
                            bench.scripted(
                                    "t" + round,
                                    (_, wire) -> {
                                        wire.text(
                                                "HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n");
                                        try {
                                            while (true) {
                                                wire.bytes(new byte[10_000]);
                                            }
                                        } catch (IOException nobodyListens) {
                                            hungUp.countDown();
                                        }
                                    }));
            Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() > 0);
            bench.downloads().cancelAll();
            Bench.until(transfer, TransferState.Idle.class::isInstance);
            long received = transfer.received();
            await().atMost(Duration.ofSeconds(90)).until(() -> bench.files().isEmpty());
            assertThat(hungUp.await(90, TimeUnit.SECONDS)).isTrue();
            assertThat(transfer.received()).as("read after that").isEqualTo(received);
            assertThat(bench.files()).isEmpty();
        }
    }
}
