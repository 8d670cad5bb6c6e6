package app.jackdaw.download;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An nginx on loopback with files of several sizes, for {@link SpeedTrial}. */
final class SpeedSite implements AutoCloseable {

    static final String PASSWORD = "changeit";

    private static final String CONFIGURATION =
            """
            user root;
            worker_processes 1;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 512; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 100000;
                client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp;
                uwsgi_temp_path temp; scgi_temp_path temp;
                server {
                    listen 127.0.0.1:%d;
                    listen 127.0.0.1:%d ssl;
                    ssl_certificate certificate.pem;
                    ssl_certificate_key key.pem;
                    root site;
                    location /slow { limit_rate 1m; }
                }
            }
            """;

    private final Path folder;
    private final Process nginx;
    private final int plain;
    private final int secure;

    SpeedSite(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("site"));
        plain = freePort();
        secure = freePort();
        Files.writeString(folder.resolve("nginx.conf"), CONFIGURATION.formatted(plain, secure));
        certificate();
        nginx =
                new ProcessBuilder(
                                "/usr/sbin/nginx",
                                "-p",
                                folder.toString(),
                                "-c",
                                "nginx.conf",
                                "-g",
                                "daemon off;")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("nginx.log").toFile())
                        .start();
        awaitAnswer();
    }

    /**
     * @return the prefix of the addresses of these files: a number follows
     */
    String put(String name, int files, int bytes) throws IOException {
        byte[] content = Bench.bytes(Math.min(bytes, 1 << 20), files);
        for (int i = 0; i < files; i++) {
            try (OutputStream out =
                    Files.newOutputStream(folder.resolve("site").resolve(name + i))) {
                for (int at = 0; at < bytes; at += content.length) {
                    out.write(content, 0, Math.min(content.length, bytes - at));
                }
            }
        }
        return "http://127.0.0.1:" + plain + "/" + name;
    }

    /** The same address over TLS. */
    String secure(String address) {
        return address.replace("http://127.0.0.1:" + plain, "https://127.0.0.1:" + secure);
    }

    Path certificateFile() {
        return folder.resolve("certificate.pem");
    }

    Path trustStore() {
        return folder.resolve("trust.p12");
    }

    private void certificate() throws IOException, InterruptedException, GeneralSecurityException {
        Process openssl =
                new ProcessBuilder(
                                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=trial"
                                        .concat(" -addext subjectAltName=IP:127.0.0.1")
                                        .concat(" -keyout key.pem -out certificate.pem")
                                        .split(" "))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("openssl.log").toFile())
                        .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl: " + Files.readString(folder.resolve("openssl.log")));
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (var in = Files.newInputStream(certificateFile())) {
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
            trust.setCertificateEntry("trial", certificate);
        }
        try (OutputStream out = Files.newOutputStream(trustStore())) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        while (nginx.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plain)) {
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        throw new IOException("nginx: " + Files.readString(folder.resolve("nginx.log")));
    }

    /** What must be here for the trial. */
    static List<String> programs() {
        return List.of("/usr/sbin/nginx", "/usr/bin/openssl", "/usr/bin/curl", "/usr/bin/aria2c");
    }

    @Override
    public void close() throws InterruptedException {
        nginx.destroy();
        nginx.waitFor();
    }
}
