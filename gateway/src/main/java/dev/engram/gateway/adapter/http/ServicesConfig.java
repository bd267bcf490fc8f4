package dev.engram.gateway.adapter.http;

import dev.engram.gateway.domain.Service;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the services are. */
@ConfigMapping(prefix = "engram.services")
public interface ServicesConfig {
    /** Decks and cards. */
    Place cards();

    /** Reviews, queue, plan, membership. */
    Place reviews();

    /** Mastery. */
    Place analytics();

    /** How long a service may keep silent; above the 8 seconds that an append to the log may take. */
    @WithDefault("15S")
    Duration timeout();

    /** An address. */
    interface Place {
        /** {@code http://host:port}. */
        URI url();
    }

    /** The address of {@code service}. */
    default URI of(Service service) {
        return switch (service) {
            case CARDS -> cards().url();
            case REVIEWS -> reviews().url();
            case ANALYTICS -> analytics().url();
        };
    }
}
