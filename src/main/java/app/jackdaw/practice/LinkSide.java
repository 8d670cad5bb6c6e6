package app.jackdaw.practice;

import app.jackdaw.practice.PracticeCalls.Authorization;
import app.jackdaw.practice.PracticeDocument.Delivery;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of temporary links: whoever has a good code gets the bytes, whole or in part, and nobody
 * else. Each request on a thread of its own.
 */
final class LinkSide implements HttpHandler {

    static final String PATH = "/space/api/box/stream/download/authcode/";

    private static final Pattern CODE = Pattern.compile("(?:^|&)code=([A-Za-z0-9_-]+)(?:&|$)");

    private static final int CHUNK = 16 * 1024;

    private final LinkRegister links;
    private final PracticeSettings settings;
    private final PracticeFaults faults;
    private final PracticeCalls calls;

    /** Documents whose one broken transfer has been seen. */
    private final Set<String> brokenOff = ConcurrentHashMap.newKeySet();

    LinkSide(
            LinkRegister links,
            PracticeSettings settings,
            PracticeFaults faults,
            PracticeCalls calls) {
        this.links = links;
        this.settings = settings;
        this.faults = faults;
        this.calls = calls;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Wire.readBody(exchange);
        if (!exchange.getRequestURI().getRawPath().equals(PATH)) {
            refuse(exchange, null, 404, "not found");
            return;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            refuse(exchange, null, 405, "method not allowed");
            return;
        }
        LinkRegister.Grant grant = grantOf(exchange.getRequestURI().getRawQuery());
        if (authorizationOf(exchange) == Authorization.PRESENT) {
            refuse(exchange, grant, 400, "a link takes no authorization header");
        } else if (grant == null) {
            refuse(exchange, null, 400, "auth code invalid");
        } else if (grant.isExpired(settings.clock().instant())) {
            refuse(exchange, grant, faults.expiredLinkStatus(), "auth code expired");
        } else {
            serve(exchange, grant.document());
        }
    }

    private LinkRegister.@Nullable Grant grantOf(@Nullable String rawQuery) {
        Matcher code = CODE.matcher(rawQuery == null ? "" : rawQuery);
        return code.find() ? links.find(code.group(1)) : null;
    }

    private void serve(HttpExchange exchange, PracticeDocument document) throws IOException {
        FileHeaders.write(exchange.getResponseHeaders(), document);
        long size = document.size();
        String asked = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        boolean unchanged = condition == null || FileHeaders.validates(condition, document);
        ByteRange range = ByteRange.read(unchanged ? asked : null, size);
        switch (range.kind()) {
            case UNSATISFIABLE -> {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + size);
                record(exchange, document.token(), 416);
                Wire.send(exchange, 416, new byte[0]);
            }
            case PART -> {
                long last = range.first() + range.count() - 1;
                String part = "bytes " + range.first() + "-" + last + "/" + size;
                exchange.getResponseHeaders().set("Content-Range", part);
                record(exchange, document.token(), 206);
                deliver(exchange, document, 206, range);
            }
            case WHOLE -> {
                record(exchange, document.token(), 200);
                deliver(exchange, document, 200, range);
            }
        }
    }

    private void deliver(
            HttpExchange exchange, PracticeDocument document, int status, ByteRange range)
            throws IOException {
        if (range.count() == 0) {
            Wire.send(exchange, status, new byte[0]);
            return;
        }
        boolean breaksOff =
                document.delivery() == Delivery.BREAKS_OFF_ONCE
                        && range.kind() == ByteRange.Kind.WHOLE
                        && brokenOff.add(document.token());
        exchange.sendResponseHeaders(status, range.count());
        try (InputStream bytes = document.from(range.first())) {
            OutputStream out = exchange.getResponseBody();
            copy(bytes, out, breaksOff ? range.count() / 2 : range.count(), document);
            out.flush();
            if (breaksOff) {
                exchange.close();
            } else {
                out.close();
            }
        } catch (InterruptedException closing) {
            exchange.close();
            Thread.currentThread().interrupt();
        }
    }

    private void copy(InputStream bytes, OutputStream out, long count, PracticeDocument document)
            throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        long left = count;
        while (left > 0) {
            int read = bytes.readNBytes(chunk, 0, (int) Math.min(CHUNK, left));
            out.write(chunk, 0, read);
            left -= read;
            if (document.bytesPerSecond() != PracticeDocument.UNLIMITED && settings.slowing() > 0) {
                out.flush();
                double seconds = settings.slowing() * read / document.bytesPerSecond();
                settings.sleep().sleep(Duration.ofNanos((long) (seconds * 1e9)));
            }
        }
    }

    private void refuse(
            HttpExchange exchange, LinkRegister.@Nullable Grant grant, int status, String message)
            throws IOException {
        record(exchange, grant == null ? "" : grant.document().token(), status);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        String body = "{\"code\":" + status + ",\"message\":\"" + message + "\"}";
        Wire.send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private void record(HttpExchange exchange, String token, int status) {
        Instant at = settings.clock().instant();
        String range = exchange.getRequestHeaders().getFirst("Range");
        calls.record(
                new PracticeCalls.ByteCall(at, token, range, authorizationOf(exchange), status));
    }

    private static Authorization authorizationOf(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey("Authorization")
                ? Authorization.PRESENT
                : Authorization.ABSENT;
    }
}
