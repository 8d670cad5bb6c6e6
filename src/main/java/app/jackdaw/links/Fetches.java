package app.jackdaw.links;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Asks for links, of one item or of many that share calls, and settles how the items stand as the
 * answers come. Blocks; any thread.
 */
final class Fetches {

    private final Lanes lanes;
    private final LinkStates states;
    private final BroughtLinks brought;
    private final Answers answers;

    Fetches(Lanes lanes, LinkStates states, BroughtLinks brought, Answers answers) {
        this.lanes = lanes;
        this.states = states;
        this.brought = brought;
        this.answers = answers;
    }

    /**
     * @param refused the link that did not open, null where none was tried
     * @throws ProblemException why there is none
     */
    TemporaryLink one(MediaItem item, @Nullable TemporaryLink refused)
            throws ProblemException, InterruptedException {
        lanes.of(item.token()).trouble().awaitWorthAsking();
        states.begin(item.id());
        Ask ask = lanes.of(item.token()).join(List.of(Ask.Key.of(item))).getFirst();
        LinkState state = null;
        try {
            Outcome outcome = ask.outcome.get();
            state = answers.after(item, outcome);
            if (refused != null
                    && state instanceof LinkState.Ready(TemporaryLink kept)
                    && outcome instanceof Outcome.Refusal(Problem problem, boolean _)
                    && isSame(kept, refused)) {
                state = answers.refused(problem); // kept, but it is known not to open
            }
            switch (outcome) {
                case Outcome.Link(TemporaryLink link) -> {
                    return link;
                }
                case Outcome.Refusal(Problem problem, boolean _) ->
                        throw new ProblemException(problem);
            }
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            ask.leave();
            if (state == null) {
                states.giveUp(item.id());
            } else {
                states.end(item.id(), state);
            }
        }
    }

    /**
     * @return the refusal that no state tells, because links were kept: the first one that
     *     concerned every call, else the first at all
     * @throws InterruptedException when interrupted: items without an answer are as they were
     */
    Optional<Problem> all(Collection<MediaItem> items, FetchListener progress)
            throws InterruptedException {
        Map<String, MediaItem> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.putIfAbsent(item.id(), item));
        List<MediaItem> wanted = byId.values().stream().filter(i -> !i.isPastedLink()).toList();
        int done = 0;
        wanted.forEach(item -> states.begin(item.id()));
        List<Ask> asks = lanes.joinAnew(wanted.stream().map(Ask.Key::of).toList());
        BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
        boolean[] taken = new boolean[wanted.size()];
        Outcome.@Nullable Refusal untold = null;
        for (int index = 0; index < wanted.size(); index++) {
            int own = index;
            asks.get(index).outcome.thenRun(() -> answered.add(own));
        }
        try {
            for (MediaItem item : byId.values()) {
                if (item.isPastedLink()) {
                    LinkState state = brought.judgePasted(item);
                    progress.answered(item, state, ++done, byId.size());
                }
            }
            while (done < byId.size()) {
                int index = answered.take();
                MediaItem item = wanted.get(index);
                Outcome outcome = asks.get(index).outcome.join();
                LinkState state = answers.after(item, outcome);
                if (state instanceof LinkState.Ready && outcome instanceof Outcome.Refusal kept) {
                    untold = graver(untold, kept);
                }
                taken[index] = true;
                states.end(item.id(), state);
                progress.answered(item, state, ++done, byId.size());
            }
        } finally {
            for (int index = 0; index < taken.length; index++) {
                asks.get(index).leave();
                if (!taken[index]) {
                    states.giveUp(wanted.get(index).id());
                }
            }
        }
        return Optional.ofNullable(untold).map(Outcome.Refusal::problem);
    }

    private static Outcome.Refusal graver(Outcome.@Nullable Refusal first, Outcome.Refusal next) {
        if (first != null && (first.concernsEveryCall() || !next.concernsEveryCall())) {
            return first;
        }
        return next;
    }

    static boolean isSame(TemporaryLink link, @Nullable TemporaryLink other) {
        return other != null && link.url().equals(other.url());
    }
}
