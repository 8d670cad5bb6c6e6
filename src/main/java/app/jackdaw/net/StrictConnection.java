package app.jackdaw.net;

import java.io.InputStream;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * A connection of the library that forgives less: neither what stands before a status line nor a
 * size of a chunk that is none. For whoever leases it, one thread at a time.
 */
final class StrictConnection extends DefaultManagedHttpClientConnection {

    private final Http1Config http1;

    /**
     * @param id for the library's log
     */
    StrictConnection(String id, Http1Config http1) {
        // The client's own parser skips whatever stands before a status line.
        super(id, null, null, http1, null, null, null, new DefaultHttpResponseParserFactory(http1));
        this.http1 = http1;
    }

    @Override
    protected InputStream createContentInputStream(
            long length, SessionInputBuffer buffer, InputStream in) {
        return length == ContentLengthStrategy.CHUNKED
                ? new ChunkedInputStream(new StrictChunks(buffer), in, http1)
                : super.createContentInputStream(length, buffer, in);
    }
}
