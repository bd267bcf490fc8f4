package dev.engram.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Ports of 127.0.0.1 on which no process listens at the moment of the call. */
public final class FreePorts {
    // Below the ephemeral ports of outgoing connections (from 32768 on Linux, 49152 elsewhere): a connection must not
    // take the port of a server that restarts.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;
    private static final Random RANDOM = new SecureRandom();

    private FreePorts() {}

    /** One free port. */
    public static int one() {
        return take(1).getFirst();
    }

    /**
     * Different free ports.
     *
     * @param count how many, at least 1
     * @throws IllegalStateException if too few can be found
     */
    public static List<Integer> take(int count) {
        Set<Integer> free = new LinkedHashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS && free.size() < count; attempt++) {
            int port = RANDOM.nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                free.add(port);
            }
        }
        if (free.size() < count) {
            throw new IllegalStateException(
                    "fewer than %d free ports found on 127.0.0.1 between %d and %d".formatted(count, LOWEST, HIGHEST));
        }
        return List.copyOf(free);
    }

    /** Whether a server could listen on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // a connection of an ended server in TIME_WAIT does not occupy its port
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
