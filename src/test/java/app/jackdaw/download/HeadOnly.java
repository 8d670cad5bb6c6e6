package app.jackdaw.download;

import app.jackdaw.net.ByteAnswer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** An answer with headers and no body. Immutable. */
record HeadOnly(long length, Map<String, String> headers, String host) implements ByteAnswer {

    HeadOnly(long length, Map<String, String> headers) {
        this(length, headers, "h");
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public Framing framing() {
        return length < 0 ? Framing.CHUNKED : Framing.LENGTH;
    }

    @Override
    public URI uri() {
        return URI.create("http://" + host + "/");
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) {
        return -1;
    }

    @Override
    public void close() {}
}
