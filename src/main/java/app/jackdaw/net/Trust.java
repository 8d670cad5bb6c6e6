package app.jackdaw.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes a server when any of several certificate stores does: the JDK's, and on Windows and
 * macOS the system's, where companies put the authority of their inspecting proxy. Every store
 * checks the whole chain and the host name itself. Any thread.
 */
final class Trust extends X509ExtendedTrustManager {

    private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

    private final List<X509ExtendedTrustManager> stores;

    private Trust(List<X509ExtendedTrustManager> stores) {
        this.stores = List.copyOf(stores);
    }

    /** The stores of this machine. */
    static Trust ofThisMachine() throws GeneralSecurityException {
        List<X509ExtendedTrustManager> stores = new ArrayList<>();
        stores.add(managerOf(null));
        for (String type : systemStores(System.getProperty("os.name", ""))) {
            try {
                KeyStore store = KeyStore.getInstance(type);
                store.load(null, null);
                stores.add(managerOf(store));
            } catch (IOException | GeneralSecurityException unreadable) {
                LOG.warn("The system's certificate store {} cannot be read", type, unreadable);
            }
        }
        return new Trust(stores);
    }

    /** Exactly these stores; null stands for the JDK's own. */
    static Trust of(List<@Nullable KeyStore> stores) throws GeneralSecurityException {
        List<X509ExtendedTrustManager> managers = new ArrayList<>();
        for (KeyStore store : stores) {
            managers.add(managerOf(store));
        }
        return new Trust(managers);
    }

    /** Names of the JDK's key store types for the system's certificates. */
    static List<String> systemStores(String osName) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return List.of("Windows-ROOT");
        }
        return os.startsWith("mac") ? List.of("KeychainStore-ROOT", "KeychainStore") : List.of();
    }

    SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {this}, null);
        return context;
    }

    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    private interface Check {
        void by(X509ExtendedTrustManager store) throws CertificateException;
    }

    private void anyOf(Check check) throws CertificateException {
        CertificateException first = null;
        for (X509ExtendedTrustManager store : stores) {
            try {
                check.by(store);
                return;
            } catch (CertificateException refused) {
                if (first == null) {
                    first = refused;
                } else {
                    first.addSuppressed(refused);
                }
            }
        }
        throw first == null ? new CertificateException("no certificate store") : first;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        anyOf(store -> store.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        anyOf(store -> store.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        anyOf(store -> store.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this side is never the server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this side is never the server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("this side is never the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return stores.stream()
                .flatMap(store -> Stream.of(store.getAcceptedIssuers()))
                .toArray(X509Certificate[]::new);
    }
}
