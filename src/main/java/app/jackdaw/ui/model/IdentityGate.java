package app.jackdaw.ui.model;

import app.jackdaw.model.Identity;
import app.jackdaw.model.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything that needs an identity: takes what was typed into use, or shows the
 * credentials panel with what is missing. FX thread.
 */
public final class IdentityGate {

    private final AppModel model;
    private final IdentityService identities;
    private Runnable whenClosed = () -> {};
    private @Nullable Identity passed;

    public IdentityGate(AppModel model, IdentityService identities) {
        this.model = model;
        this.identities = identities;
        model.countsProperty()
                .addListener((_, before, now) -> {
                    if (now.ready() > before.ready()) {
                        proved();
                    }
                });
    }

    /**
     * @return whether work may begin; if not, the panel says why
     */
    public boolean open() {
        Credentials credentials = model.credentials();
        try {
            Identity identity = identities.read(credentials.entry());
            identities.use(identity);
            passed = identity;
            return true;
        } catch (ProblemException missing) {
            credentials.connectionProperty().set(new ConnectionState.Failed(missing.problem()));
            model.noticeProperty().set(new Notice("status.problem", List.of(missing.problem())));
            whenClosed.run();
            return false;
        }
    }

    /** The platform has given a link to whoever passed last: no need to test the credentials. */
    private void proved() {
        Credentials credentials = model.credentials();
        if (credentials.connectionProperty().get() instanceof ConnectionState.Connected) {
            return;
        }
        switch (passed) {
            case Identity.App app ->
                    credentials.connectionProperty().set(new ConnectionState.Connected(app));
            case Identity.AccessToken token ->
                    credentials
                            .connectionProperty()
                            .set(new ConnectionState.TokenAccepted(identities.kindOf(token)));
            case null -> {
                /* only pasted links so far */
            }
        }
    }

    /** The credentials panel opens itself then; only the panel of the present views does. */
    public void onClosed(Runnable listener) {
        whenClosed = listener;
    }
}
