package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates for servers on loopback, made by the JDK's own tool. */
final class Certificates {

    static final char[] PASSWORD = "password".toCharArray();

    private Certificates() {}

    static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Shown by a server and known to whoever trusts the store. */
    static KeyStore selfSigned(Path folder, String file, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(file + ".p12");
        keytool(store, "-alias", "server", "-validity", "30", "-ext", "san=" + name);
        return withTrusted(store, "server");
    }

    /** Its issuer is known, and it ran out a month ago. */
    static KeyStore expired(Path folder, String file, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(file + ".p12");
        keytool(store, "-alias", "issuer", "-validity", "900", "-ext", "bc=ca:true");
        keytool(
                store,
                "-alias",
                "server",
                "-signer",
                "issuer",
                "-startdate",
                "-60d",
                "-validity",
                "30",
                "-ext",
                "san=" + name);
        return withTrusted(store, "issuer");
    }

    private static void keytool(Path store, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=Test",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString()));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    private static KeyStore withTrusted(Path store, String alias)
            throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD);
        }
        KeyStore both = KeyStore.getInstance("PKCS12");
        both.load(null, null);
        both.setCertificateEntry("trusted", loaded.getCertificate(alias));
        both.setKeyEntry(
                "server",
                loaded.getKey("server", PASSWORD),
                PASSWORD,
                loaded.getCertificateChain("server"));
        return both;
    }
}
