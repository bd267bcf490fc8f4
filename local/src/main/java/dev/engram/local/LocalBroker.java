package dev.engram.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A Kafka broker that is its own controller (KRaft), in a JVM of its own. The same settings start it again on the same data.
 *
 * @param classPath class path of the broker's JVM, see {@link BrokerClassPath}
 * @param dataDirectory log segments and configuration; created if absent; no comma in its path
 * @param log where its output is appended
 * @param port where clients connect, on 127.0.0.1
 * @param controllerPort where it connects to itself, on 127.0.0.1
 * @param overrides broker settings that replace those of {@link #properties}
 */
public record LocalBroker(
        String classPath, Path dataDirectory, Path log, int port, int controllerPort, Map<String, String> overrides) {
    private static final String NAME = "Kafka broker";
    private static final String READY = "broker.ready";

    public LocalBroker {
        overrides = Map.copyOf(overrides);
        dataDirectory = dataDirectory.toAbsolutePath();
        if (dataDirectory.toString().contains(",")) {
            // Kafka's log.dirs is a list without quotes
            throw new IllegalArgumentException(
                    "a broker cannot keep its data in a folder with a comma in its path: " + dataDirectory);
        }
        if (port == controllerPort) {
            throw new IllegalArgumentException("port and controllerPort must differ, both were " + port);
        }
    }

    /**
     * Starts the broker and returns when it accepts clients. An empty data directory is formatted first.
     * The process ends with this JVM, even if that is killed while the process still starts.
     *
     * @throws StartException if a port is taken, or the broker ended or was not ready within {@code timeout}
     */
    public RunningProcess startGuarded(Duration timeout) throws IOException {
        var launch = launch();
        return launch.spawnGuarded(NAME, timeout, () -> Files.exists(ready()));
    }

    /**
     * Writes the broker's configuration, and says how to start it now.
     *
     * @param jvmFlags beside those that every broker gets
     * @throws StartException if a port is taken
     */
    public Launch launch(String... jvmFlags) throws IOException {
        Launch.checkFree(NAME, port);
        Launch.checkFree(NAME + " (controller)", controllerPort);
        Files.createDirectories(dataDirectory);
        Files.deleteIfExists(ready());
        var configuration = dataDirectory.resolve("broker.properties");
        var properties = new Properties();
        properties.putAll(properties(
                "127.0.0.1",
                port,
                controllerPort,
                dataDirectory.resolve("segments").toString(),
                overrides));
        // passwords may be among them
        OwnerFile.create(configuration);
        // through a stream, not a writer: Kafka's tools read the file as ISO 8859-1, and only so are other letters
        // escaped
        try (var out = Files.newOutputStream(configuration)) {
            properties.store(out, null);
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx256m"));
        command.addAll(List.of(jvmFlags));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                BrokerMain.class.getName(),
                configuration.toString(),
                ready().toString()));
        return new Launch(command, Map.of("MALLOC_ARENA_MAX", "2"), log);
    }

    /**
     * Returns when a started broker accepts clients: it has the port then, and no other process does.
     *
     * @throws StartException if the broker ended or was not ready within {@code timeout}; it has been killed then
     */
    public static void awaitReady(Path dataDirectory, RunningProcess process, Duration timeout) throws IOException {
        Launch.await(NAME, process, timeout, () -> Files.exists(dataDirectory.resolve(READY)));
    }

    private Path ready() {
        return dataDirectory.resolve(READY);
    }

    /**
     * The configuration of a broker that serves one machine.
     *
     * @param bindHost where it listens for clients, who always connect to 127.0.0.1
     * @param port where clients connect
     * @param controllerPort where it connects to itself, on 127.0.0.1
     * @param segments its folder for log segments
     * @param overrides settings that replace these
     */
    public static Map<String, String> properties(
            String bindHost, int port, int controllerPort, String segments, Map<String, String> overrides) {
        var controller = "127.0.0.1:" + controllerPort;
        var properties = new HashMap<>(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                // voters by configuration, not in the log: the controller's port may change between two starts
                Map.entry("controller.quorum.voters", "1@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://" + bindHost + ":" + port + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", segments),
                // a first producer must not create a topic with one partition that is deleted after seven days
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // a broker that restarts after kill -9 registers when its former session has timed out; 9 s by default
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "3"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("num.recovery.threads.per.data.dir", "1")));
        properties.putAll(overrides);
        return Map.copyOf(properties);
    }
}
