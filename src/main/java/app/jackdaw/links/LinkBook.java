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
import java.util.Optional;
import java.util.Set;
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

    private final Ticker ticker;
    private final Lanes lanes;
    private final LinkStates states = new LinkStates();
    private final Expiries expiries = new Expiries();
    private final BroughtLinks brought;
    private final Answers answers;
    private final Fetches fetches;

    public LinkBook(Ticker ticker) {
        this(ticker, Thread.ofVirtual().name("links-", 0).factory());
    }

    /**
     * @param threads makes the threads that call the platform
     */
    public LinkBook(Ticker ticker, ThreadFactory threads) {
        this.ticker = ticker;
        this.lanes = new Lanes(ticker, threads);
        this.brought = new BroughtLinks(ticker, states);
        this.answers = new Answers(ticker, states, lanes::isReserved);
        this.fetches = new Fetches(lanes, states, brought, answers);
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

    /** How many links a second brings at most, at present; none while nobody is asked. */
    public int linksASecond() {
        return lanes.linksASecond();
    }

    /** The platform that the user has chosen, signed in or not: pasted links may lead there too. */
    public void expectLinksOf(Platform platform) {
        brought.expectLinksOf(platform);
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
        answers.whenGiven(listener);
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

    /** What was settled last, also while somebody asks. */
    public LinkState settled(String itemId) {
        return states.settled(itemId);
    }

    /** Whether there is a link that a transfer would take without another call. */
    public boolean holds(String itemId) {
        return held(itemId) != null;
    }

    /** These links did not open and are not given again, as far as others can be had. */
    public void renounce(Set<String> itemIds) {
        states.doubt(Instant.MAX, itemIds::contains);
    }

    /** Nobody wants these links for now: that they were refused is no news any more. */
    public void dropRefusals(Set<String> itemIds) {
        itemIds.forEach(states::dropRefusal);
    }

    /** That link, null when there is none. */
    public @Nullable TemporaryLink held(String itemId) {
        TemporaryLink present = states.link(itemId);
        return present != null && serves(itemId, present) ? present : null;
    }

    private boolean serves(String itemId, TemporaryLink present) {
        return !present.isStale(ticker.now())
                && !states.isDoubtful(itemId)
                && !brought.leadsElsewhere(itemId, present);
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
            fetches.one(item, null);
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
        brought.take(item, link);
    }

    /** Whether the present link came beside its token: nobody was asked for it. */
    public boolean isBroughtAlong(String itemId) {
        return brought.isBesideToken(itemId);
    }

    public void forget(String itemId) {
        brought.forget(itemId);
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
        return fetches.all(items, progress).map(problem -> problem.at(ticker.now()));
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
        boolean opens = present != null && !Fetches.isSame(present, refused);
        if (item.isPastedLink()) {
            return brought.pasted(present, opens);
        }
        if (present != null && opens && serves(item.id(), present)) {
            return present;
        }
        return fetches.one(item, refused);
    }

    /** How many wait for the bare token; for tests. */
    int waiters(String token) {
        return lanes.of(token).waiters(new Ask.Key(token, null));
    }
}
