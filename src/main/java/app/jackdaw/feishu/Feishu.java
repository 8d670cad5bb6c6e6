package app.jackdaw.feishu;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.net.ApiClient;
import app.jackdaw.net.Ticker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The front door to the open platform; one per application. It keeps the pace of every identity it
 * has seen, so that signing in anew does not allow a second helping of calls. Any thread.
 */
public final class Feishu {

    private final ApiClient api;
    private final Ticker ticker;
    private final RandomGenerator jitter;
    private final Map<String, RateGate> gates = new ConcurrentHashMap<>();
    private final AtomicInteger callsPerSecond = new AtomicInteger(RateGate.MOST_PER_SECOND);

    /**
     * @param jitter spreads the end of enforced pauses, so that two applications do not march in
     *     step; safe for use by several threads
     */
    public Feishu(ApiClient api, Ticker ticker, RandomGenerator jitter) {
        this.api = api;
        this.ticker = ticker;
        this.jitter = jitter;
    }

    /**
     * Makes a session out of what the user gave; asks nobody yet.
     *
     * @param identity its texts as pasted: blanks, quotes and {@code Bearer} are taken off here
     * @throws ProblemException CREDENTIALS_MISSING or ACCESS_TOKEN_SHAPE
     */
    public FeishuSession session(Identity identity) throws ProblemException {
        return switch (identity) {
            case Identity.App app -> {
                String id = CredentialText.clean(app.appId());
                String secret = CredentialText.clean(app.appSecret().value());
                if (id.isEmpty() || secret.isEmpty()) {
                    throw new ProblemException(Problem.of(Cause.CREDENTIALS_MISSING));
                }
                Identity.App clean = new Identity.App(app.platform(), id, new Secret(secret));
                yield session(clean, new TenantTokens(api, ticker, clean), "app " + id);
            }
            case Identity.AccessToken pasted -> {
                Secret token = AccessTokenText.read(pasted.token().value()).token();
                // the next token of the same application and tenant, after two hours, has no other
                // limit than the one before; whose a token is, it does not tell
                yield session(pasted, new AccessTokens.Pasted(token), "pasted token");
            }
        };
    }

    /**
     * The pace of every identity, from now on; a lower one that the platform taught us holds on.
     *
     * @param calls 1 to 5
     */
    public void callsPerSecond(int calls) {
        callsPerSecond.set(calls);
        gates.values().forEach(gate -> gate.perSecond(calls));
    }

    private FeishuSession session(Identity identity, AccessTokens tokens, String who) {
        RateGate gate =
                gates.computeIfAbsent(
                        identity.platform().apiBase() + " " + who,
                        _ -> new RateGate(ticker, jitter));
        gate.perSecond(callsPerSecond.get()); // whichever came first, the gate or the choice
        return new FeishuSession(identity.platform(), api, ticker, tokens, gate);
    }
}
