package dev.engram.kit.log;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** Where the broker is and how much may be under way to it. */
@ConfigMapping(prefix = "engram.kafka")
public interface KafkaConfig {
    /** {@code host:port}, several joined with commas. */
    @WithDefault("127.0.0.1:19092")
    String bootstrapServers();

    /** The user that the broker knows, by SCRAM-SHA-256; none where it asks for none. */
    Optional<String> user();

    /** The password of {@link #user}, best in a file that {@code quarkus.config.locations} names. */
    Optional<String> password();

    /** Whether the broker is used with TLS and, without {@link #caFile}, trusted if the JDK does. */
    @WithDefault("false")
    boolean tls();

    /** Certificates (PEM) of the authorities of the brokers; turns TLS on. */
    Optional<String> caFile();

    /** Certificate and private key (PEM) by which this client shows who it is; turns TLS on. */
    Optional<String> certificateFile();

    /** Further settings of each client of Kafka, such as {@code engram.kafka.client."sasl.mechanism"=PLAIN}. */
    Map<String, String> client();

    /** Bytes that may await acknowledgement; beyond, requests are answered 503. More takes more heap when the broker is slow. */
    @WithDefault("8M")
    MemorySize maxBytesInFlight();
}
