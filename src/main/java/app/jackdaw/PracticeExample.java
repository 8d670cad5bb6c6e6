package app.jackdaw;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.practice.PracticeSettings;
import app.jackdaw.ui.model.ExampleService;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Starts the practice platform when somebody wants the example, once. Any thread. */
final class PracticeExample implements ExampleService, AutoCloseable {

    private final PracticeSettings settings;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable PracticePlatform platform;

    PracticeExample(PracticeSettings settings) {
        this.settings = settings;
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
            return new Example(
                    new Identity.App(address, running.appId(), running.appSecret()),
                    running.exampleText(language));
        } catch (IOException noPort) {
            throw new ProblemException(
                    Problem.of(Problem.Cause.INTERNAL, noPort.getClass().getSimpleName()), noPort);
        } finally {
            starting.unlock();
        }
    }

    @Override
    public int files() {
        return PracticePlatform.DOCUMENTS;
    }

    /** Whether a file may be asked for there: the example's platform learns of no others. */
    boolean mayBeAsked(Platform address, String token) {
        PracticePlatform running = platform;
        return running == null
                || !address.apiBase().equals(running.apiBase())
                || running.has(token);
    }

    @Override
    public void close() {
        PracticePlatform running = platform;
        if (running != null) {
            running.close();
        }
    }
}
