package app.jackdaw.links;

import app.jackdaw.feishu.ErrorClass;
import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.feishu.PlatformRefusal;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sees one batch through to an outcome for every token: asks, maps by token, asks alone for what
 * was left out, tries again what may pass, halves what was refused until the bad token stands
 * alone. Lives on the worker's thread for one batch.
 */
final class Resolver {

    /** The reference's section 3.4: at most four tries. */
    private static final int MOST_TRIES = 4;

    /** A try that ends by its time-out has already waited for half a minute. */
    private static final int MOST_TRIES_WITHOUT_ANSWER = 2;

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

    private final Lane lane;
    private final Ticker ticker;

    /** When the latest call began, see {@link Trouble#round}. */
    private int round;

    Resolver(Lane lane, Ticker ticker) {
        this.lane = lane;
        this.ticker = ticker;
    }

    void resolve(List<Ask> asks) throws InterruptedException {
        resolve(asks, MOST_TRIES);
    }

    private void resolve(List<Ask> all, int tries) throws InterruptedException {
        Duration backOff = FIRST_BACK_OFF;
        for (int attempt = 1; ; attempt++) {
            List<Ask> wanted = all.stream().filter(lane::isWanted).toList();
            if (wanted.isEmpty()) {
                return;
            }
            Caller caller = lane.caller();
            List<Ask> asks = served(wanted, caller);
            FeishuSession session = caller.session();
            if (asks.isEmpty() || session == null) {
                return;
            }
            try {
                take(asks, ask(session, asks), session.platform());
                return;
            } catch (PlatformRefusal refusal) {
                if (mayPass(refusal) && attempt < triesFor(refusal, tries)) {
                    ticker.sleep(backOff);
                    backOff = backOff.multipliedBy(2);
                } else {
                    refused(asks, refusal, session, tries);
                    return;
                }
            }
        }
    }

    /** The questions that may go there; the others are told so and stay unasked. */
    private List<Ask> served(List<Ask> asks, Caller caller) {
        List<Ask> served = new ArrayList<>();
        for (Ask ask : asks) {
            caller.objection(ask)
                    .ifPresentOrElse(why -> lane.settle(ask, why), () -> served.add(ask));
        }
        return served;
    }

    private Map<String, String> ask(FeishuSession session, List<Ask> asks)
            throws PlatformRefusal, InterruptedException {
        round = lane.trouble().round();
        List<String> tokens = asks.stream().map(ask -> ask.key.token()).toList();
        return session.media().temporaryLinks(tokens, asks.getFirst().key.extra());
    }

    private static boolean mayPass(PlatformRefusal refusal) {
        return refusal.errorClass() == ErrorClass.RETRY
                || (refusal.errorClass() == ErrorClass.NETWORK
                        && refusal.problem().cause().retryHelps());
    }

    private static int triesFor(PlatformRefusal refusal, int tries) {
        return refusal.problem().cause() == Cause.TIMED_OUT
                ? Math.min(tries, MOST_TRIES_WITHOUT_ANSWER)
                : tries;
    }

    private void take(List<Ask> asks, Map<String, String> links, Platform platform)
            throws InterruptedException {
        List<Ask> missing = new ArrayList<>();
        for (Ask ask : asks) {
            String link = links.get(ask.key.token());
            if (link == null) {
                missing.add(ask);
            } else {
                lane.settle(ask, LinkCheck.judge(link, platform, ticker.now()));
            }
        }
        for (Ask ask : missing) {
            askForMissing(ask);
        }
    }

    /** Left out of a good answer: asked once more, alone. */
    private void askForMissing(Ask ask) throws InterruptedException {
        Caller caller = lane.caller();
        if (!lane.isWanted(ask)) {
            return;
        }
        FeishuSession session = caller.session();
        if (served(List.of(ask), caller).isEmpty() || session == null) {
            return;
        }
        try {
            String link = ask(session, List.of(ask)).get(ask.key.token());
            lane.settle(
                    ask,
                    link == null
                            ? new Outcome.Refusal(Problem.of(Cause.NOT_RETURNED), false)
                            : LinkCheck.judge(link, session.platform(), ticker.now()));
        } catch (PlatformRefusal refusal) {
            refused(List.of(ask), refusal, session, 1);
        }
    }

    private void refused(List<Ask> asks, PlatformRefusal refusal, FeishuSession session, int tries)
            throws InterruptedException {
        ErrorClass errorClass = refusal.errorClass();
        if (errorClass.concernsEveryCall()) {
            // first: whoever hears the answer and asks for another link must find the trouble there
            lane.stop(session, refusal.problem(), round);
            settle(asks, new Outcome.Refusal(refusal.problem(), true));
        } else if (asks.size() > 1 && errorClass.mayBeOneOfSeveral()) {
            int half = (asks.size() + 1) / 2;
            resolve(asks.subList(0, half), MOST_TRIES);
            resolve(asks.subList(half, asks.size()), MOST_TRIES);
        } else if (asks.size() > 1) {
            // The tries are used up, but it may have been one token's fault: each gets a last one
            // of its own.
            int answersBefore = lane.trouble().answers();
            for (Ask ask : asks) {
                resolve(List.of(ask), 1);
            }
            if (lane.trouble().answers() == answersBefore) {
                noteFailure(session);
            }
        } else {
            settle(asks, new Outcome.Refusal(reason(asks.getFirst(), refusal), false));
            if (errorClass != ErrorClass.RETRY) {
                lane.trouble().answered();
            } else if (tries > 1) {
                noteFailure(session);
            }
        }
    }

    /**
     * Nothing but faults came of a batch. Whoever still waits is told just that: what the platform
     * said of these tokens is no reason for another.
     */
    private void noteFailure(FeishuSession session) {
        if (lane.trouble().failedAgain()) {
            lane.stop(session, Problem.of(Cause.NOT_ASKED), round);
        }
    }

    /** Alone and refused with its {@code extra}: the extra is the likelier culprit. */
    private static Problem reason(Ask ask, PlatformRefusal refusal) {
        Problem problem = refusal.problem();
        boolean byExtra =
                switch (problem.cause()) {
                    case FORBIDDEN, NOT_SHARED, TOKEN_MALFORMED -> ask.key.extra() != null;
                    default -> false;
                };
        return byExtra ? Problem.of(Cause.EXTRA_REFUSED).withFactsOf(problem) : problem;
    }

    private void settle(List<Ask> asks, Outcome outcome) {
        for (Ask ask : asks) {
            lane.settle(ask, outcome);
        }
    }
}
