package app.jackdaw.links;

import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The front door to temporary links: who has one, and how to get one. Links live in memory only.
 *
 * <p>A change of identity: what was not yet asked is asked with the new one; a call that is under
 * way ends with its own answer. A problem of the old identity stops nobody who waits for the new.
 * Tokens that are reserved for somebody are asked there, at the same time, and no change of
 * identity concerns them.
 *
 * <p>Any thread; methods that throw {@link InterruptedException} block, and an interrupt ends them.
 */
public final class LinkBook {

    private volatile Runnable whenGiven = () -> {};
    private final Ticker ticker;
    private final Lanes lanes;
    private final LinkStates states = new LinkStates();
    private final Expiries expiries = new Expiries();

    /** Addresses that stood beside tokens, by item; nobody but the user vouches for them. */
    private final Map<String, String> besideTokens = new ConcurrentHashMap<>();

    private volatile Platform chosen = Platform.FEISHU;

    public LinkBook(Ticker ticker) {
        this(ticker, Thread.ofVirtual().name("links-", 0).factory());
    }

    /**
     * @param threads makes the threads that call the platform
     */
    public LinkBook(Ticker ticker, ThreadFactory threads) {
        this.ticker = ticker;
        this.lanes = new Lanes(ticker, threads);
    }

    /** Whom to ask from now on; null for nobody, until somebody signs in. */
    public void use(@Nullable FeishuSession session) {
        use(session, _ -> Optional.empty());
    }

    /**
     * Whom to ask from now on, and for which tokens not; those wait for somebody else.
     *
     * @param session null for nobody, until somebody signs in
     * @param objection why a token is not asked for there; quick, called on any thread
     */
    public void use(@Nullable FeishuSession session, Function<String, Optional<Cause>> objection) {
        lanes.use(new Caller(session, objection));
    }

    /** These tokens are asked for there and nowhere else from now on, whoever is signed in. */
    public void reserve(Set<String> tokens, FeishuSession session) {
        lanes.reserve(tokens, session);
    }

    /**
     * The user wants to go on: what was refused to all may be mended meanwhile, so the next who
     * needs a link asks again, and what he is told holds for the others.
     */
    public void startOver() {
        lanes.startOver();
    }

    /** How long a platform still asks those to wait who wait for its links; zero when none does. */
    public Duration slowedDownFor() {
        return lanes.slowedDownFor();
    }

    /** The platform that the user has chosen, signed in or not: pasted links may lead there too. */
    public void expectLinksOf(Platform platform) {
        chosen = platform;
    }

    /**
     * @param listener told of each item that got a link or was refused one, on any thread; quick
     */
    public void whenSettled(Consumer<String> listener) {
        states.whenSettled(listener);
    }

    /**
     * @param listener told, on any thread, when the platform that the user signed in to has given a
     *     link; neither a link that was pasted or kept nor one of the example is one; quick
     */
    public void whenGiven(Runnable listener) {
        whenGiven = listener;
    }

    /** Whether somebody else than the platform that the user signed in to gives its link. */
    public boolean isReserved(String token) {
        return lanes.isReserved(token);
    }

    /** An earlier run of the application was refused this link; nothing is known since. */
    public void recall(String itemId, Problem refusal) {
        states.recall(itemId, new LinkState.Refused(refusal));
    }

    public LinkState state(String itemId) {
        return states.of(itemId, ticker.now());
    }

    /** Whether there is a link that a transfer would take without another call. */
    public boolean holds(String itemId) {
        TemporaryLink present = states.link(itemId);
        return present != null
                && !present.isStale(ticker.now())
                && !states.isDoubtful(itemId)
                && !leadsElsewhere(itemId, present);
    }

    /**
     * The item's link opened.
     *
     * @return whether links are in doubt from now on, as after {@link #refused}
     */
    public boolean opened(String itemId) {
        TemporaryLink link = states.link(itemId);
        return link != null && areOver(expiries.opened(itemId, link.given()));
    }

    /**
     * The item's link did not open, whatever it says of its time. Once the server is known to have
     * ended several, all that were there with them are asked for anew when they are needed, but for
     * those that came beside their tokens.
     *
     * @return whether others are in doubt from now on
     */
    public boolean refused(String itemId) {
        return areOver(expiries.refused(itemId));
    }

    /**
     * After {@link #refused}: whether others may be over as well, though nobody knows yet. The call
     * for the one that was refused has room for those that are needed next.
     */
    public boolean suspectsOthers() {
        return expiries.isSuspected();
    }

    /** Asks for another link, though the present one may be good and stays until there is one. */
    public void renew(MediaItem item) throws ProblemException, InterruptedException {
        if (!item.isPastedLink() && !isBroughtAlong(item.id())) {
            lanes.of(item.token()).trouble().awaitWorthAsking();
            renewed(item, null);
        }
    }

    private boolean areOver(Optional<Instant> givenBefore) {
        givenBefore.ifPresent(instant -> states.doubt(instant, id -> !isBroughtAlong(id)));
        return givenBefore.isPresent();
    }

    /**
     * A link that the user pasted; it needs no platform. One that stood beside its token serves as
     * long as it leads where links may, which the chosen platform decides when it is needed; else
     * the platform is asked for the token's own.
     */
    public void give(MediaItem item, TemporaryLink link) {
        if (!item.isPastedLink()) {
            besideTokens.put(item.id(), link.url());
        }
        states.set(item.id(), new LinkState.Ready(link));
    }

    /** Whether the present link came beside its token: nobody was asked for it. */
    public boolean isBroughtAlong(String itemId) {
        TemporaryLink present = states.link(itemId);
        return present != null && present.url().equals(besideTokens.get(itemId));
    }

