package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.LinkAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The link of one job, for one go: fetched when it is needed, renewed once when its host refuses
 * it. Lives on the worker's thread.
 */
final class Links {

    private static final int MOST_RENEWALS = 3;
    private static final Duration RENEWALS_COUNT_FOR = Duration.ofHours(1);

    /** A permission that was just given may take a while to reach the link host. */
    private static final Duration WAIT_FOR_PERMISSION = Duration.ofSeconds(60);

    /** Not the link's fault, if another one gets the same: it is tried again later. */
    private static final Set<Cause> MAY_PASS =
            EnumSet.of(
                    Cause.ERROR_PAGE,
                    Cause.INTERCEPTED,
                    Cause.TOO_MANY_REDIRECTS,
                    Cause.REDIRECT_REFUSED);

    private static final Set<Cause> SAID_OF_LINK = EnumSet.of(Cause.LINK_REFUSED, Cause.LINK_GONE);

    private final Services services;
    private final Job job;

    /** In this go; once in each, as every link counts against a quota. */
    private boolean renewed;

    /** It is known to have one in this go. */
    private boolean hasLink;

    Links(Services services, Job job) {
        this.services = services;
        this.job = job;
    }

    URI address() throws ProblemException, InterruptedException {
        return LinkAddress.parse(link().url())
                .orElseThrow(() -> new ProblemException(Problem.of(Cause.LINK_INVALID)));
    }

    /** Whether there will be no address without the platform. */
    boolean asksPlatform() {
        TemporaryLink held = job.link;
        if (job.item().isPastedLink() || (held != null && !isStale(held))) {
            return false;
        }
        TemporaryLink refused = job.refused;
        return refused == null
                ? !services.links().holds(job.item())
                : other(refused) == null && (isStale(refused) || mayRenew());
    }

    /** One that the user has fetched meanwhile: it costs no renewal. */
    private @Nullable TemporaryLink other(TemporaryLink refused) {
        TemporaryLink held = services.links().held(job.item());
        return held == null || held.url().equals(refused.url()) ? null : held;
    }

    private TemporaryLink link() throws ProblemException, InterruptedException {
        TemporaryLink held = job.link;
        if (held != null && !isStale(held)) {
            tellLink();
            return held;
        }
        TemporaryLink refused = held;
        if (job.refused != null) {
            TemporaryLink other = other(job.refused);
            if (other != null) {
                return take(other);
            }
            if (!isStale(job.refused) && !mayRenew()) {
                held = job.refused; // there is no better one to be had within this hour
                job.link = held;
                job.refused = null;
                return held;
            }
            job.renewals =
                    Stream.concat(job.renewals.stream(), Stream.of(services.ticker().nanos()))
                            .toList();
            refused = job.refused;
            renewed = true; // as this go has one that was never refused before
        }
        boolean wasThere = refused == null && services.links().holds(job.item());
        if (!wasThere) {
            services.turns().awaitsLink(job);
        }
        TemporaryLink fresh = job.refused == null ? ask(refused) : renew(job.refused);
        if (refused == null && isStale(fresh)) {
            services.turns().awaitsLink(job); // what was there is of no use
            fresh = ask(fresh);
        }
        boolean ofPlatform = services.links().giver(job.item()).equals(LinkSource.PLATFORM);
        if (wasThere && ofPlatform && !job.item().isPastedLink()) {
            services.hosts().platformAnsweredBefore();
        }
        return take(fresh);
    }

    private TemporaryLink take(TemporaryLink fresh) {
        hasLink = false; // it is another one
        tellLink(); // whoever gets none is done
        job.link = fresh;
        job.refusals = job.refused == null ? Refusals.NONE : job.refusals.ofAnotherLink();
        job.refused = null;
        job.linkIsNewForPart = job.part != null;
        return fresh;
    }

    private void tellLink() {
        if (!hasLink) {
            hasLink = true;
            services.turns().hasLink(job);
        }
    }

    /** Nobody can renew a pasted link, so it serves to its end. */
    private boolean isStale(TemporaryLink link) {
        Instant now = services.ticker().now();
        return job.item().isPastedLink() ? link.isExpired(now) : link.isStale(now);
    }

    /** Where nobody gives another link, what was said of this one is told, too. */
    private TemporaryLink renew(TemporaryLink refused)
            throws ProblemException, InterruptedException {
        try {
            return ask(refused);
        } catch (ProblemException none) {
            if (Silence.isUnheard(none.problem())) {
                job.renewals = job.renewals.subList(0, job.renewals.size() - 1); // no call came
            }
            throw new ProblemException(job.refusals.toldByPlatform(none.problem()), none);
        }
    }

    private TemporaryLink ask(@Nullable TemporaryLink instead)
            throws ProblemException, InterruptedException {
        Hosts hosts = services.hosts();
        String giver = services.links().giver(job.item());
        boolean asksNobody =
                job.item().isPastedLink()
                        || (instead == null
                                ? services.links().holds(job.item())
                                : other(instead) != null);
        try (Whereabouts _ = job.whereabouts.leave()) {
            hosts.asks(job);
            TemporaryLink link = services.links().link(job.item(), instead);
            if (!asksNobody) {
                hosts.gave(giver);
            }
            return link;
        } catch (ProblemException none) {
            if (!asksNobody) {
                hosts.saidInstead(giver, none.problem());
            }
            throw none;
        }
    }

    /**
     * The host refuses the link.
     *
     * @return the end of this go, unless another link is worth a try at once
     */
    Optional<Outcome> refused(Problem refusal) throws ProblemException {
        job.refusals = job.refusals.and(refusal);
        Problem problem = job.refusals.told(refusal);
        boolean pasted = job.item().isPastedLink();
        if (!renewed && !pasted && mayRenew()) {
            renewed = true;
            noteRefusal(refusal);
            job.refused = job.link;
            job.link = null;
            return Optional.empty();
        }
        job.refused = pasted ? null : job.link;
        job.link = pasted ? job.link : null;
        Cause cause = problem.cause();
        if (MAY_PASS.contains(cause)) {
            throw new ProblemException(problem);
        }
        if (pasted && cause == Cause.LINK_REFUSED) {
            return Optional.of(Outcomes.failed(job, pastedProblem(problem)));
        }
        if (problem.httpStatus() == 403 && !job.waitedForPermission) {
            job.waitedForPermission = true;
            return Optional.of(new Outcome.Again(WAIT_FOR_PERMISSION, problem));
        }
        return Optional.of(Outcomes.failed(job, problem));
    }

    /** A network that answers for the host says nothing about the link. */
    private void noteRefusal(Problem refusal) {
        if (SAID_OF_LINK.contains(refusal.cause())) {
            services.links().refused(job.item());
        }
    }

    /** The host takes the link. */
    void opened() {
        if (!job.item().isPastedLink()) {
            services.links().opened(job.item());
        }
    }

    private Problem pastedProblem(Problem problem) {
        TemporaryLink link = job.link;
        boolean expired = link != null && link.isExpired(services.ticker().now());
        return expired ? Problem.of(Cause.PASTED_LINK_EXPIRED).withFactsOf(problem) : problem;
    }

    /** Every call for another link counts, whichever try makes it. */
    private boolean mayRenew() {
        long now = services.ticker().nanos();
        job.renewals =
                job.renewals.stream()
                        .filter(at -> now - at < RENEWALS_COUNT_FOR.toNanos())
                        .toList();
        return job.renewals.size() < MOST_RENEWALS;
    }
}
