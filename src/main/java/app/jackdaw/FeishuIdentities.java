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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Connects what the window wants of sign-in to the platform's sessions. Any thread. */
final class FeishuIdentities implements IdentityService {

    private record InUse(Identity identity, FeishuSession session) {}

    private final Feishu feishu;
    private final LinkBook links;
    private final BiFunction<Platform, String, Optional<Cause>> objection;
    private final AtomicReference<@Nullable InUse> inUse = new AtomicReference<>();

    /**
     * @param objection why a platform is not asked for the file of a token; empty where it is
     */
    FeishuIdentities(
            Feishu feishu,
            LinkBook links,
            BiFunction<Platform, String, Optional<Cause>> objection) {
        this.feishu = feishu;
        this.links = links;
        this.objection = objection;
    }

    /** Where links come from at present; Feishu before anybody was asked. */
    Platform platform() {
        InUse present = inUse.get();
        return present == null ? Platform.FEISHU : present.identity().platform();
    }

    /** How long the platform still asks to wait; zero when it does not. */
    Duration slowedDownFor() {
        InUse present = inUse.get();
        return present == null ? Duration.ZERO : present.session().slowedDownFor();
    }

    /** The user has chosen a platform, signed in there or not yet. */
    void chosen(CredentialsEntry entry) {
        try {
            links.expectLinksOf(platform(entry));
        } catch (ProblemException notYet) {
            links.expectLinksOf(Platform.FEISHU); // the address is being typed
        }
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
        InUse present = inUse.get();
        if (present != null && present.identity().equals(identity)) {
            return; // its tenant access token stays good
        }
        try {
            FeishuSession session = feishu.session(identity);
            inUse.set(new InUse(identity, session));
            links.use(session, token -> objection.apply(identity.platform(), token));
        } catch (ProblemException impossible) {
            throw new IllegalArgumentException("an identity that was not read", impossible);
        }
    }

    @Override
    public void check(Identity identity) throws ProblemException, InterruptedException {
        InUse present = inUse.get();
        FeishuSession session =
                present != null && present.identity().equals(identity)
                        ? present.session()
                        : feishu.session(identity);
        session.connect();
    }
}
