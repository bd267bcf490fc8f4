package dev.engram.gateway.adapter.http;

import dev.engram.gateway.domain.Service;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/** Where the services are, {@code http://host:port}. */
@ConfigMapping(prefix = "engram.services")
public interface ServicesConfig {
    /** Decks and cards. */
    @WithName("cards.url")
    URI cards();

    /** Reviews, queue, plan, membership. */
    @WithName("reviews.url")
    URI reviews();

    /** Mastery. */
    @WithName("analytics.url")
    URI analytics();

    /** How long a service may take to answer; above the 8 seconds that an append to the log may take. */
    @WithDefault("15S")
    Duration timeout();

    /** The address of {@code service}. */
    default URI of(Service service) {
        return switch (service) {
            case CARDS -> cards();
            case REVIEWS -> reviews();
            case ANALYTICS -> analytics();
        };
    }
}
