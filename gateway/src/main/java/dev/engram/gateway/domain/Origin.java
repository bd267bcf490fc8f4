package dev.engram.gateway.domain;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * From where somebody calls. Whatever is counted or kept by address, is by {@link #address()}.
 *
 * @param address of the network, as the gateway sees it: IPv4, or the 64 bits of IPv6 that one household or class has
 * @param device the secret that a browser got when somebody signed in with it before, if it shows one
 */
public record Origin(String address, @Nullable String device) {

    /** The origin of a caller with that address. @param host an address in numbers, as sockets name it */
    public static Origin of(String host, @Nullable String device) {
        return new Origin(network(host), device);
    }

    private static String network(String host) {
        if (!host.contains(":")) {
            return host;
        }
        try {
            // no name is looked up; an IPv4 address in the form of IPv6 is the IPv4 address
            var address = InetAddress.ofLiteral(host.split("%", 2)[0]);
            if (!(address instanceof Inet6Address)) {
                return address.getHostAddress();
            }
            var groups = address.getHostAddress().split(":", -1);
            return String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::/64";
        } catch (IllegalArgumentException unreadable) {
            // what a proxy wrote that is no address
            return host;
        }
    }

    /** Without the device. */
    @Override
    public String toString() {
        return address;
    }
}
