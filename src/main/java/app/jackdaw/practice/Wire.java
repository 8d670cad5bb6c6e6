package app.jackdaw.practice;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reading requests and writing answers, the part that both hosts share. Any thread. */
final class Wire {

    /** Bodies are tiny; more than this is not for us. */
    private static final int MOST_BODY = 64 * 1024;

    private Wire() {}

    /**
     * Reads what belongs to a request: without that the connection cannot serve another one.
     *
     * @return at most 64 KiB of it
     */
    static byte[] readBody(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            byte[] read = body.readNBytes(MOST_BODY);
            body.transferTo(OutputStream.nullOutputStream());
            return read;
        }
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        // for this server -1 means no body, 0 means a body of unknown length
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Promises the whole, sends half and closes the connection. */
    static void sendHalf(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, Math.max(1, body.length));
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
        exchange.close();
    }
}
