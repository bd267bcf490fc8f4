package dev.engram.gateway.adapter.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.ChannelHandlerContext;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The open connections of clients. When there are too many, the one that has waited longest without a request is closed, so that
 * connections that send nothing, or half a header, keep nobody out. Thread-safe. Metrics: {@code engram.gateway.connections} and
 * {@code engram.gateway.connections.closed} by {@code reason}.
 */
final class ClientConnections {
    private final ConnectionLimits limits;

    // all guarded by this
    private final SequencedSet<ChannelHandlerContext> waiting = new LinkedHashSet<>();
    private final Set<ChannelHandlerContext> streaming = new HashSet<>();
    private int open;

    /** Why the gateway closes a connection. */
    enum Reason {
        TOO_MANY,
        HEADER_TIMEOUT,
        IDLE,
        REQUEST_TIMEOUT,
        PIPELINED,
        MALFORMED
    }

    ClientConnections(ConnectionLimits limits) {
        this.limits = limits;
        Gauge.builder("engram.gateway.connections", this, ClientConnections::open)
                .register(Metrics.globalRegistry);
        for (var reason : Reason.values()) {
            count(reason, 0);
        }
    }

    ConnectionLimits limits() {
        return limits;
    }

    synchronized int open() {
        return open;
    }

    /** A new connection, which waits for its first request; it or another one is closed if there are too many. */
    void opened(ChannelHandlerContext connection) {
        ChannelHandlerContext tooMany = null;
        synchronized (this) {
            open++;
            waiting.add(connection);
            if (open > limits.max()) {
                tooMany = waiting.removeFirst();
            }
        }
        if (tooMany != null) {
            count(Reason.TOO_MANY, 1);
            var _ = tooMany.close();
        }
    }

    /** It waits for a request, from now on. */
    synchronized void waits(ChannelHandlerContext connection) {
        if (streaming.remove(connection)) {
            open++;
        }
        waiting.addLast(connection);
    }

    /** It has a request that is not answered: it is not closed for another one. */
    synchronized void works(ChannelHandlerContext connection) {
        waiting.remove(connection);
    }

    /** It is used by a stream, which has a bound of its own: until that ends it is none of those that may be open. */
    synchronized void streams(ChannelHandlerContext connection) {
        if (streaming.add(connection)) {
            open--;
        }
    }

    synchronized void closed(ChannelHandlerContext connection) {
        if (!streaming.remove(connection)) {
            open--;
        }
        waiting.remove(connection);
    }

    static void count(Reason reason, int connections) {
        var name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Metrics.counter("engram.gateway.connections.closed", "reason", name).increment(connections);
    }
}
