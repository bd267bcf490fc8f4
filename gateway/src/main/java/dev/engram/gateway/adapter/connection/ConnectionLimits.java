package dev.engram.gateway.adapter.connection;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What clients may do with connections. Read before there are beans, so no bean injects it. */
@Unremovable
@ConfigMapping(prefix = "engram.gateway.connections")
public interface ConnectionLimits {
    /** Most connections of clients; above, the one that has waited longest without a request is closed for the new one. */
    @WithDefault("512")
    int max();

    /** How long a header may take to arrive, from the first byte or, for the first one, from the connection on. */
    @WithDefault("10S")
    Duration headerTimeout();

    /** How long a connection stays open between an answer and the first byte of the next request. */
    @WithDefault("60S")
    Duration idleTimeout();

    /** How long a request may take altogether, from its header to the last byte of the answer. */
    @WithDefault("120S")
    Duration requestTimeout();
}
