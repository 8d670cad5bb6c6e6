package app.jackdaw.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.Platform;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PracticePlatformTest extends PracticeTest {

    @Test
    void itIsAPlatformWhoseLinksTheClientTakes() throws Exception {
        Platform asClientSeesIt = Platform.other(platform.apiBase().toString());

        assertThat(asClientSeesIt.apiBase()).isEqualTo(platform.apiBase());
        assertThat(asClientSeesIt.objectionTo(link(document("产品照片 01.png")))).isEmpty();
        assertThat(platform.apiBase().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void itsThreadsDoNotKeepTheApplicationAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void closedItAnswersNoMore() throws Exception {
        URI link = link(document("产品照片 01.png"));
        platform.close();

        assertThatThrownBy(() -> askToken("{}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get(link)).isInstanceOf(IOException.class);
        platform.close();
    }

    @Test
    void closingEndsATransferThatIsUnderWay() throws Exception {
        CountDownLatch sleeping = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        platform.close();
        platform =
                PracticePlatform.start(
                        PracticeSettings.of(
                                () -> Instant.EPOCH.plus(Duration.ofDays(20_000)),
                                System::nanoTime,
                                _ -> {
                                    sleeping.countDown();
                                    never.await();
                                }));
        URI link = link(document("产品手册.pdf"));
        FutureTask<Object> transfer = new FutureTask<>(() -> get(link));
        Thread.ofVirtual().start(transfer);
        assertThat(sleeping.await(90, TimeUnit.SECONDS)).isTrue();

        platform.close();

        assertThatThrownBy(() -> transfer.get(90, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }
}
