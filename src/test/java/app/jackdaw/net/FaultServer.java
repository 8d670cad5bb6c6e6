package app.jackdaw.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A link host of raw sockets on loopback: one scripted behaviour per path, right or wrong, where
 * HTTP libraries would be too polite. What can be done to a connection is named as in toxiproxy:
 * latency, bandwidth, slow close, timeout, reset peer, slicer, limit data; and the whole server can
 * be down. What takes time there is a pause here, which tests fill with virtual time or a latch.
 * Connections stay open until a script ends them.
 */
public final class FaultServer implements AutoCloseable {

    /** What a path does with one request. */
    public interface Script {
        void answer(Request request, Wire wire) throws IOException, InterruptedException;
    }

    /** What happens between two slices. */
    public interface Pause {
        void pause() throws IOException, InterruptedException;
    }

    /**
     * One request.
     *
     * @param target as on the wire
     * @param headers names in lower case
     */
    public record Request(String method, String target, Map<String, String> headers) {

        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /** First byte of an open range; 0 without one. */
        public long from() {
            String range = headers.getOrDefault("range", "bytes=0-");
            return Long.parseLong(range.substring(6, range.indexOf('-')));
        }

        /** First byte behind a range; none is that long where it is open. */
        public long end() {
            String range = headers.getOrDefault("range", "-");
            String last = range.substring(range.indexOf('-') + 1);
            return last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last) + 1;
        }

        public boolean isRanged() {
            return headers.containsKey("range");
        }
    }

    /** The connection as a script sees it. */
    public final class Wire {
        private final Socket socket;
        private long left = Long.MAX_VALUE;

        Wire(Socket socket) {
            this.socket = socket;
        }

        public Wire text(String text) throws IOException {
            return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public Wire bytes(byte[] bytes) throws IOException {
            return bytes(bytes, 0, bytes.length);
        }

        public Wire bytes(byte[] bytes, int from, int length) throws IOException {
            OutputStream out = socket.getOutputStream();
            int let = (int) Math.min(left, length);
            out.write(bytes, from, let);
            out.flush();
            sent.addAndGet(let);
            left -= let;
            if (let < length) {
                socket.close();
            }
            return this;
        }

        /** Closes the connection as soon as so many bytes more, headers included, went through. */
        public Wire limitData(long bytes) {
            left = bytes;
            return this;
        }

        /** Nothing comes before that has passed. */
        public Wire latency(Pause delay) throws IOException, InterruptedException {
            delay.pause();
            return this;
        }

        /** So many bytes at a time, a second after each. */
        public Wire bandwidth(byte[] bytes, int perSecond, Pause second)
                throws IOException, InterruptedException {
            return slicer(bytes, perSecond, second);
        }

        /** All was sent, and the connection stays open until that has passed. */
        public void slowClose(Pause delay) throws IOException, InterruptedException {
            delay.pause();
            socket.close();
        }

        /** A whole proper answer. */
        public Wire answer(String status, String headers, byte[] body) throws IOException {
            return text("HTTP/1.1 " + status + "\r\n" + headers)
                    .text("Content-Length: " + body.length + "\r\n\r\n")
                    .bytes(body);
        }

        /** The bytes in slices, with something done between them. */
        public Wire slicer(byte[] bytes, int slice, Pause between)
                throws IOException, InterruptedException {
            for (int at = 0; at < bytes.length; at += slice) {
                bytes(bytes, at, Math.min(slice, bytes.length - at));
                between.pause();
            }
            return this;
        }

        /** Holds back little of what a slow reader has not taken yet. */
        public Wire sendBuffer(int bytes) throws IOException {
            socket.setSendBufferSize(bytes);
            return this;
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Ends the connection with a reset instead of a proper end. */
        public void resetPeer() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Says nothing more until the client goes away or the server ends. */
        public void timeout() throws IOException, InterruptedException {
            Thread reader =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (socket.getInputStream().read() >= 0) {
                                        continue;
                                    }
                                } catch (IOException gone) {
                                    // that is what is waited for
                                }
                            });
            reader.join();
            socket.close();
        }
    }

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private volatile boolean deaf;
    private volatile ServerSocket server;

    public FaultServer() {
        server = listen(0);
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true); // the port is the same after a time of being down
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            Thread.ofVirtual().start(() -> accept(listening));
            return listening;
        } catch (IOException noLoopback) {
            throw new UncheckedIOException(noLoopback);
        }
    }

    /** Connections end and new ones are refused. */
    public void down() {
        close();
    }

    /** Answers again, at the same address. */
    public void up() {
        server = listen(server.getLocalPort());
    }

    /** Behaviour of a path; its address. */
    public URI on(String path, Script script) {
        scripts.put(path, script);
        return uri(path);
    }

    public URI uri(String target) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + target);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on every connection is told something that is neither TLS nor an answer. */
    public void plainAnswerToAnything() {
        deaf = true;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** Bytes that left this server, headers included. */
    public long sent() {
        return sent.get();
    }

    public long connections() {
        return connections.get();
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                socket.setTcpNoDelay(true); // many small writes make one answer
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // down, or the end
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (deaf) {
                new Wire(socket).text("HTTP/1.1 400 Bad Request\r\n\r\n");
                return;
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                Request request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                Script script = scripts.get(request.path());
                Wire wire = new Wire(socket);
                if (script == null) {
                    wire.answer("404 Not Found", "", new byte[0]);
                } else {
                    script.answer(request, wire);
                }
            }
        } catch (IOException | InterruptedException gone) {
            // the client went away or the test is over
        } finally {
            sockets.remove(socket);
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] parts = first.split(" ", 3);
        return new Request(parts[0], parts[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}
