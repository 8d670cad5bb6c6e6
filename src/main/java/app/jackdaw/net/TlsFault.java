package app.jackdaw.net;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Tells a server that cannot be trusted, or speaks no language of ours, from a handshake that just
 * went wrong: only the latter is worth another try. Stateless, any thread.
 */
final class TlsFault {

    /**
     * The JDK has types for certificates that it refuses itself; for all else, alerts of the other
     * side included, there is the text alone, which is never translated.
     */
    private static final List<String> FOR_GOOD =
            List.of(
                    // who is who
                    "certificate",
                    "unknown_ca",
                    "access_denied",
                    "unrecognized_name",
                    // no language in common
                    "protocol_version",
                    "handshake_failure",
                    "insufficient_security",
                    "inappropriate_fallback",
                    "no_application_protocol",
                    "no appropriate protocol",
                    "cipher suite",
                    // no TLS at all
                    "unrecognized ssl message");

    private TlsFault() {}

    /** Whether the same would happen again. */
    static boolean isForGood(Throwable link) {
        return switch (link) {
            case CertificateException _ -> true;
            case CertPathValidatorException _ -> true;
            case CertPathBuilderException _ -> true;
            case SSLPeerUnverifiedException _ -> true;
            case SSLException tls -> {
                String text = String.valueOf(tls.getMessage()).toLowerCase(Locale.ROOT);
                yield FOR_GOOD.stream().anyMatch(text::contains);
            }
            default -> false;
        };
    }
}
