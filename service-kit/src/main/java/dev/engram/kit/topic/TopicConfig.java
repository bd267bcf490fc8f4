package dev.engram.kit.topic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** The topics that a service uses: {@code cards} and {@code reviews}. */
@ConfigMapping(prefix = "engram.topics")
public interface TopicConfig {
    /** The topics that this service appends to, and creates where they are not there. */
    Optional<Set<String>> owns();

    /** The topics that this service only reads; it waits for them. */
    Optional<Set<String>> reads();

    /** Copies of each partition when a topic is created; one broker can hold one. */
    @WithDefault("1")
    short replicationFactor();
}
