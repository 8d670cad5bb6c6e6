package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.concurrent.Task;
import javafx.concurrent.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What is said about work that did not end well. */
class BackgroundTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Background.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Background background = new Background();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(60, TimeUnit.SECONDS);
    }

    private List<Level> said() {
        return log.list.stream()
                .map(ILoggingEvent::getLevel)
                .filter(level -> level.isGreaterOrEqual(Level.INFO))
                .toList();
    }

    /** Ends before the FX thread can hear of it. */
    private Task<Integer> failing(Exception failure) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Task<Integer> task =
                new Task<>() {
                    @Override
                    protected Integer call() throws Exception {
                        throw failure;
                    }

                    @Override
                    public void run() {
                        super.run();
                        over.countDown();
                    }
                };
        background.run("work", task);
        over.await();
        return task;
    }

    @Test
    void anInterruptionByTheEndOfTheApplicationIsNoError() throws Exception {
        Task<Integer> task =
                onFx(() -> {
                    Task<Integer> interrupted = failing(new InterruptedException());
                    background.close();
                    return interrupted;
                });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(onFx(task::getState)).isEqualTo(Worker.State.FAILED);
        assertThat(said()).isEmpty();
        assertThat(onFx(background.runningCountProperty()::get)).isZero();
    }

    @Test
    void anyOtherInterruptionIsOne() throws Exception {
        onFx(() -> failing(new InterruptedException()));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(said()).containsExactly(Level.ERROR);
    }

    @Test
    void aMistakeIsOneUntilTheVeryEnd() throws Exception {
        onFx(() -> {
            failing(new IllegalStateException("mistake"));
            background.close();
            return background;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(said()).containsExactly(Level.ERROR);
    }
}
