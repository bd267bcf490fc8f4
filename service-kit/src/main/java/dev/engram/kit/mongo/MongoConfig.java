package dev.engram.kit.mongo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where MongoDB is, and how long an answer may take. */
@ConfigMapping(prefix = "engram.mongo")
public interface MongoConfig {
    /** A connection string, {@code mongodb://…}. */
    @WithDefault("mongodb://127.0.0.1:27117")
    String uri();

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
