package app.jackdaw.links;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.Ticker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Links that the user brought along, pasted alone or beside their tokens: where they may lead, and
 * that nobody can renew one that was pasted alone. Any thread.
 */
final class BroughtLinks {

    private final Ticker ticker;
    private final LinkStates states;

    /** Addresses that stood beside tokens, by item; nobody but the user vouches for them. */
    private final Map<String, String> besideTokens = new ConcurrentHashMap<>();

    private volatile Platform chosen = Platform.FEISHU;

    BroughtLinks(Ticker ticker, LinkStates states) {
        this.ticker = ticker;
        this.states = states;
    }

    /** The platform that the user has chosen: links may lead there too. */
    void expectLinksOf(Platform platform) {
        chosen = platform;
    }

    void take(MediaItem item, TemporaryLink link) {
        if (!item.isPastedLink()) {
            besideTokens.put(item.id(), link.url());
        }
        states.set(item.id(), new LinkState.Ready(link));
    }

    void forget(String itemId) {
        besideTokens.remove(itemId);
    }

    /** Whether the present link came beside its token: nobody was asked for it. */
    boolean isBesideToken(String itemId) {
        TemporaryLink present = states.link(itemId);
        return present != null && isBesideToken(itemId, present);
    }

    private boolean isBesideToken(String itemId, TemporaryLink link) {
        return link.url().equals(besideTokens.get(itemId));
    }

    /** Whether the link came beside its token and leads where no link may. */
    boolean leadsElsewhere(String itemId, TemporaryLink link) {
        return isBesideToken(itemId, link)
                && LinkCheck.objectionToPasted(link.url(), chosen).isPresent();
    }

    /**
     * The link of an item that has no token; it serves to its end.
     *
     * @param present null when it was forgotten
     * @param opens false when it did not just now
     */
    TemporaryLink pasted(@Nullable TemporaryLink present, boolean opens) throws ProblemException {
        if (present == null || !opens || present.isExpired(ticker.now())) {
            throw new ProblemException(whyNone(present));
        }
        Optional<Problem> objection = LinkCheck.objectionToPasted(present.url(), chosen);
        if (objection.isPresent()) {
            throw new ProblemException(objection.get());
        }
        return present;
    }

    /** How the link of such an item stands for whoever asks for it anew. */
    LinkState judgePasted(MediaItem item) {
        TemporaryLink present = states.link(item.id());
        if (present != null && !present.isExpired(ticker.now())) {
            return new LinkState.Ready(present);
        }
        LinkState refused = new LinkState.Refused(whyNone(present).at(ticker.now()));
        if (present == null) {
            states.set(item.id(), refused);
        }
        return refused;
    }

    private static Problem whyNone(@Nullable TemporaryLink present) {
        return Problem.of(
                present == null ? Cause.PASTED_LINK_FORGOTTEN : Cause.PASTED_LINK_EXPIRED);
    }
}
