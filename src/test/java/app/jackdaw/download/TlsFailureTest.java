package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem.Cause;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that cannot be trusted is not tried again and never switched off. */
class TlsFailureTest {

    @Test
    @Fault(58)
    @Requirement(30)
    void failsAtOnce(@TempDir Path folder) throws Exception {
        try (Bench bench = new Bench(folder)) {
            bench.server.on("/t", (_, wire) -> wire.close());
            // speaks no TLS at all; certificates are tested where trust is decided
            bench.links.put("t", URI.create("https://127.0.0.1:" + bench.server.port() + "/t"));
            bench.server.plainAnswerToAnything();
            bench.assertFailed(bench.run(Bench.item("t", "a", null)), Cause.TLS_FAILED);
            assertThat(bench.ticker.elapsed()).isZero();
        }
    }
}
