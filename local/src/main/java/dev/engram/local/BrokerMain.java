package dev.engram.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * What a broker's JVM runs: formats the storage if that has not been done, starts the broker, and then creates a file.
 * Arguments: the broker's configuration, the file to create when the broker accepts clients.
 */
public final class BrokerMain {
    // a field, since java.util.logging keeps loggers by weak references, and a collected one loses its level
    private static final Logger ROOT = Logger.getLogger("");

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        logWarnings();
        var configuration = Path.of(arguments[0]);
        var properties = new Properties();
        try (var in = Files.newInputStream(configuration)) {
            properties.load(in);
        }
        format(Path.of(properties.getProperty("log.dirs")), configuration);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            // Kafka's threads are not daemons and would keep a broker running that serves nothing
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        Files.writeString(
                Path.of(arguments[1]), Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    private static void format(Path segments, Path configuration) {
        if (Files.exists(segments.resolve("meta.properties"))) {
            return;
        }
        var command = List.of(
                "format", "-t", Uuid.randomUuid().toString(), "-c", configuration.toString(), "--ignore-formatted");
        int status = StorageTool.execute(command.toArray(String[]::new), System.out);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static void logWarnings() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
        ROOT.setLevel(Level.WARNING);
        for (var handler : ROOT.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setLevel(Level.WARNING);
            }
        }
    }
}
