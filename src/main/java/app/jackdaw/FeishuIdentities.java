package app.jackdaw;

import app.jackdaw.feishu.AccessTokenText;
import app.jackdaw.feishu.CredentialText;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.ui.model.CredentialsEntry;
import app.jackdaw.ui.model.IdentityService;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connects what the window wants of sign-in to the platform's sessions: the user's own, and beside
 * it the example's while that runs, each of which is asked for its own files alone. Rows of the
 * example outlive it, since they are remembered over a restart. Any thread.
 */
final class FeishuIdentities implements IdentityService {

    private record InUse(Identity identity, FeishuSession session) {}

    private final Feishu feishu;
    private final LinkBook links;
    private final Set<String> examples;
    private final AtomicReference<@Nullable InUse> inUse = new AtomicReference<>();
    private final AtomicReference<@Nullable InUse> example = new AtomicReference<>();
    private volatile Platform chosen = Platform.FEISHU;

    /** Whether the example's identity is the one that was let through last. */
    private volatile boolean usesExample;

    /**
     * @param examples tokens of the example's files, which nobody else has
     */
    FeishuIdentities(Feishu feishu, LinkBook links, Set<String> examples) {
        this.feishu = feishu;
        this.links = links;
        this.examples = Set.copyOf(examples);
        links.use(null, this::objectionOfNobody);
    }

    /** Where the user's own links come from at present; Feishu before anybody was asked. */
    Platform platform() {
        InUse present = inUse.get();
        return present == null ? Platform.FEISHU : present.identity().platform();
    }

    /** The user has chosen a platform, signed in there or not yet. */
    void chosen(CredentialsEntry entry) {
        try {
            chosen = platform(entry);
        } catch (ProblemException notYet) {
            chosen = Platform.FEISHU; // the address is being typed
        }
        links.expectLinksOf(chosen);
    }

    /** The example runs from now on, beside whatever the user has. */
    void serve(Identity.App identity) {
        try {
            InUse served = new InUse(identity, feishu.session(identity));
            InUse before = example.getAndSet(served);
            if (before == null || !before.identity().equals(identity)) {
                links.reserve(examples, served.session());
            }
        } catch (ProblemException impossible) {
            throw new IllegalArgumentException("an example without credentials", impossible);
        }
    }

    /** Whether nobody is asked for this file before the user has signed in. */
    boolean awaitsUser(String token) {
        return !examples.contains(token) || (example.get() == null && isHere(chosen));
    }

    /** Whether this file is asked for with the identity that was let through last. */
    boolean isAskedOfPresent(String token) {
        return usesExample == !awaitsUser(token);
    }

    /** Why a file is not asked for there with the user's identity; empty where it is. */
    private Optional<Cause> objection(Platform address, String token) {
        boolean its = examples.contains(token);
        InUse running = example.get();
        if (running != null && running.identity().platform().equals(address)) {
            return its ? Optional.empty() : Optional.of(Cause.NOT_OF_THE_EXAMPLE);
        }
        // whatever listens on this computer may be another practice platform
        return its && !isHere(address) ? Optional.of(Cause.OF_THE_EXAMPLE) : Optional.empty();
    }

    /** Empty where credentials are missing, and nothing else. */
    private Optional<Cause> objectionOfNobody(String token) {
        if (examples.contains(token)) {
            return Optional.of(Cause.OF_THE_EXAMPLE);
        }
        // credentials are there to see, but they are the example's
        return usesExample ? Optional.of(Cause.NOT_OF_THE_EXAMPLE) : Optional.empty();
    }

    private static boolean isHere(Platform platform) {
        return Platform.isLoopback(platform.apiBase().getHost());
    }

    private static Platform platform(CredentialsEntry entry) throws ProblemException {
        return switch (entry.platform()) {
            case FEISHU -> Platform.FEISHU;
            case LARK -> Platform.LARK;
            case OTHER -> Platform.other(entry.baseAddress());
        };
    }

    @Override
    public Identity read(CredentialsEntry entry) throws ProblemException {
        Platform platform = platform(entry);
        Identity identity =
                switch (entry.identity()) {
                    case APP ->
                            new Identity.App(
                                    platform,
                                    CredentialText.clean(entry.appId()),
                                    entry.appSecret());
                    case ACCESS_TOKEN -> new Identity.AccessToken(platform, entry.accessToken());
                };
        feishu.session(identity); // refuses what cannot be, asks nobody
        return identity;
    }

    @Override
    public TokenKind kindOf(Identity.AccessToken identity) {
        try {
            return switch (AccessTokenText.read(identity.token().value()).kind()) {
                case TENANT -> TokenKind.TENANT;
                case USER -> TokenKind.USER;
                case UNKNOWN -> TokenKind.UNKNOWN;
            };
        } catch (ProblemException unreadable) {
            return TokenKind.UNKNOWN; // an identity that was read has a readable token
        }
    }

    @Override
    public void use(Identity identity) {
        usesExample = isOf(example.get(), identity);
        if (usesExample || isOf(inUse.get(), identity)) {
            return; // its tenant access token stays good
        }
        try {
            FeishuSession session = feishu.session(identity);
            inUse.set(new InUse(identity, session));
            links.use(session, token -> objection(identity.platform(), token));
        } catch (ProblemException impossible) {
            throw new IllegalArgumentException("an identity that was not read", impossible);
        }
    }

    @Override
    public void check(Identity identity) throws ProblemException, InterruptedException {
        InUse known = isOf(example.get(), identity) ? example.get() : inUse.get();
        FeishuSession session =
                known != null && isOf(known, identity) ? known.session() : feishu.session(identity);
        session.connect();
    }

    private static boolean isOf(@Nullable InUse known, Identity identity) {
        return known != null && known.identity().equals(identity);
    }
}
