package app.jackdaw.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Looks at the lines in front of chunks before the library reads a size out of them: it takes signs
 * and blanks for part of a number, where another reader may see the end of the body elsewhere (RFC
 * 9112, section 7.1), and a size that is cut within its zeros for the last one. One body's; for one
 * thread.
 */
final class StrictChunks implements SessionInputBuffer {

    /** Blanks behind the digits are in use, as padding. */
    private static final Pattern SIZE = Pattern.compile("\\p{XDigit}+[ \\t]*(;.*)?");

    private static final Pattern LAST = Pattern.compile("0+[ \\t]*(;.*)?");

    private final SessionInputBuffer buffer;
    private boolean trailers;

    StrictChunks(SessionInputBuffer buffer) {
        this.buffer = buffer;
    }

    /** Every line is a size, or ends a chunk and is empty, until the last chunk has begun. */
    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int from = line.length();
        long before = used();
        int read = buffer.readLine(line, in);
        String text = line.substring(from, line.length());
        if (!trailers && !text.isEmpty()) {
            if (used() - before == text.length()) {
                // the library takes the end of all for that of a line: "000" of "000001f4", too
                throw new ConnectionClosedException("cut in the size of a chunk");
            }
            if (!SIZE.matcher(text).matches()) {
                throw new MalformedChunkCodingException("no size of a chunk");
            }
            trailers = LAST.matcher(text).matches();
        }
        return read;
    }

    /** Bytes that were taken out of the buffer so far; in these lines, each is a character. */
    private long used() {
        return buffer.getMetrics().getBytesTransferred() - buffer.length();
    }

    @Override
    public int read(byte[] bytes, int offset, int length, InputStream in) throws IOException {
        return buffer.read(bytes, offset, length, in);
    }

    @Override
    public int read(byte[] bytes, InputStream in) throws IOException {
        return buffer.read(bytes, in);
    }

    @Override
    public int read(InputStream in) throws IOException {
        return buffer.read(in);
    }

    @Override
    public int length() {
        return buffer.length();
    }

    @Override
    public int capacity() {
        return buffer.capacity();
    }

    @Override
    public int available() {
        return buffer.available();
    }

    @Override
    public HttpTransportMetrics getMetrics() {
        return buffer.getMetrics();
    }
}
