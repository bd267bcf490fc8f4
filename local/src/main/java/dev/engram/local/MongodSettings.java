package dev.engram.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a {@code mongod} is started with. The same settings start it again on the same data.
 *
 * @param binary the server, see {@link MongodBinary}
 * @param dataDirectory where it keeps its data; created if absent
 * @param log where its output is appended
 * @param port where clients connect, on 127.0.0.1
 * @param cacheGigabytes WiredTiger's cache, at least 0.25
 * @param parameters server parameters ({@code --setParameter name=value})
 */
public record MongodSettings(
        Path binary, Path dataDirectory, Path log, int port, double cacheGigabytes, Map<String, String> parameters) {
    /** Name of the replica set, which has one member. */
    public static final String REPLICA_SET = "rs0";

    public MongodSettings {
        parameters = Map.copyOf(parameters);
        if (!(cacheGigabytes >= 0.25)) {
            throw new IllegalArgumentException("cacheGigabytes must be at least 0.25, was " + cacheGigabytes);
        }
    }

    /** A server with a cache of 0.25 GB and no parameters of its own. */
    public static MongodSettings of(Path binary, Path dataDirectory, Path log, int port) {
        return new MongodSettings(binary, dataDirectory, log, port, 0.25, Map.of());
    }

    public MongodSettings withParameters(Map<String, String> values) {
        return new MongodSettings(binary, dataDirectory, log, port, cacheGigabytes, values);
    }

    /** What clients are configured with. */
    public String uri() {
        return uri(port);
    }

    /** What clients of a server on this port of 127.0.0.1 are configured with. */
    public static String uri(int port) {
        return "mongodb://127.0.0.1:%d/?replicaSet=%s".formatted(port, REPLICA_SET);
    }
}
