package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFaultTest {

    private static final URI LINK = URI.create("https://host.example/a?code=secret");

    private final NetworkFault direct = new NetworkFault(new Proxies(Map.of(), null));

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), Cause.HOST_NOT_FOUND),
                Arguments.of(new ConnectException("Connection refused"), Cause.CONNECTION_REFUSED),
                Arguments.of(new NoRouteToHostException("x"), Cause.NETWORK_UNREACHABLE),
                Arguments.of(
                        new SocketException("Network is unreachable: connect"),
                        Cause.NETWORK_UNREACHABLE),
                Arguments.of(new SocketException("网络不可达"), Cause.NETWORK_UNREACHABLE),
                Arguments.of(new SocketException("Connection reset"), Cause.CONNECTION_CUT),
                Arguments.of(new SocketTimeoutException("Read timed out"), Cause.TIMED_OUT),
                Arguments.of(new ConnectionClosedException("x"), Cause.CONNECTION_CUT),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("(certificate_unknown) no path"),
                                new CertPathValidatorException("no path")),
                        Cause.TLS_FAILED),
                Arguments.of(
                        new IOException(
                                "x", new CertificateException("y", new EOFException("no answer"))),
                        Cause.TLS_FAILED),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: bad_certificate"),
                        Cause.TLS_FAILED),
                Arguments.of(
                        new SSLHandshakeException(
                                "No appropriate protocol (protocol is disabled or cipher suites"
                                        + " are inappropriate)"),
                        Cause.TLS_FAILED),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: internal_error"),
                        Cause.CONNECTION_CUT),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("Remote host terminated the handshake"),
                                new EOFException("SSL peer shut down incorrectly")),
                        Cause.CONNECTION_CUT),
                Arguments.of(
                        new SSLException("(bad_record_mac) x", new AEADBadTagException("Tag")),
                        Cause.CONNECTION_CUT),
                Arguments.of(new SSLPeerUnverifiedException("name"), Cause.TLS_FAILED),
                Arguments.of(
                        new SSLException("cut", new EOFException("SSL peer shut down")),
                        Cause.CONNECTION_CUT),
                Arguments.of(
                        new SSLException("reset", new SocketException("Connection reset")),
                        Cause.CONNECTION_CUT),
                Arguments.of(
                        new ClientProtocolException(new ProtocolException("odd")),
                        Cause.PROTOCOL_BROKEN),
                Arguments.of(new IOException("something"), Cause.CONNECTION_CUT));
    }

    private static Exception caused(Exception failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Requirement(30)
    void everyFailureHasACauseAndTheHostAlone(Exception failure, Cause cause) {
        assertThat(direct.of(failure, LINK)).isEqualTo(Problem.of(cause, "host.example"));
    }

    /** Else a slow server could not be told from a network that swallows everything. */
    @Test
    @Requirement(33)
    void aConnectionThatDidNotComeAboutIsToldFromASlowAnswer() {
        Problem none = Problem.of(Cause.TIMED_OUT, "host.example", Problem.NOT_CONNECTED);
        assertThat(direct.of(new ConnectException("Connection timed out"), LINK)).isEqualTo(none);
        assertThat(direct.of(new ConnectTimeoutException("Connect timed out"), LINK))
                .isEqualTo(none);
    }

    @Test
    void anUncheckedFailureIsOurs() {
        assertThat(direct.of(new IllegalStateException(LINK.toString()), LINK))
                .isEqualTo(Problem.of(Cause.INTERNAL, "IllegalStateException"));
    }

    @Test
    @Fault(80)
    void thatNoMoreFilesMayBeOpenIsSaidWhereverItShows() {
        Problem crowded = Problem.of(Cause.TOO_MANY_OPEN_FILES);
        assertThat(direct.of(new SocketException("Too many open files"), LINK)).isEqualTo(crowded);
        assertThat(direct.of(new IOException("x", new SocketException("打开的文件过多")), LINK))
                .isEqualTo(crowded);
    }

    @Test
    void behindAProxyAFailureToConnectIsTheProxys() {
        NetworkFault behind =
                new NetworkFault(new Proxies(Map.of("https_proxy", "p.example:1"), null));
        assertThat(behind.of(new UnknownHostException("p.example"), LINK))
                .isEqualTo(Problem.of(Cause.PROXY_FAILED, "p.example"));
        assertThat(behind.of(new SocketTimeoutException("Read timed out"), LINK))
                .isEqualTo(Problem.of(Cause.TIMED_OUT, "host.example"));
    }
}
