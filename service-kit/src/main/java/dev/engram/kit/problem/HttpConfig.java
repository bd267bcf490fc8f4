package dev.engram.kit.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** What a service takes of requests, beside {@code quarkus.http.limits.max-body-size}, which no body may exceed. */
@ConfigMapping(prefix = "engram.http")
public interface HttpConfig {
    /** Bytes of bodies that are read and answered at a time; absent: a part of the heap. More takes more heap under load. */
    Optional<MemorySize> maxBodyBytesInFlight();

    /** Most bytes of a body at a path that {@link #maxBodySizeOf} does not name; absent: as much as at any path. */
    Optional<MemorySize> maxBodySize();

    /** Most bytes of a body by exact path. */
    Map<String, MemorySize> maxBodySizeOf();

    /** Whether a body must say its length, so that one that is too large is refused before it is read. */
    @WithDefault("false")
    boolean contentLengthRequired();
}
