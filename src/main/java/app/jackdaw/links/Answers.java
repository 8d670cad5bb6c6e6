package app.jackdaw.links;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.Ticker;
import java.util.function.Predicate;

/**
 * What an answer means for the item that was asked for: a link that still works is kept where a
 * refusal says nothing about the item. Any thread.
 */
final class Answers {

    private final Ticker ticker;
    private final LinkStates states;
    private final Predicate<String> reserved;
    private volatile Runnable whenGiven = () -> {};

    /**
     * @param reserved whether somebody else than the platform that the user signed in to gives the
     *     link of a token
     */
    Answers(Ticker ticker, LinkStates states, Predicate<String> reserved) {
        this.ticker = ticker;
        this.states = states;
        this.reserved = reserved;
    }

    /**
     * @param listener told when the platform that the user signed in to has given a link
     */
    void whenGiven(Runnable listener) {
        whenGiven = listener;
    }

    /** How the item stands after its answer, which is told on to whoever wants to know of it. */
    LinkState after(MediaItem item, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Link(TemporaryLink link) -> {
                if (!reserved.test(item.token())) {
                    whenGiven.run();
                }
                yield new LinkState.Ready(link);
            }
            case Outcome.Refusal refusal -> {
                TemporaryLink present = states.link(item.id());
                boolean stillGood = present != null && !present.isExpired(ticker.now());
                yield present != null && stillGood && saysNothingOfItem(refusal)
                        ? new LinkState.Ready(present)
                        : refused(refusal.problem());
            }
        };
    }

    private static boolean saysNothingOfItem(Outcome.Refusal refusal) {
        Problem problem = refusal.problem();
        return refusal.concernsEveryCall()
                || problem.cause().retryHelps()
                || problem.cause() == Cause.NOT_OF_THE_EXAMPLE
                || problem.cause() == Cause.OF_THE_EXAMPLE;
    }

    LinkState refused(Problem problem) {
        return new LinkState.Refused(problem.at(ticker.now()));
    }
}
