package app.jackdaw.ui.model;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything that needs an identity: takes what was typed into use, or shows the
 * credentials panel with what is missing. Learns from the platform's answers whether it was let in.
 * FX thread.
 */
public final class IdentityGate {

    private record Passed(Identity identity, Instant at) {}

    private final AppModel model;
    private final IdentityService identities;
    private final Supplier<Instant> clock;
    private Runnable whenClosed = () -> {};
    private @Nullable Passed passed;

    /** A secret that went to one platform goes to another only after Connect was pressed. */
    private final Map<Secret, Platform> sentTo = new HashMap<>();

    public IdentityGate(AppModel model, IdentityService identities, Supplier<Instant> clock) {
        this.model = model;
        this.identities = identities;
        this.clock = clock;
        model.countsProperty().addListener((_, _, now) -> learn(now));
        model.credentials().onTouched(() -> passed = null);
        model.credentials().onConnectPressed(this::connectPressed);
    }

    /**
     * @return whether work may begin; if not, the panel says why
     */
    public boolean open() {
        try {
            pass();
            return true;
        } catch (ProblemException missing) {
            close(missing.problem());
            return false;
        }
    }

    /** For work that may turn out to need somebody: takes into use what was typed, if it is all. */
    public void openIfFilled() {
        try {
            pass();
        } catch (ProblemException notFilled) {
            // nothing to take into use; what turns out to need somebody says so on its row
        }
    }

    private void pass() throws ProblemException {
        Credentials credentials = model.credentials();
        Identity identity = identities.read(credentials.entry());
        Platform last = sentTo.get(secret(identity));
        if (last != null && !last.equals(identity.platform()) && !credentials.isConnectPressed()) {
            throw new ProblemException(
                    Problem.of(Cause.CONNECT_FIRST, identity.platform().apiBase().getHost()));
        }
        identities.use(identity);
        sentTo.put(secret(identity), identity.platform());
        Passed before = passed;
        boolean same = before != null && before.identity().equals(identity);
        passed = same && !hasFailed() ? before : new Passed(identity, clock.get());
    }

    private void connectPressed() {
        try {
            Identity identity = identities.read(model.credentials().entry());
            sentTo.put(secret(identity), identity.platform());
        } catch (ProblemException notFilled) {
            // then nothing goes anywhere
        }
    }

    private static Secret secret(Identity identity) {
        return switch (identity) {
            case Identity.App app -> app.appSecret();
            case Identity.AccessToken token -> token.token();
        };
    }

    /** The credentials panel opens itself then; only the panel of the present views does. */
    public void onClosed(Runnable listener) {
        whenClosed = listener;
    }

    private void close(Problem problem) {
        model.credentials().connectionProperty().set(new ConnectionState.Failed(problem));
        model.noticeProperty().set(new Notice("status.problem", List.of(problem)));
        whenClosed.run();
    }

    private boolean hasFailed() {
        return model.credentials().connectionProperty().get() instanceof ConnectionState.Failed;
    }

    /** What came back since somebody passed says whether the platform knows them. */
    private void learn(Counts counts) {
        Passed last = passed;
        if (last == null) {
            return;
        }
        Problem problem = counts.identityProblem();
        if (problem != null && !before(problem.at(), last.at())) {
            passed = null;
            close(problem);
        } else if (!before(counts.newestLink(), last.at())) {
            prove(last.identity());
        }
    }

    /** What went wrong although no row shows it, because the rows kept their links. */
    public void hear(Problem problem) {
        Passed last = passed;
        if (last != null
                && problem.cause().concernsIdentity()
                && !before(problem.at(), last.at())) {
            passed = null;
            close(problem);
        }
    }

    private static boolean before(@Nullable Instant instant, Instant limit) {
        return instant == null || instant.isBefore(limit);
    }

    private void prove(Identity identity) {
        Credentials credentials = model.credentials();
        ConnectionState proved =
                switch (identity) {
                    case Identity.App app -> new ConnectionState.Connected(app);
                    case Identity.AccessToken token ->
                            new ConnectionState.TokenAccepted(identities.kindOf(token));
                };
        if (!proved.equals(credentials.connectionProperty().get())) {
            credentials.connectionProperty().set(proved);
        }
    }
}
