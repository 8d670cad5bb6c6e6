package app.jackdaw.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * A platform in whose way something always stands: every token has an oddity that its answer, its
 * link or its file shows. Loopback only. Any thread.
 */
final class OddPlatform implements AutoCloseable {

    /** Answers a whole call in its own way; false leaves the call to the next oddity. */
    @FunctionalInterface
    interface Call {
        boolean answer(HttpExchange exchange, List<String> tokens, int nth) throws IOException;
    }

    /** In place of a link: a good answer leaves this token out. */
    static final String LEFT_OUT = "";

    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Map<String, String> links = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> leaks = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer api = server(this::api);
    private final HttpServer host = server(this::file);

    OddPlatform() throws IOException {}

    private HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    String baseAddress() {
        return "http://localhost:" + api.getAddress().getPort();
    }

    String linkHost() {
        return "127.0.0.1:" + host.getAddress().getPort();
    }

    void answering(String token, Call call) {
        calls.put(token, call);
    }

    /** The text of the link as JSON, quotes included where it is one. */
    void linking(String token, String json) {
        links.put(token, json);
    }

    void serving(String token, HttpHandler handler) {
        files.put(token, handler);
    }

    /** What reached the link host and should not have. */
    List<String> leaks() {
        return List.copyOf(leaks);
    }

    int count(String what) {
        return counts.merge(what, 1, Integer::sum);
    }

    byte[] content(String token) {
        return ("the file of " + token + "\n").repeat(50).getBytes(StandardCharsets.UTF_8);
    }

    private void api(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().endsWith("/tenant_access_token/internal")) {
                PlatformStandIn.json(
                        exchange,
                        200,
                        "{\"msg\":\"ok\",\"code\":0,\"app_access_token\":\"t-odd\",\"more\":{\"a\":[1]},"
                                + "\"tenant_access_token\":\"t-odd"
                                + count("issued")
                                + "\"}");
                return;
            }
            List<String> tokens =
                    PlatformStandIn.query(exchange.getRequestURI().getRawQuery())
                            .getOrDefault("file_tokens", List.of());
            for (String token : tokens) {
                Call call = calls.get(token);
                if (call != null && call.answer(exchange, tokens, count("call " + token))) {
                    return;
                }
            }
            PlatformStandIn.json(exchange, 200, good(tokens));
        }
    }

    String good(List<String> tokens) {
        List<String> entries = new ArrayList<>();
        for (String token : tokens) {
            String link = links.getOrDefault(token, quoted("http://" + linkHost() + "/f/" + token));
            if (link.equals(LEFT_OUT)) {
                continue;
            }
            entries.add("{\"tmp_download_url\":" + link + ",\"file_token\":\"" + token + "\"}");
        }
        return "{\"code\":0,\"msg\":\"success\",\"data\":{\"tmp_download_urls\":["
                + String.join(",", entries)
                + "]}}";
    }

    static String quoted(String link) {
        return "\"" + link + "\"";
    }

    private void file(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (String name : List.of("Authorization", "Cookie")) {
                if (exchange.getRequestHeaders().containsKey(name)) {
                    leaks.add(name + " at " + exchange.getRequestURI().getPath());
                }
            }
            String path = exchange.getRequestURI().getPath();
            String token = path.substring(path.lastIndexOf('/') + 1);
            HttpHandler own = path.startsWith("/f/") ? files.get(token) : null;
            if (own != null) {
                own.handle(exchange);
            } else {
                PlatformStandIn.answer(exchange, 200, "text/plain", content(token));
            }
        }
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        api.stop(0);
        host.stop(0);
        threads.shutdownNow();
    }
}
