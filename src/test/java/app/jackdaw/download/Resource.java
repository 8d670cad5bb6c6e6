package app.jackdaw.download;

import app.jackdaw.net.FaultServer.Request;
import app.jackdaw.net.FaultServer.Script;
import app.jackdaw.net.FaultServer.Wire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file on a link host that knows ranges and versions.
 *
 * @param etag with quotes; null for none
 * @param more further header lines, each with its line end
 */
record Resource(byte[] content, @Nullable String etag, String more) implements Script {

    static Resource of(byte[] content, @Nullable String etag) {
        return new Resource(content, etag, "");
    }

    @Override
    public void answer(Request request, Wire wire) throws IOException {
        answer(request, wire, content.length);
    }

    /** Sends the right header and at most {@code most} bytes of the body; then the end. */
    void answer(Request request, Wire wire, int most) throws IOException {
        String ifRange = request.headers().get("if-range");
        boolean ranged = request.isRanged() && (ifRange == null || ifRange.equals(etag));
        int from = ranged ? (int) request.from() : 0;
        int end = ranged ? (int) Math.min(request.end(), content.length) : content.length;
        int length = end - from;
        String headers = more + (etag == null ? "" : "ETag: " + etag + "\r\n");
        if (ranged) {
            String range = from + "-" + (end - 1) + "/" + content.length;
            wire.text("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + range + "\r\n");
        } else {
            wire.text("HTTP/1.1 200 OK\r\n");
        }
        wire.text(headers + "Content-Length: " + length + "\r\n\r\n");
        wire.bytes(content, from, Math.min(most, length));
        if (most < length) {
            wire.close();
        }
    }

    /** Every answer ends after so many bytes. */
    Script limitData(int bytes) {
        return (request, wire) -> answer(request, wire, bytes);
    }
}
