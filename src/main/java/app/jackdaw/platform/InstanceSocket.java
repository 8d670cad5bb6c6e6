package app.jackdaw.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a second start finds the first: a UNIX domain socket in the data folder, or a loopback port
 * where there is none to be had (a path above about 100 bytes, an old Windows). A small file beside
 * it tells the address and a key, which only this user can read. Stateless, any thread.
 */
final class InstanceSocket {

    private static final String SOCKET_FILE = "instance.sock";
    private static final String ADDRESS_FILE = "instance.address";
    private static final String UNIX = "unix";
    private static final String PORT = "port";

    private InstanceSocket() {}

    /** An open door and the key that callers must show. */
    record Door(ServerSocketChannel channel, String key) {}

    /** Where to call, and the key to show there. */
    record Address(SocketAddress where, String key) {

        SocketChannel connect() throws IOException {
            return SocketChannel.open(where);
        }
    }

    /** Opens the door anew; whoever calls holds the lock, so what lies there is of the dead. */
    static Door open(Path folder) throws IOException {
        String key = newKey();
        Path socketFile = folder.resolve(SOCKET_FILE);
        ServerSocketChannel channel;
        String where;
        try {
            Files.deleteIfExists(socketFile);
            channel = bind(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socketFile));
            where = UNIX;
        } catch (IOException | UnsupportedOperationException noUnixSocketHere) {
            InetSocketAddress anyPort =
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            channel = bind(StandardProtocolFamily.INET, anyPort);
            where = PORT + " " + ((InetSocketAddress) channel.getLocalAddress()).getPort();
        }
        try {
            publish(folder.resolve(ADDRESS_FILE), List.of(where, key));
        } catch (IOException | RuntimeException notPublished) {
            channel.close();
            throw notPublished;
        }
        return new Door(channel, key);
    }

    /** Takes the address away again; a start after this finds nobody. */
    static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(ADDRESS_FILE));
        Files.deleteIfExists(folder.resolve(SOCKET_FILE));
    }

    /** Empty when nobody has left a readable address. */
    static Optional<Address> find(Path folder) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(folder.resolve(ADDRESS_FILE));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        }
        if (lines.size() < 2) {
            return Optional.empty();
        }
        String where = lines.get(0);
        String key = lines.get(1);
        try {
            if (where.equals(UNIX)) {
                SocketAddress socket = UnixDomainSocketAddress.of(folder.resolve(SOCKET_FILE));
                return Optional.of(new Address(socket, key));
            }
            int port = Integer.parseInt(where.substring(where.indexOf(' ') + 1));
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            return Optional.of(new Address(new InetSocketAddress(loopback, port), key));
        } catch (IllegalArgumentException | UnsupportedOperationException unreadable) {
            return Optional.empty(); // a damaged file leads to nobody; the next owner rewrites it
        }
    }

    private static ServerSocketChannel bind(StandardProtocolFamily family, SocketAddress address)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(family);
        try {
            return channel.bind(address);
        } catch (IOException | RuntimeException notBound) {
            channel.close();
            throw notBound;
        }
    }

    private static void publish(Path file, List<String> lines) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String newKey() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
