package app.jackdaw.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract against the library in use. */
class HttpByteSourceTest extends ByteSourceContract {

    private @Nullable Http http;

    @Override
    protected ByteSource source(Duration silence) throws Exception {
        Duration ten = Duration.ofSeconds(10);
        http = Http.open(new TimeOuts(ten, ten, silence, silence, ten), "test");
        return http.bytes(_ -> false);
    }

    @AfterEach
    void close() {
        if (http != null) {
            http.close();
        }
    }
}
