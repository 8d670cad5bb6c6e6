package app.jackdaw.net;

import app.jackdaw.model.Platform;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;

/**
 * Tells addresses of the user's own network from those of the world, so that a redirect from
 * outside cannot make this application knock at doors inside. 198.18.0.0/15 counts as outside:
 * tunnels give every outside host an address from it. Stateless; any thread.
 */
public final class PrivateAddresses {

    private PrivateAddresses() {}

    static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal(address)
                || isSharedByCarrier(address);
    }

    /**
     * Which private addresses a redirect may lead to on this platform: loopback where the base
     * address is loopback, and for a private deployment the network that its base address is in.
     */
    public static Predicate<InetAddress> allowedBy(Platform platform) {
        String base = platform.apiBase().getHost();
        if (Platform.isLoopback(base)) {
            return InetAddress::isLoopbackAddress;
        }
        return platform.kind() == Platform.Kind.OTHER
                ? address -> isInNetworkOf(base, address)
                : _ -> false;
    }

    private static boolean isInNetworkOf(String host, InetAddress address) {
        try {
            for (InetAddress own : InetAddress.getAllByName(host)) {
                if (isPrivate(own) && sameRange(own, address)) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException unknown) {
            return false; // a base address that cannot be found vouches for nobody
        }
    }

    /** Both in 10/8, both in 172.16/12, both in 192.168/16, both unique local … */
    private static boolean sameRange(InetAddress one, InetAddress other) {
        byte[] first = one.getAddress();
        byte[] second = other.getAddress();
        if (first.length != second.length || !isPrivate(other)) {
            return false;
        }
        return first[0] == second[0] && one.isLoopbackAddress() == other.isLoopbackAddress();
    }

    /** fc00::/7 */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }

    /** 100.64.0.0/10 and 0.0.0.0/8 */
    private static boolean isSharedByCarrier(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return false;
        }
        byte[] octets = address.getAddress();
        return octets[0] == 0 || (octets[0] == 100 && (octets[1] & 0xC0) == 0x40);
    }
}
