package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The end of the thread that writes. */
class SqliteWriterTest {

    @Test
    void aDatabaseThatDoesNotCloseDoesNotKeepTheEndWaiting() {
        CountDownLatch end = new CountDownLatch(1);
        Connection hung =
                (Connection)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (_, method, _) -> {
                                    assertThat(method.getName()).isEqualTo("close");
                                    end.await();
                                    return null;
                                });
        try {
            SqliteWriter writer = new SqliteWriter(hung, Duration.ofSeconds(5), _ -> {});
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> writer.close(Duration.ofMillis(200)));
            assertThat(closed).succeedsWithin(Duration.ofSeconds(60));
        } finally {
            end.countDown();
        }
    }
}
