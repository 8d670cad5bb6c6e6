package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever happens to a link, nothing of it is left in a file or a log. */
class SecretsTest {

    private static final String KEY = "KEYKEYKEYKEYKEY";

    @TempDir Path root;

    @Test
    @Requirement({26, 27})
    void noLinkIsLeftAnywhere() throws Exception {
        Path folder = Files.createDirectory(root.resolve("to"));
        Path data = Files.createDirectory(root.resolve("data"));
        Logger ours = (Logger) LoggerFactory.getLogger("app.jackdaw");
        Level before = ours.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ours.addAppender(log);
        ours.setLevel(Level.TRACE);
        List<FaultServer.Request> requests;
        try (KeptLedger ledger = KeptLedger.open(data.resolve("jackdaw.db"));
                Bench bench = new Bench(folder)) {
            bench.ledger = ledger;
            run(bench);
            requests = bench.server.requests();
            // the database is open: its log, too, is looked at
            assertNothingIsLeft(data);
            assertNothingIsLeft(folder);
            assertThat(bench.downloads().transfers().toString()).doesNotContain(KEY);
            for (Transfer transfer : bench.downloads().transfers()) {
                assertThat(transfer.state() + " " + transfer.facts()).doesNotContain(KEY);
            }
        } finally {
            ours.detachAppender(log);
            ours.setLevel(before);
        }
        assertNothingIsLeft(data);
        assertThat(requests).anyMatch(request -> request.target().contains(KEY));
        assertThat(requests)
                .allSatisfy(request ->
                        assertThat(request.headers())
                                .doesNotContainKeys("authorization", "cookie", "referer"));
        assertThat(log.list)
                .allSatisfy(event -> {
                    assertThat(event.getFormattedMessage()).doesNotContain(KEY);
                    if (event.getThrowableProxy() != null) {
                        assertThat(event.getThrowableProxy().getMessage()).doesNotContain(KEY);
                    }
                });
    }

    private static void run(Bench bench) throws Exception {
        Resource file = Resource.of(Bench.bytes(100_000, 1), "\"v\"");
        List<MediaItem> items = new ArrayList<>();
        items.add(linked(bench, "fine", file));
        items.add(linked(bench, "refused", status("403 No", "")));
        items.add(linked(bench, "gone", status("404 No", "")));
        for (String form : List.of("%s", "{\"code\":1,\"msg\":\"no %s\"}", "<title>%s</title>")) {
            items.add(linked(bench, "quoting" + items.size(), quoting("403 No", form)));
            if (!form.equals("%s")) { // that would be a file
                items.add(linked(bench, "quoting" + items.size(), quoting("200 OK", form)));
            }
        }
        items.add(linked(bench, "busy", status("503 No", "")));
        items.add(linked(bench, "cut", file.limitData(1000)));
        items.add(linked(bench, "odd", (_, wire) -> wire.text("no HTTP at all\r\n\r\n").close()));
        String onwards = bench.server.on("/onwards", file) + "?sig=" + KEY;
        items.add(linked(bench, "moved", status("302 Found", "Location: " + onwards + "\r\n")));
        String inside = "ftp://10.0.0.1/?sig=" + KEY;
        items.add(linked(bench, "astray", status("302 Found", "Location: " + inside + "\r\n")));
        bench.links.put("dead", URI.create("http://127.0.0.1:1/dead?code=" + KEY));
        items.add(Bench.item("dead", "dead.bin", null));
        List<Transfer> transfers = bench.downloads().start(items, bench.folder);
        for (Transfer transfer : transfers) {
            Bench.until(
                    transfer, state -> state.isFinished() || state instanceof TransferState.Failed);
        }
        assertThat(transfers.getFirst().state()).isInstanceOf(TransferState.Saved.class);
    }

    private static MediaItem linked(Bench bench, String token, FaultServer.Script script) {
        String address = bench.server.on("/" + token, script).toString();
        bench.links.put(token, URI.create(address + "?code=" + KEY));
        return Bench.item(token, token + ".bin", null);
    }

    private static FaultServer.Script status(String status, String headers) {
        return (_, wire) -> wire.answer(status, headers, new byte[0]);
    }

    /** Says what it was asked, and with which key. */
    private static FaultServer.Script quoting(String status, String form) {
        return (request, wire) ->
                wire.answer(
                        status,
                        "",
                        form.formatted("http://host" + request.target() + " wrong key " + KEY)
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static void assertNothingIsLeft(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(KEY, "code=", "sig=");
            }
        }
    }
}
