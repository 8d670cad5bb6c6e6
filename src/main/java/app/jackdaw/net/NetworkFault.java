package app.jackdaw.net;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that says what an exception of the HTTP library means. What is said of a host has
 * its name as the first argument (the proxy's, where the proxy is to blame), never an address:
 * addresses are keys. Any thread.
 */
final class NetworkFault {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkFault.class);

    /** The JDK tells these apart from other socket errors by text alone, in the system's words. */
    private static final List<String> UNREACHABLE =
            List.of("unreachable", "host is down", "network is down", "网络不可达", "没有到主机的路由");

    private static final List<String> TOO_MANY_OPEN =
            List.of("too many open files", "打开的文件过多", "打开过多的文件");

    private final Proxies proxies;

    NetworkFault(Proxies proxies) {
        this.proxies = proxies;
    }

    /** What a failed exchange with {@code uri} means. */
    Problem of(Exception failure, URI uri) {
        List<Throwable> chain = chain(failure);
        for (Throwable link : chain) {
            if (link instanceof TunnelRefusedException refused) {
                boolean login = refused.getResponse().getCode() == 407;
                return Problem.of(login ? Cause.PROXY_LOGIN : Cause.PROXY_FAILED, proxyOrHost(uri))
                        .withHttpStatus(refused.getResponse().getCode());
            }
        }
        if (chain.stream().anyMatch(NetworkFault::isCrowded)) {
            return Problem.of(Cause.TOO_MANY_OPEN_FILES);
        }
        if (chain.stream().anyMatch(TlsFault::isForGood)) {
            return Problem.of(Cause.TLS_FAILED, uri.getHost());
        }
        Cause cause =
                chain.stream()
                        .flatMap(link -> meaning(link).stream())
                        .findFirst()
                        .orElse(
                                failure instanceof IOException
                                        ? Cause.CONNECTION_CUT
                                        : Cause.INTERNAL);
        if (cause == Cause.INTERNAL) {
            // Not its message: that may hold the address.
            LOG.warn("Unexpected failure of the HTTP client: {}", chain.getLast().getClass());
            return Problem.of(cause, failure.getClass().getSimpleName());
        }
        boolean unanswered = cause == Cause.TIMED_OUT && failedToConnect(chain);
        boolean noConnection =
                cause == Cause.HOST_NOT_FOUND
                        || cause == Cause.CONNECTION_REFUSED
                        || cause == Cause.NETWORK_UNREACHABLE
                        || unanswered;
        if (noConnection && proxies.proxyFor(uri).isPresent()) {
            return Problem.of(Cause.PROXY_FAILED, proxyOrHost(uri));
        }
        return unanswered
                ? Problem.of(cause, uri.getHost(), Problem.NOT_CONNECTED)
                : Problem.of(cause, uri.getHost());
    }

    /**
     * Whether the proxy wants to know who asks. Only on a plain connection through one: what comes
     * out of a tunnel, or with no proxy in between, is the server's own answer.
     */
    boolean isProxyLogin(int status, URI uri) {
        return status == 407
                && "http".equalsIgnoreCase(uri.getScheme())
                && proxies.proxyFor(uri).isPresent();
    }

    Problem proxyLogin(URI uri) {
        return Problem.of(Cause.PROXY_LOGIN, proxyOrHost(uri)).withHttpStatus(407);
    }

    private String proxyOrHost(URI uri) {
        return proxies.proxyFor(uri).map(InetSocketAddress::getHostString).orElse(uri.getHost());
    }

    /** From the innermost reason outwards: the innermost knows best. */
    private static List<Throwable> chain(Exception failure) {
        return Stream.iterate((Throwable) failure, link -> link != null, Throwable::getCause)
                .limit(16)
                .toList()
                .reversed();
    }

    private static boolean failedToConnect(List<Throwable> chain) {
        return chain.stream()
                .anyMatch(link ->
                        link instanceof ConnectException
                                || link instanceof ConnectTimeoutException);
    }

    private static Optional<Cause> meaning(Throwable link) {
        String text = String.valueOf(link.getMessage()).toLowerCase(Locale.ROOT);
        return switch (link) {
            case UnknownHostException _ -> Optional.of(Cause.HOST_NOT_FOUND);
            case SocketTimeoutException _ -> Optional.of(Cause.TIMED_OUT);
            case ConnectionRequestTimeoutException _ -> Optional.of(Cause.TIMED_OUT);
            case NoRouteToHostException _ -> Optional.of(Cause.NETWORK_UNREACHABLE);
            case ConnectException _ -> Optional.of(connectCause(text));
            case SocketException _ ->
                    Optional.of(isUnreachable(text) ? connectCause(text) : Cause.CONNECTION_CUT);
            case EOFException _ -> Optional.of(Cause.CONNECTION_CUT);
            case ConnectionClosedException _ -> Optional.of(Cause.CONNECTION_CUT);
            case NoHttpResponseException _ -> Optional.of(Cause.CONNECTION_CUT);
            case TruncatedChunkException _ -> Optional.of(Cause.CONNECTION_CUT);
            case MessageConstraintException _ -> Optional.of(Cause.PROTOCOL_BROKEN);
            case MalformedChunkCodingException _ -> Optional.of(Cause.PROTOCOL_BROKEN);
            case SSLException _ -> Optional.of(Cause.CONNECTION_CUT);
            case GeneralSecurityException _ -> Optional.of(Cause.CONNECTION_CUT);
            case ClientProtocolException _ -> Optional.of(Cause.PROTOCOL_BROKEN);
            case HttpException _ -> Optional.of(Cause.PROTOCOL_BROKEN);
            default -> Optional.empty();
        };
    }

    private static boolean isCrowded(Throwable link) {
        String text = String.valueOf(link.getMessage()).toLowerCase(Locale.ROOT);
        return link instanceof IOException && TOO_MANY_OPEN.stream().anyMatch(text::contains);
    }

    private static Cause connectCause(String text) {
        if (isUnreachable(text)) {
            return Cause.NETWORK_UNREACHABLE;
        }
        return text.contains("timed out") ? Cause.TIMED_OUT : Cause.CONNECTION_REFUSED;
    }

    private static boolean isUnreachable(String text) {
        return UNREACHABLE.stream().anyMatch(text::contains);
    }
}
