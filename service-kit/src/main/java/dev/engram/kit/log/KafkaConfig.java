package dev.engram.kit.log;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the broker is and how much may be under way to it. */
@ConfigMapping(prefix = "engram.kafka")
public interface KafkaConfig {
    /** {@code host:port}, several joined with commas. */
    @WithDefault("127.0.0.1:19092")
    String bootstrapServers();

    /** Bytes that may await acknowledgement; beyond, requests are answered 503. More takes more heap when the broker is slow. */
    @WithDefault("8M")
    MemorySize maxBytesInFlight();
}
