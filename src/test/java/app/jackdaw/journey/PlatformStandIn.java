package app.jackdaw.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The open platform as its documentation describes it, for the tests of the whole application:
 * written apart from the practice platform, so that a mistake in one does not hide in the other.
 * API and links have a port of their own each. Strict, and troublesome to order. Any thread.
 */
final class PlatformStandIn implements AutoCloseable {

    static final String APP_ID = "cli_a7d3e9b15c20f00d";
    static final String APP_SECRET = "Zq8sN3vWx1Lk5TtYb7Rr2Pp4Mm6Hh9Cc";

    /** The documentation's {@code expire} is at most two hours. */
    static final int TOKEN_LIFE_SECONDS = 7_140;

    private static final long LINK_LIFE_SECONDS = 86_400;

    /** Long enough to be given, as what has run out by then cannot be true. */
    private static final long SHORT_LIFE_SECONDS = 10;

    /** A call for links: when it arrived, and when its answer had been written. */
    record LinkCall(
            List<String> tokens, String extra, long nanos, long answeredNanos, int status) {}

    /** A request for bytes as it arrived. */
    record ByteCall(String token, boolean authorized) {}

    /** A link that was given. */
    record Grant(StandInFile file, int serial) {}

    private final Map<String, StandInFile> files = new ConcurrentHashMap<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, Integer> counters = new ConcurrentHashMap<>();
    private final List<LinkCall> linkCalls = new ArrayList<>();
    private final List<ByteCall> byteCalls = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer api;
    private final HttpServer links;
    private final String accessToken = "t-g1044" + Long.toHexString(System.nanoTime()) + "Qx7";

    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch linksGiven = new CountDownLatch(0);
    private volatile boolean revoked;

    PlatformStandIn() throws IOException {
        api = server(new StandInApi(this));
        links = server(new StandInLinkHost(this));
    }

    private HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    String baseAddress() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    String linkAddress() {
        return "http://127.0.0.1:" + links.getAddress().getPort();
    }

    String accessToken() {
        return accessToken;
    }

    StandInFile put(StandInFile file) {
        files.put(file.token(), file);
        return file;
    }

    void putAll(Collection<StandInFile> more) {
        more.forEach(this::put);
    }

    /** From now on neither the secret nor the token that was had for it is any good. */
    void revoke() {
        revoked = true;
    }

    /** From now on calls for links wait. */
    void holdLinks() {
        linksGiven = new CountDownLatch(1);
    }

    void giveLinks() {
        linksGiven.countDown();
    }

    /** How many calls for links were made to wait. */
    int heldCalls() {
        return held.get();
    }

    /** Called by a call for links. */
    void awaitLinks() {
        CountDownLatch given = linksGiven;
        if (given.getCount() > 0) {
            held.incrementAndGet();
            try {
                given.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isRevoked() {
        return revoked;
    }

    @Nullable StandInFile file(String token) {
        return files.get(token);
    }

    /** Counts something from 1. */
    int count(String what) {
        return counters.merge(what, 1, Integer::sum);
    }

    /** Lets the held transfers go on. */
    void release() {
        released.countDown();
    }

    CountDownLatch released() {
        return released;
    }

    /** A new link for a file, its {@code code} in the shape that the real ones have. */
    String grant(StandInFile file) {
        int serial = count("link " + file.token());
        boolean runsOut = file.behaviour() == StandInFile.Behaviour.RUN_OUT_ONCE && serial == 1;
        long age = runsOut ? LINK_LIFE_SECONDS - SHORT_LIFE_SECONDS : 0;
        long issued = Instant.now().getEpochSecond() - age;
        String one =
                StandInFile.digest("MD5", (file.token() + serial).getBytes(StandardCharsets.UTF_8));
        String two =
                StandInFile.digest("MD5", (serial + accessToken).getBytes(StandardCharsets.UTF_8));
        String code = LinkCodes.code(one, two, issued, issued + LINK_LIFE_SECONDS);
        grants.put(code, new Grant(file, serial));
        return linkAddress() + LinkCodes.PATH + "?code=" + code;
    }

    @Nullable Grant granted(String code) {
        return grants.get(code);
    }

    /** Every code that was ever given. */
    Collection<String> codes() {
        return List.copyOf(grants.keySet());
    }

    void record(LinkCall call) {
        synchronized (linkCalls) {
            linkCalls.add(call);
        }
    }

    void record(ByteCall call) {
        synchronized (byteCalls) {
            byteCalls.add(call);
        }
    }

    List<LinkCall> linkCalls() {
        synchronized (linkCalls) {
            return List.copyOf(linkCalls);
        }
    }

    List<ByteCall> byteCalls() {
        synchronized (byteCalls) {
            return List.copyOf(byteCalls);
        }
    }

    static void answer(HttpExchange exchange, int status, String mediaType, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    static void json(HttpExchange exchange, int status, String body) throws IOException {
        answer(
                exchange,
                status,
                "application/json; charset=utf-8",
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Query parameters in their order, decoded once. */
    static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : (raw == null ? "" : raw).split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
        }
        return values;
    }

    private static String decoded(String text) {
        return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        release();
        giveLinks();
        api.stop(0);
        links.stop(0);
        threads.shutdownNow();
    }
}
