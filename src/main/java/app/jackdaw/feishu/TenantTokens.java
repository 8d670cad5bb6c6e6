package app.jackdaw.feishu;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.ApiClient;
import app.jackdaw.net.Ticker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues the tenant access token of a self-built application, keeps it, and issues the next one in
 * time. One thread asks, the others wait for its result. Any thread.
 */
final class TenantTokens implements AccessTokens {

    /** While this long is left the platform gives the same token again (reference, 2.2). */
    private static final Duration RENEW_WHEN_LEFT = Duration.ofMinutes(30);

    /**
     * A fresh token is used for this long where less than {@link #RENEW_WHEN_LEFT} is left of it:
     * the next one lives longer. Where that one does not either, it is used for a minute.
     */
    private static final Duration SHORTEST_USE = Duration.ofSeconds(2);

    private static final Duration SHORTEST_USE_OF_SHORT_LIVES = Duration.ofMinutes(1);

    /** The longest that anybody waits before a sign-in is tried again (requirement R25). */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** The longest that somebody waits who only wants to know whether the credentials are good. */
    private static final Duration PATIENCE_OF_A_TEST = Duration.ofSeconds(10);

    private static final Duration DOCUMENTED_LIFE = Duration.ofHours(2);

    private static final int MOST_TRIES = 3;

    private record Issued(Secret token, Instant renewFrom, Instant expires) {}

    private final ApiClient api;
    private final Ticker ticker;
    private final Identity.App app;
    private final ReentrantLock issuing = new ReentrantLock();
    private volatile @Nullable Issued issued;

    /** Whether the token before was given for less than it takes to be worth keeping. */
    private boolean lastWasShort;

    private volatile @Nullable Instant pausedUntil;

    TenantTokens(ApiClient api, Ticker ticker, Identity.App app) {
        this.api = api;
        this.ticker = ticker;
        this.app = app;
    }

    @Override
    public Secret current() throws PlatformRefusal, InterruptedException {
        Issued present = issued;
        if (present != null && ticker.now().isBefore(present.renewFrom())) {
            return present.token();
        }
        issuing.lockInterruptibly();
        try {
            present = issued;
            if (present != null && ticker.now().isBefore(present.renewFrom())) {
                return present.token();
            }
            return renew(present).token();
        } finally {
            issuing.unlock();
        }
    }

    @Override
    public Secret latest(Secret had) {
        Issued present = issued;
        return present == null ? had : present.token();
    }

    /** A renewal ahead of time that fails is no reason to stop: the old token is still good. */
    private Issued renew(@Nullable Issued old) throws PlatformRefusal, InterruptedException {
        try {
            boolean isGood = old != null && ticker.now().isBefore(old.expires());
            Issued fresh = issue(isGood ? Duration.ZERO : LONGEST_PAUSE);
            issued = fresh;
            return fresh;
        } catch (PlatformRefusal refusal) {
            boolean passing =
                    refusal.errorClass() == ErrorClass.NETWORK
                            || refusal.errorClass() == ErrorClass.RETRY
                            || refusal.errorClass() == ErrorClass.RATE;
            Instant now = ticker.now();
            if (old == null || !passing || !now.isBefore(old.expires())) {
                throw refusal;
            }
            Issued prolonged =
                    new Issued(old.token(), now.plus(SHORTEST_USE_OF_SHORT_LIVES), old.expires());
            issued = prolonged;
            return prolonged;
        }
    }

    @Override
    public boolean rejected(Secret token) {
        issuing.lock();
        try {
            Issued present = issued;
            if (present != null && present.token().equals(token)) {
                issued = null;
            }
            return true;
        } finally {
            issuing.unlock();
        }
    }

    @Override
    public Cause finalCause() {
        return Cause.SIGN_IN_REJECTED;
    }

    @Override
    public void prove() throws PlatformRefusal, InterruptedException {
        if (pauseLeft().compareTo(PATIENCE_OF_A_TEST) > 0) {
            throw new PlatformRefusal(ErrorClass.RATE, Problem.of(Cause.RATE_LIMITED));
        }
        issuing.lockInterruptibly();
        try {
            issued = issue(PATIENCE_OF_A_TEST);
        } finally {
            issuing.unlock();
        }
    }

