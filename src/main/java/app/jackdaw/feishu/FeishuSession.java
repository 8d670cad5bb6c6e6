package app.jackdaw.feishu;

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
import tools.jackson.databind.JsonNode;

/**
 * One identity at one platform: its access token, its pace, its calls. Any thread; every method
 * blocks and ends when interrupted.
 */
public final class FeishuSession {

    private final Platform platform;
    private final ApiClient api;
    private final Ticker ticker;
    private final AccessTokens tokens;
    private final RateGate gate;

    FeishuSession(
            Platform platform, ApiClient api, Ticker ticker, AccessTokens tokens, RateGate gate) {
        this.platform = platform;
        this.api = api;
        this.ticker = ticker;
        this.tokens = tokens;
        this.gate = gate;
    }

    public Platform platform() {
        return platform;
    }

    /** How long the platform still asks this identity to wait; zero when it does not. */
    public Duration slowedDownFor() {
        Duration calls = gate.pauseLeft();
        Duration signIn = tokens.pauseLeft();
        return calls.compareTo(signIn) > 0 ? calls : signIn;
    }

    /** How many links one second brings at most, at the pace that holds now. */
    public int linksASecond() {
        return (int) (gate.callsASecond() * MediaApi.MOST_TOKENS);
    }

    public MediaApi media() {
        return new MediaApi(this);
    }

    /**
     * Tests an application's credentials by having a token issued. A pasted token has no such test:
     * its first call is it.
     *
     * @throws ProblemException saying which part is wrong
     */
    public void connect() throws ProblemException, InterruptedException {
        try {
            tokens.prove();
        } catch (PlatformRefusal refusal) {
            throw refusal.toProblem();
        }
    }

    /** What a call came back with: the answer as it was, and its JSON, whose code is 0. */
    record Success(ApiAnswer answer, JsonNode json) {}

    /**
     * A paced call. A rejected token is issued anew once and the call replayed once; requests to
     * slow down are obeyed and the call made again.
     */
    Success get(String pathAndQuery) throws PlatformRefusal, InterruptedException {
        URI address = URI.create(platform.apiBase() + pathAndQuery);
        boolean replayed = false;
        int slowed = 0;
        while (true) {
            Secret token = tokens.current();
            try (RateGate.Call call = gate.enter()) {
                if (call == null) {
                    throw new PlatformRefusal(ErrorClass.RATE, Problem.of(Cause.RATE_LIMITED));
                }
                token = tokens.latest(token); // it may have been issued anew during the wait
                ApiAnswer answer = ask(address, token);
                call.answered();
                try {
                    Success success = new Success(answer, Reply.read(answer, platform, token));
                    gate.accepted();
                    return success;
                } catch (PlatformRefusal refusal) {
                    if (refusal.errorClass() == ErrorClass.RATE) {
                        slowed++;
                        if (!gate.refused(call, asked(answer)) || slowed == RateGate.MOST_TRIES) {
                            throw refusal;
                        }
                    } else {
                        gate.accepted(); // whatever it says, it does not say "slower"
                        if (refusal.errorClass() != ErrorClass.TOKEN) {
                            throw refusal;
                        }
                        if (replayed || !tokens.rejected(token)) {
                            throw finallyRejected(refusal);
                        }
                        replayed = true;
                    }
                }
            }
        }
    }

    private ApiAnswer ask(URI address, Secret token) throws PlatformRefusal, InterruptedException {
        try {
            return api.get(address, token);
        } catch (ProblemException failed) {
            throw PlatformRefusal.onTheWay(failed.problem());
        }
    }

    private Duration asked(ApiAnswer answer) {
        return SlowDown.asked(answer, ticker.now()).orElse(Duration.ZERO);
    }

    private PlatformRefusal finallyRejected(PlatformRefusal refusal) {
        Problem facts = refusal.problem();
        return new PlatformRefusal(
                ErrorClass.TOKEN, Problem.of(tokens.finalCause()).withFactsOf(facts));
    }
}