    private boolean leadsElsewhere(String itemId, TemporaryLink link) {
        return link.url().equals(besideTokens.get(itemId))
                && LinkCheck.objectionToPasted(link.url(), chosen).isPresent();
    }

    public void forget(String itemId) {
        besideTokens.remove(itemId);
        states.forget(itemId);
    }

    /**
     * Asks anew for all these items and fills their states as the answers come. A problem that
     * concerns every call ends it quickly: the rest gets that problem without a call. An item whose
     * link still works keeps it where the problem says nothing about the item.
     *
     * @return what no state tells, because links were kept: the first problem that concerned every
     *     call, else the first at all
     * @throws InterruptedException when interrupted: items without an answer are as they were
     */
    public Optional<Problem> fetch(Collection<MediaItem> items, FetchListener progress)
            throws InterruptedException {
        Map<String, MediaItem> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.putIfAbsent(item.id(), item));
        List<MediaItem> wanted = byId.values().stream().filter(i -> !i.isPastedLink()).toList();
        int done = 0;
        wanted.forEach(item -> states.begin(item.id()));
        List<Ask> asks = lanes.joinAnew(wanted.stream().map(LinkBook::key).toList());
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
                    LinkState state = judgePasted(item);
                    progress.answered(item, state, ++done, byId.size());
                }
            }
            while (done < byId.size()) {
                int index = answered.take();
                MediaItem item = wanted.get(index);
                Outcome outcome = asks.get(index).outcome.join();
                tellIfGiven(item, outcome);
                LinkState state = after(item, outcome);
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
        return untold == null ? Optional.empty() : Optional.of(untold.problem().at(ticker.now()));
    }

    private static Outcome.Refusal graver(Outcome.@Nullable Refusal first, Outcome.Refusal next) {
        if (first != null && (first.concernsEveryCall() || !next.concernsEveryCall())) {
            return first;
        }
        return next;
    }

    /**
     * A link to use now: the present one, unless it is stale or the one that was just refused; else
     * a new one. All who want the same item's link at once share one answer.
     *
     * @param refused the link that did not open, null where none was tried
     * @throws ProblemException why there is none
     */
    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
            throws ProblemException, InterruptedException {
        TemporaryLink present = states.link(item.id());
        boolean usable =
                present != null && !isSame(present, refused) && !leadsElsewhere(item.id(), present);
        if (item.isPastedLink()) {
            if (present != null && usable && !present.isExpired(ticker.now())) {
                Optional<Problem> objection = LinkCheck.objectionToPasted(present.url(), chosen);
                if (objection.isPresent()) {
                    throw new ProblemException(objection.get());
                }
                return present; // nobody can renew it, so it serves to its end
            }
            Cause cause = present == null ? Cause.PASTED_LINK_FORGOTTEN : Cause.PASTED_LINK_EXPIRED;
            throw new ProblemException(Problem.of(cause));
        }
        boolean stale =
                present != null && (present.isStale(ticker.now()) || states.isDoubtful(item.id()));
        if (present != null && usable && !stale) {
            return present;
        }
        lanes.of(item.token()).trouble().awaitWorthAsking();
        return renewed(item, refused);
    }

    private TemporaryLink renewed(MediaItem item, @Nullable TemporaryLink refused)
            throws ProblemException, InterruptedException {
        states.begin(item.id());
        Ask ask = lanes.of(item.token()).join(List.of(key(item))).getFirst();
        LinkState state = null;
        try {
            Outcome outcome = ask.outcome.get();
            tellIfGiven(item, outcome);
            state = after(item, outcome);
            if (refused != null
                    && state instanceof LinkState.Ready(TemporaryLink kept)
                    && outcome instanceof Outcome.Refusal(Problem problem, boolean _)
                    && isSame(kept, refused)) {
                state = refused(problem); // kept, but it is known not to open
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

    /** How many wait for the bare token; for tests. */
    int waiters(String token) {
        return lanes.of(token).waiters(new Ask.Key(token, null));
    }

    private void tellIfGiven(MediaItem item, Outcome outcome) {
        if (outcome instanceof Outcome.Link && !isReserved(item.token())) {
            whenGiven.run();
        }
    }

    private LinkState after(MediaItem item, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Link(TemporaryLink link) -> new LinkState.Ready(link);
            case Outcome.Refusal(Problem problem, boolean concernsEveryCall) -> {
                TemporaryLink present = states.link(item.id());
                boolean stillGood = present != null && !present.isExpired(ticker.now());
                boolean saysNothingOfItem =
                        concernsEveryCall
                                || problem.cause().retryHelps()
                                || problem.cause() == Cause.NOT_OF_THE_EXAMPLE
                                || problem.cause() == Cause.OF_THE_EXAMPLE;
                yield saysNothingOfItem && present != null && stillGood
                        ? new LinkState.Ready(present)
                        : refused(problem);
            }
        };
    }

    private LinkState judgePasted(MediaItem item) {
        TemporaryLink link = states.link(item.id());
        if (link != null && !link.isExpired(ticker.now())) {
            return new LinkState.Ready(link);
        }
        Cause cause = link == null ? Cause.PASTED_LINK_FORGOTTEN : Cause.PASTED_LINK_EXPIRED;
        LinkState refused = refused(Problem.of(cause));
        if (link == null) {
            states.set(item.id(), refused);
        }
        return refused;
    }

    private LinkState refused(Problem problem) {
        return new LinkState.Refused(problem.at(ticker.now()));
    }

    private static boolean isSame(TemporaryLink link, @Nullable TemporaryLink other) {
        return other != null && link.url().equals(other.url());
    }

    private static Ask.Key key(MediaItem item) {
        String extra = item.extra();
        return new Ask.Key(item.token(), extra == null || extra.isBlank() ? null : extra);
    }
}
