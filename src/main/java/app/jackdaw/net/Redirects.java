package app.jackdaw.net;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Follows redirects with no library's help: at most five, only to http and https, never from https
 * to http, never with credentials, never from the world into the user's own network. Range and
 * If-Range go along. Any thread.
 */
final class Redirects implements ByteSource {

    private static final int MOST = 5;

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private final Hops hops;
    private final Predicate<InetAddress> allowedPrivate;

    /**
     * @param allowedPrivate private addresses that a redirect may lead to all the same
     */
    Redirects(Hops hops, Predicate<InetAddress> allowedPrivate) {
        this.hops = hops;
        this.allowedPrivate = allowedPrivate;
    }

    @Override
    public ByteAnswer open(ByteRequest request) throws ProblemException, InterruptedException {
        Hops.Hop answer = hops.open(request, _ -> true);
        boolean insideAlready = answer.isFromPrivateAddress();
        ByteRequest asked = request;
        for (int followed = 0; STATUSES.contains(answer.status()); followed++) {
            String location = answer.header("Location").orElse("");
            answer.close();
            if (followed == MOST) {
                throw problem(Cause.TOO_MANY_REDIRECTS, asked.uri());
            }
            asked = asked.to(target(asked.uri(), location));
            answer =
                    hops.open(
                            asked,
                            address ->
                                    insideAlready
                                            || !PrivateAddresses.isPrivate(address)
                                            || allowedPrivate.test(address));
        }
        return answer;
    }

    private static URI target(URI from, String location) throws ProblemException {
        URI target =
                LinkAddress.resolve(from, location)
                        .filter(uri -> !location.isBlank() && LinkAddress.isWeb(uri))
                        .filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null)
                        .orElseThrow(() -> problem(Cause.REDIRECT_REFUSED, from));
        boolean lessSecure =
                "https".equalsIgnoreCase(from.getScheme())
                        && !"https".equalsIgnoreCase(target.getScheme());
        if (lessSecure) {
            throw problem(Cause.REDIRECT_REFUSED, target);
        }
        return target;
    }

    private static ProblemException problem(Cause cause, URI uri) {
        return new ProblemException(Problem.of(cause, String.valueOf(uri.getHost())));
    }
}
