package app.jackdaw.journey;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers everything with a login page, as the network of a hotel does. */
final class HtmlServer implements AutoCloseable {

    private static final byte[] PAGE =
            "<!DOCTYPE html><html><body>Welcome, please log in</body></html>"
                    .getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    HtmlServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    PlatformStandIn.answer(exchange, 200, "text/html; charset=utf-8", PAGE);
                });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
