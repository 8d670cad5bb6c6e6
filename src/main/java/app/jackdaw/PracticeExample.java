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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Starts the practice platform when somebody wants the example, once. Any thread. */
final class PracticeExample implements ExampleService, AutoCloseable {

    private final PracticeSettings settings;
    private final ReentrantLock starting = new ReentrantLock();
    private final Set<String> documents = PracticePlatform.tokens();
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
                    Problem.of(Cause.INTERNAL, noPort.getClass().getSimpleName()), noPort);
        } finally {
            starting.unlock();
        }
    }

    @Override
    public int files() {
        return PracticePlatform.DOCUMENTS;
    }

    /**
     * Why a file is not asked for there; empty where it is. The example's platform learns of no
     * files but its own, and nobody else has those: a call would be spent on a certain refusal.
     * Rows of the example outlive it, since they are remembered over a restart. Whatever listens on
     * this computer may be another practice platform.
     */
    Optional<Cause> objection(Platform address, String token) {
        PracticePlatform running = platform;
        boolean its = documents.contains(token);
        if (running != null && address.apiBase().equals(running.apiBase())) {
            return its ? Optional.empty() : Optional.of(Cause.NOT_OF_THE_EXAMPLE);
        }
        return its && !Platform.isLoopback(address.apiBase().getHost())
                ? Optional.of(Cause.OF_THE_EXAMPLE)
                : Optional.empty();
    }

    @Override
    public void close() {
        PracticePlatform running = platform;
        if (running != null) {
            running.close();
        }
    }
}
