package dev.engram.kit.mongo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where MongoDB is, and how long an answer may take. */
@ConfigMapping(prefix = "engram.mongo")
public interface MongoConfig {
    /** A connection string, {@code mongodb://…}. */
    @WithDefault("mongodb://127.0.0.1:27117")
    String uri();

    /** The user of the database {@code admin}; none where MongoDB asks for none, or {@link #uri} names one. */
    Optional<String> user();

    /** The password of {@link #user}, best in a file that {@code quarkus.config.locations} names. */
    Optional<String> password();

    /** The database of this service. */
    String database();

    /** Whether the service is ready only while MongoDB answers. Where not, readiness shows that it is missing and stays up. */
    @WithDefault("true")
    boolean neededForReadiness();

    /** A whole operation of a request, waiting for a server included. Shorter answers 503 sooner when the database is unavailable. */
    @WithDefault("2S")
    Duration requestTimeout();

    /** A whole operation of a projection. */
    @WithDefault("10S")
    Duration projectionTimeout();
}
