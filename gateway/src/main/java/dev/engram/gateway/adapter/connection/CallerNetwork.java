package dev.engram.gateway.adapter.connection;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;

/** The network that a call comes from. Whatever is counted or kept by address, is by this one. */
public final class CallerNetwork {
    private CallerNetwork() {}

    /** IPv4, or the 64 bits of IPv6 that one household or class has. */
    public static String of(SocketAddress remote) {
        return of(remote.hostAddress());
    }

    static String of(String host) {
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
}
