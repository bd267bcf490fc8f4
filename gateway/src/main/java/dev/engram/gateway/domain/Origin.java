package dev.engram.gateway.domain;

import org.jspecify.annotations.Nullable;

/**
 * From where somebody calls.
 *
 * @param address of the network, as the gateway sees it: IPv4, or the first 64 bits of IPv6
 * @param device the secret that a browser got when somebody signed in with it before, if it shows one
 */
public record Origin(String address, @Nullable String device) {
    /** Without the device. */
    @Override
    public String toString() {
        return address;
    }
}
