package dev.engram.gateway.domain;

import org.jspecify.annotations.Nullable;

/**
 * From where somebody calls.
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
        // a socket writes all eight groups, without "::"
        var groups = host.split("[:%]", -1);
        return groups.length < 8 ? host : String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::/64";
    }

    /** Without the device. */
    @Override
    public String toString() {
        return address;
    }
}
