package app.jackdaw.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stand-in's link host: bytes for whoever has a link, and for nobody's token. Any thread. */
final class StandInLinkHost implements HttpHandler {

    private static final Pattern FROM = Pattern.compile("bytes=(\\d+)-");

    private final PlatformStandIn platform;

    StandInLinkHost(PlatformStandIn platform) {
        this.platform = platform;
    }

    /** Of all its files. */
    static final String LAST_MODIFIED = "Fri, 05 Apr 2019 06:07:08 GMT";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        List<String> code =
                PlatformStandIn.query(exchange.getRequestURI().getRawQuery())
                        .getOrDefault("code", List.of(""));
        PlatformStandIn.Grant grant = platform.granted(code.getFirst());
        boolean authorized = exchange.getRequestHeaders().containsKey("Authorization");
        String token = grant == null ? "" : grant.file().token();
        platform.record(new PlatformStandIn.ByteCall(token, authorized));
        if (grant == null) {
            refuse(exchange, 400);
        } else {
            serve(exchange, grant);
        }
    }

    private void serve(HttpExchange exchange, PlatformStandIn.Grant grant) throws IOException {
        StandInFile file = grant.file();
        switch (file.behaviour()) {
            case EXPIRED_ONCE -> {
                if (grant.serial() == 1) {
                    refuse(exchange, file.status());
                    return;
                }
            }
            case EXPIRED_TWICE -> {
                if (grant.serial() <= 2) {
                    refuse(exchange, file.status());
                    return;
                }
            }
            case HOST_TROUBLE_THRICE -> {
                if (platform.count("trouble " + file.token()) <= 3) {
                    refuse(exchange, 500);
                    return;
                }
            }
            case BUSY -> {
                if (platform.released().getCount() > 0) {
                    exchange.getResponseHeaders().set("Retry-After", "3600");
                    refuse(exchange, 503);
                    return;
                }
            }
            case ERROR_PAGE_ONCE -> {
                if (platform.count("page " + file.token()) == 1) {
                    PlatformStandIn.json(exchange, 200, "{\"code\":1061001,\"msg\":\"internal\"}");
                    return;
                }
            }
            default -> {
                /* served below */
            }
        }
        send(exchange, file);
    }

    private void send(HttpExchange exchange, StandInFile file) throws IOException {
        byte[] bytes = file.bytes();
        int from = from(exchange, bytes.length);
        int status = from == 0 ? 200 : 206;
        exchange.getResponseHeaders().set("Content-Type", file.mediaType());
        exchange.getResponseHeaders().set("ETag", "\"" + file.sha256() + "\"");
        exchange.getResponseHeaders().set("Last-Modified", LAST_MODIFIED);
        if (!file.disposition().isEmpty()) {
            // the server writes each character as one octet: hand it the octets of UTF-8
            byte[] octets = file.disposition().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Disposition", new String(octets, StandardCharsets.ISO_8859_1));
        }
        if (status == 206) {
            String range = "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length;
            exchange.getResponseHeaders().set("Content-Range", range);
        }
        int count = bytes.length - from;
        exchange.sendResponseHeaders(status, count == 0 ? -1 : count);
        OutputStream out = exchange.getResponseBody();
        boolean cut =
                file.behaviour() == StandInFile.Behaviour.CUT_ONCE
                        && platform.count("cut " + file.token()) == 1;
        int half = from + count / 2;
        if (count > 0) {
            out.write(bytes, from, half - from);
        }
        if (cut) {
            out.flush();
            exchange.close();
            return;
        }
        if (file.behaviour() == StandInFile.Behaviour.HELD) {
            out.flush();
            hold();
        }
        if (count > 0) {
            out.write(bytes, half, bytes.length - half);
        }
        out.close();
    }

    private void hold() throws IOException {
        try {
            platform.released().await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException(closing);
        }
    }

    private static int from(HttpExchange exchange, int length) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher asked = FROM.matcher(range == null ? "" : range);
        int from = asked.find() ? Integer.parseInt(asked.group(1)) : 0;
        return from < length ? from : 0;
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        PlatformStandIn.json(exchange, status, "{\"code\":" + status + ",\"message\":\"refused\"}");
    }
}
