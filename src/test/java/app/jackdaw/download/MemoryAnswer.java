package app.jackdaw.download;

import app.jackdaw.model.ProblemException;
import app.jackdaw.net.ByteAnswer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** An answer without a socket, so that virtual time never passes while it is busy. */
public final class MemoryAnswer implements ByteAnswer {

    /** What happens before each read, and how much it may bring. */
    public interface Reading {
        int next(int wanted) throws ProblemException, InterruptedException;
    }

    private final URI uri;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] content;
    private final Reading reading;
    private int at;

    public MemoryAnswer(
            URI uri, int status, Map<String, String> headers, byte[] content, Reading reading) {
        this.uri = uri;
        this.status = status;
        this.headers = headers;
        this.content = content;
        this.reading = reading;
    }

    static MemoryAnswer of(URI uri, byte[] content) {
        return new MemoryAnswer(uri, 200, Map.of(), content, wanted -> wanted);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public Framing framing() {
        return Framing.LENGTH;
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public int read(byte[] buffer, int offset, int length)
            throws ProblemException, InterruptedException {
        if (at == content.length) {
            return -1;
        }
        int read = reading.next(Math.min(length, content.length - at));
        System.arraycopy(content, at, buffer, offset, read);
        at += read;
        return read;
    }

    @Override
    public void close() {}
}