    /**
     * @param patience how long a platform may ask to wait: a longer wait than {@link
     *     #LONGEST_PAUSE} is cut, with less patience it is a refusal
     */
    private Issued issue(Duration patience) throws PlatformRefusal, InterruptedException {
        Platform platform = app.platform();
        URI address = platform.apiBase().resolve("/open-apis/auth/v3/tenant_access_token/internal");
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("app_id", app.appId());
        body.put("app_secret", app.appSecret().value());
        for (int attempt = 1; ; attempt++) {
            ApiAnswer answer;
            try {
                answer = api.post(address, null, body.toString());
            } catch (ProblemException failed) {
                throw PlatformRefusal.onTheWay(failed.problem());
            }
            try {
                return read(answer, Reply.read(answer, platform, app.appSecret()));
            } catch (PlatformRefusal refusal) {
                if (refusal.errorClass() != ErrorClass.RATE || attempt == MOST_TRIES) {
                    throw inWordsOfSignIn(refusal, answer);
                }
                Duration asked = SlowDown.asked(answer, ticker.now()).orElse(Duration.ofSeconds(1));
                Duration wait = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
                if (wait.compareTo(patience) > 0) {
                    throw inWordsOfSignIn(refusal, answer);
                }
                pause(wait);
            }
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        pausedUntil = ticker.now().plus(wait);
        try {
            ticker.sleep(wait);
        } finally {
            pausedUntil = null;
        }
    }

    @Override
    public Duration pauseLeft() {
        Instant until = pausedUntil;
        Duration left = until == null ? Duration.ZERO : Duration.between(ticker.now(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The answer is flat: the token stands beside the code, not in {@code data}. */
    private Issued read(ApiAnswer answer, JsonNode json) throws PlatformRefusal {
        JsonNode token = json.path("tenant_access_token");
        if (!token.isString() || token.stringValue().isBlank()) {
            throw Reply.unknownShape(answer, json);
        }
        long seconds = json.path("expire").asLong(0);
        Duration life =
                seconds > 0 ? Duration.ofSeconds(Math.min(seconds, 86_400)) : DOCUMENTED_LIFE;
        Instant now = ticker.now();
        return new Issued(
                new Secret(token.stringValue().strip()), now.plus(use(life)), now.plus(life));
    }

    private Duration use(Duration life) {
        Duration use = life.minus(RENEW_WHEN_LEFT);
        boolean isShort = use.compareTo(SHORTEST_USE_OF_SHORT_LIVES) < 0;
        boolean again = isShort && lastWasShort;
        lastWasShort = isShort;
        if (again) {
            return longer(use.isPositive() ? use : life.dividedBy(2), SHORTEST_USE_OF_SHORT_LIVES);
        }
        return longer(use, SHORTEST_USE);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The same codes and statuses mean other things when they answer a sign-in. */
    private PlatformRefusal inWordsOfSignIn(PlatformRefusal refusal, ApiAnswer answer) {
        Problem problem = refusal.problem();
        boolean json = answer.body().stripLeading().startsWith("{");
        if (problem.platformCode() == 0) {
            boolean trouble =
                    refusal.errorClass() == ErrorClass.RETRY && (json || answer.status() >= 500);
            boolean known = json && answer.status() < 300;
            return trouble || known || refusal.errorClass() == ErrorClass.RATE
                    ? refusal
                    : changed(ErrorClass.APP, Cause.NOT_A_PLATFORM, problem);
        }
        boolean oddId = CredentialText.hintOnAppId(app.platform(), app.appId()).isPresent();
        return switch (problem.platformCode()) {
            case 10003, 99991543 ->
                    changed(
                            ErrorClass.APP,
                            oddId ? Cause.APP_ID_SHAPE : Cause.APP_UNKNOWN,
                            problem);
            case 10012, 10013 -> changed(ErrorClass.RETRY, Cause.PLATFORM_TROUBLE, problem);
            default ->
                    switch (refusal.errorClass()) {
                        case APP, RATE, RETRY, QUOTA -> refusal;
                        default -> changed(ErrorClass.TOKEN, Cause.SIGN_IN_REJECTED, problem);
                    };
        };
    }

    private static PlatformRefusal changed(ErrorClass errorClass, Cause cause, Problem facts) {
        return new PlatformRefusal(errorClass, Problem.of(cause).withFactsOf(facts));
    }
}
