package dev.engram.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a broker is started with. The same settings start it again on the same data.
 *
 * @param classPath class path of the broker's JVM, see {@link BrokerClassPath}
 * @param dataDirectory where it keeps its log segments and its configuration; created if absent; no comma in its path
 * @param log where its output is appended
 * @param port where clients connect, on 127.0.0.1
 * @param controllerPort where it talks to itself, on 127.0.0.1
 * @param heapMegabytes {@code -Xmx}; 256 is enough for one machine
 * @param overrides broker settings that replace those of {@link BrokerProperties}
 */
public record BrokerSettings(
        String classPath,
        Path dataDirectory,
        Path log,
        int port,
        int controllerPort,
        int heapMegabytes,
        Map<String, String> overrides) {

    public BrokerSettings {
        overrides = Map.copyOf(overrides);
        if (dataDirectory.toAbsolutePath().toString().contains(",")) {
            // Kafka's log.dirs is a list, and knows no quotes
            throw new IllegalArgumentException(
                    "a broker cannot keep its data in a folder with a comma in its path: " + dataDirectory);
        }
        if (port == controllerPort) {
            throw new IllegalArgumentException("port and controllerPort must differ, both were " + port);
        }
    }

    /** A broker with 256 MB of heap and no settings of its own. */
    public static BrokerSettings of(String classPath, Path dataDirectory, Path log, int port, int controllerPort) {
        return new BrokerSettings(classPath, dataDirectory, log, port, controllerPort, 256, Map.of());
    }

    public BrokerSettings withHeapMegabytes(int megabytes) {
        return new BrokerSettings(classPath, dataDirectory, log, port, controllerPort, megabytes, overrides);
    }

    public BrokerSettings withOverrides(Map<String, String> settings) {
        return new BrokerSettings(classPath, dataDirectory, log, port, controllerPort, heapMegabytes, settings);
    }

    /** What clients are configured with. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }
}
