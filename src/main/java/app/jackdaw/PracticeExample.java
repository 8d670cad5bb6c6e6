package app.jackdaw;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.practice.PracticeSettings;
import app.jackdaw.ui.model.ExampleService;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the practice platform when somebody wants the example, once. Any thread. */
final class PracticeExample implements ExampleService, AutoCloseable {

    private final PracticeSettings settings;
    private final ReentrantLock starting = new ReentrantLock();
    private final Consumer<Identity.App> whenStarted;
    private volatile @Nullable PracticePlatform platform;

    /**
     * @param whenStarted told before anybody gets the example, on the thread that starts it
     */
    PracticeExample(PracticeSettings settings, Consumer<Identity.App> whenStarted) {
        this.settings = settings;
        this.whenStarted = whenStarted;
    }

    @Override
    public Example start(Locale language) throws ProblemException {
        starting.lock();
        try {
            PracticePlatform running = platform;
            if (running == null) {
                running = PracticePlatform.start(settings);
                platform = running;
            }
            Platform address = Platform.other(running.apiBase().toString());
            Identity.App identity = new Identity.App(address, running.appId(), running.appSecret());
            whenStarted.accept(identity);
            return new Example(identity, running.exampleText(language));
        } catch (IOException noPort) {
            throw new ProblemException(
                    Problem.of(Cause.INTERNAL, noPort.getClass().getSimpleName()), noPort);
        } finally {
            starting.unlock();
        }
    }

    @Override
    public int files() {
        return PracticePlatform.DOCUMENTS;
    }

    @Override
    public void close() {
        PracticePlatform running = platform;
        if (running != null) {
            running.close();
        }
    }
}
