package app.jackdaw;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A conversation over TLS with ourselves: whether the run-time image carries what an encrypted
 * connection needs. The key in {@code self-test.p12} is public knowledge, nothing else trusts it.
 * Blocks; any thread but the FX thread.
 */
final class LoopbackTls {

    private static final char[] PASSWORD = "self-test".toCharArray();
    private static final int HELLO = 42;

    /** Loopback answers at once; this only keeps a broken build from waiting for ever. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private LoopbackTls() {}

    /**
     * Speaks TLS with a server that shows a certificate, once trusting it and once with the
     * machine's own certificates, which must refuse it.
     *
     * @return protocol and cipher suite
     * @throws IOException when the trusted conversation fails or the untrusted one does not
     */
    static String speak() throws IOException, GeneralSecurityException, InterruptedException {
        SSLContext trusting = trusting();
        try (SSLServerSocket server =
                (SSLServerSocket)
                        trusting.getServerSocketFactory()
                                .createServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> first = answer(server);
            String session = ask(trusting, server);
            await(first);
            CompletableFuture<Void> second = answer(server);
            try {
                ask(SSLContext.getDefault(), server);
            } catch (SSLHandshakeException refused) {
                second.cancel(true);
                return session;
            }
            throw new IOException("an unknown certificate was trusted");
        }
    }

    private static CompletableFuture<Void> answer(SSLServerSocket server) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("self-test-tls")
                .start(() -> {
                    try (SSLSocket socket = (SSLSocket) server.accept()) {
                        socket.setSoTimeout((int) LIMIT.toMillis());
                        socket.getOutputStream().write(HELLO);
                        socket.getOutputStream().flush();
                        answered.complete(null);
                    } catch (IOException failure) {
                        answered.completeExceptionally(failure);
                    }
                });
        return answered;
    }

    private static String ask(SSLContext context, SSLServerSocket server) throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(server.getInetAddress(), server.getLocalPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.startHandshake();
            if (socket.getInputStream().read() != HELLO) {
                throw new IOException("another answer than the one that was sent");
            }
            return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
        }
    }

    private static void await(CompletableFuture<Void> answered)
            throws IOException, InterruptedException {
        try {
            answered.get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }

    private static SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = LoopbackTls.class.getResourceAsStream("self-test.p12")) {
            if (in == null) {
                throw new IOException("self-test.p12 is missing");
            }
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("self-test", store.getCertificate("self-test"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
