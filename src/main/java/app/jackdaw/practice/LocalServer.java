package app.jackdaw.practice;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One HTTP server on the loopback interface, on a port of the system's choice, each request on a
 * virtual thread of its own.
 */
final class LocalServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService requests;

    private LocalServer(HttpServer server, ExecutorService requests) {
        this.server = server;
        this.requests = requests;
    }

    static LocalServer start(String name, HttpHandler handler) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        ExecutorService requests =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("practice-" + name + "-", 0).factory());
        server.setExecutor(requests);
        server.createContext("/", handler);
        startAsDaemon(server);
        return new LocalServer(server, requests);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Requests that are being answered are interrupted. */
    @Override
    public void close() {
        requests.shutdownNow();
        server.stop(0);
    }

    /**
     * The server's own thread inherits from its maker whether it keeps the process alive, and it
     * must not: a virtual thread never does.
     */
    private static void startAsDaemon(HttpServer server) throws IOException {
        Thread starter = Thread.ofVirtual().name("practice-start").start(server::start);
        try {
            starter.join();
        } catch (InterruptedException interrupted) {
            server.stop(0);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", interrupted);
        }
    }
}
