package app.jackdaw.net;

import app.jackdaw.model.Secret;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variables {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy}, in
 * small letters (which win) or capitals, as the common command line tools read them. Immutable.
 */
final class ProxyEnvironment {

    /** What a proxy address says about logging in. */
    record Login(String host, int port, String user, Secret password) {}

    private record Server(Proxy proxy, @Nullable Login login) {}

    private final Map<String, Server> byScheme;
    private final List<String> exceptions;

    ProxyEnvironment(Map<String, String> variables) {
        Optional<Server> all = server(variables, "all_proxy");
        Map<String, Server> servers = new java.util.HashMap<>();
        for (String scheme : List.of("http", "https")) {
            server(variables, scheme + "_proxy")
                    .or(() -> all)
                    .ifPresent(server -> servers.put(scheme, server));
        }
        byScheme = Map.copyOf(servers);
        exceptions =
                Stream.of(value(variables, "no_proxy").orElse("").split("[,\\s]+"))
                        .map(entry -> entry.toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    boolean saysSomething(URI uri) {
        return byScheme.containsKey(scheme(uri));
    }

    Proxy proxy(URI uri) {
        Server server = byScheme.get(scheme(uri));
        return server == null || isException(uri) ? Proxy.NO_PROXY : server.proxy();
    }

    List<Login> logins() {
        List<Login> logins = new ArrayList<>();
        for (Server server : byScheme.values()) {
            if (server.login() != null) {
                logins.add(server.login());
            }
        }
        return logins;
    }

    private boolean isException(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() > 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
        return exceptions.stream().anyMatch(entry -> matches(entry, host, port));
    }

    /** {@code *}, a host, a domain with or without its dot, each with or without a port; CIDR. */
    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.startsWith("["));
        if (hasPort && entry.substring(colon + 1).chars().allMatch(Character::isDigit)) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        if (name.indexOf('/') > 0) {
            return isWithinNetwork(name, host);
        }
        String domain = name.startsWith("*.") ? name.substring(2) : stripDot(name);
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static String stripDot(String name) {
        return name.startsWith(".") ? name.substring(1) : name;
    }

    private static boolean isWithinNetwork(String network, String host) {
        String[] parts = network.split("/", 2);
        Optional<Long> base = ipV4(parts[0]);
        Optional<Long> address = ipV4(host);
        if (base.isEmpty() || address.isEmpty() || !parts[1].matches("\\d{1,2}")) {
            return false;
        }
        int bits = Math.min(32, Integer.parseInt(parts[1]));
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        return (base.get() & mask) == (address.get() & mask);
    }

    private static Optional<Long> ipV4(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return Optional.empty();
        }
        long value = 0;
        for (String part : text.split("\\.")) {
            value = value << 8 | Integer.parseInt(part);
        }
        return Optional.of(value);
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> value(Map<String, String> variables, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(key -> variables.getOrDefault(key, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Optional<Server> server(Map<String, String> variables, String name) {
        return value(variables, name).flatMap(ProxyEnvironment::parse);
    }

    /** Unreadable values count as not set, as they do for the command line tools. */
    private static Optional<Server> parse(String value) {
        String text = value.contains("://") ? value : "http://" + value;
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
        String host = uri.getHost();
        if (host == null) {
            return Optional.empty();
        }
        boolean socks = scheme(uri).startsWith("socks");
        int port = uri.getPort() > 0 ? uri.getPort() : socks ? 1080 : 80;
        Proxy proxy =
                new Proxy(
                        socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(host, port));
        return Optional.of(new Server(proxy, login(uri, host, port)));
    }

    private static @Nullable Login login(URI uri, String host, int port) {
        String raw = uri.getRawUserInfo();
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        int colon = raw.indexOf(':');
        String user = colon < 0 ? raw : raw.substring(0, colon);
        String password = colon < 0 ? "" : raw.substring(colon + 1);
        return new Login(host, port, decode(user), new Secret(decode(password)));
    }

    /** Percent encoding only: a plus sign in a password is a plus sign. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
