package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.FaultServer.Script;
import app.jackdaw.net.Http;
import app.jackdaw.net.TestHttp;
import app.jackdaw.net.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process with a row in each state, a real database, a real kill: all of the list is back,
 * as it was. {@link CrashTest} kills at any moment; here it is known what must be there.
 */
class KilledListTest {

    static final int SIZE = 300_000;
    static final int HALF = 150_000;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final byte[] CONTENT = Bench.bytes(SIZE, 5);

    @TempDir Path folder;
    private final FaultServer server = new FaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    /** Half of it to the first who asks. */
    private static Script half() {
        Resource file = Resource.of(CONTENT, "\"v\"");
        return (request, wire) -> {
            if (request.isRanged()) {
                file.answer(request, wire);
                return;
            }
            wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: " + SIZE + "\r\n\r\n");
            wire.bytes(CONTENT, 0, HALF);
            wire.timeout();
        };
    }

    private Path ledger() {
        return folder.resolve("ledger.db");
    }

    private Path file(String token) {
        return folder.resolve("files").resolve(token + ".bin");
    }

    private void liveAndDie() throws Exception {
        Process process =
                Children.startTelling(
                        KilledListChild.class,
                        List.of(),
                        server.uri("/").toString(),
                        folder.resolve("files").toString(),
                        ledger().toString());
        Heard child = new Heard(process);
        boolean ready = child.waitFor(KilledListChild.READY, 1, PATIENCE.toSeconds());
        process.destroyForcibly(); // SIGKILL
        assertThat(ready).as("%s", child.everything()).isTrue();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    }

    private static TransferState state(Downloads downloads, String id) {
        return downloads.transfer(id).orElseThrow().state();
    }

    @Test
    @Requirement(16)
    void everyStateTheOrderAndWhatWasToldAreBack() throws Exception {
        for (String token : List.of("paused", "running", "queued")) {
            server.on("/" + token, half());
        }
        server.on("/saved", Resource.of(CONTENT, "\"v\""));
        Files.createDirectories(folder.resolve("files"));
        Files.write(file("skipped"), new byte[SIZE]);
        liveAndDie();

        try (KeptLedger kept = KeptLedger.open(ledger());
                Http http = TestHttp.open(Duration.ofSeconds(90))) {
            assertThat(kept.store().problem()).isEmpty();
            Downloads.Ports ports =
                    new Downloads.Ports(
                            http.bytes(_ -> false),
                            (item, _) ->
                                    TemporaryLink.given(
                                            server.uri("/" + item.token()).toString(),
                                            Ticker.system().now()),
                            kept,
                            (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.ALL),
                            Ticker.system());
            try (Downloads downloads = new Downloads(ports)) {
                assertAsItWas(downloads, kept);
                assertGoesOn(downloads);
            }
        }
    }

    private void assertAsItWas(Downloads downloads, KeptLedger kept) {
        assertThat(downloads.transfers())
                .extracting(Transfer::itemId)
                .containsExactly(
                        "queued",
                        "told",
                        "failed",
                        "skipped",
                        "paused",
                        "running",
                        "refused",
                        "saved",
                        KilledListChild.LAST);
        assertThat(state(downloads, "saved"))
                .isEqualTo(new TransferState.Saved(file("saved"), SIZE));
        assertThat(state(downloads, "failed"))
                .isInstanceOfSatisfying(
                        TransferState.Failed.class,
                        failed ->
                                assertThat(failed.problem().cause())
                                        .isEqualTo(KilledListChild.REFUSAL.cause()));
        assertThat(state(downloads, "skipped"))
                .isEqualTo(
                        new TransferState.Skipped(
                                file("skipped"), TransferState.Skipped.Found.SAME_FILE));
        assertThat(state(downloads, "paused")).isEqualTo(new TransferState.Paused(HALF, SIZE));
        assertThat(state(downloads, "running")).isInstanceOf(TransferState.Paused.class);
        assertThat(state(downloads, "queued"))
                .isEqualTo(new TransferState.Paused(0, TransferState.UNKNOWN));
        assertThat(state(downloads, "told")).isInstanceOf(TransferState.Idle.class);
        assertThat(downloads.transfer("told").orElseThrow().item())
                .isEqualTo(KilledListChild.told("told"));
        assertThat(kept.entries())
                .filteredOn(entry -> entry.item().id().equals("refused"))
                .extracting(LedgerEntry::linkRefusal)
                .containsExactly(KilledListChild.REFUSAL);
    }

    /** What ran or was to run goes on by itself; what somebody paused waits for him. */
    private void assertGoesOn(Downloads downloads) throws Exception {
        server.on("/running", Resource.of(CONTENT, "\"v\""));
        server.on("/queued", Resource.of(CONTENT, "\"v\""));
        downloads.resumeInterrupted();
        for (String id : List.of("running", "queued")) {
            await().atMost(PATIENCE)
                    .until(() -> state(downloads, id) instanceof TransferState.Saved);
        }
        assertThat(state(downloads, "paused")).isInstanceOf(TransferState.Paused.class);
        downloads.resume(List.of("paused"));
        await().atMost(PATIENCE)
                .until(() -> state(downloads, "paused") instanceof TransferState.Saved);
        for (String token : List.of("saved", "paused", "running", "queued")) {
            assertThat(file(token)).hasBinaryContent(CONTENT);
        }
        assertThat(server.requests("/saved")).hasSize(1);
        assertThat(server.requests("/paused").getLast().from()).isEqualTo(HALF);
    }
}
