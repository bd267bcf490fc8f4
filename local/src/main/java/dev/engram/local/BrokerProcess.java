package dev.engram.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** Starts a Kafka broker, its own controller (KRaft), in a JVM of its own. */
public final class BrokerProcess {
    private static final String WHO = "Kafka broker";

    private BrokerProcess() {}

    /**
     * Starts a broker and returns when it takes clients. An empty data directory is formatted first.
     * The process ends with this JVM, even if that is killed while the process still starts.
     *
     * @throws StartFailed if a port is taken, or the broker ended or was not ready within {@code patience}
     */
    public static RunningProcess startTethered(BrokerSettings settings, Duration patience) throws IOException {
        var process = Tether.tie(ProcessStart.spawn(prepare(settings), settings.log()));
        awaitReady(settings, process, patience);
        return process;
    }

    /**
     * For a caller who starts the process himself: writes the broker's configuration and returns the command line to start
     * it with, now.
     *
     * @throws StartFailed if a port is taken
     */
    public static List<String> prepare(BrokerSettings settings) throws IOException {
        ProcessStart.checkFree(WHO, settings.port());
        ProcessStart.checkFree(WHO + " (controller)", settings.controllerPort());
        var data = data(settings);
        Files.createDirectories(data);
        Files.deleteIfExists(ready(settings));
        var configuration = data.resolve("broker.properties");
        write(configuration, settings, data.resolve("segments"));
        return command(settings, configuration, ready(settings));
    }

    /**
     * Returns when a started broker takes clients. An empty data directory has been formatted then.
     *
     * @throws StartFailed if the broker ended or was not ready within {@code patience}; it has been killed then
     */
    public static void awaitReady(BrokerSettings settings, RunningProcess process, Duration patience)
            throws IOException {
        var ready = ready(settings);
        ProcessStart.await(WHO, process, patience, () -> Files.exists(ready));
    }

    private static Path data(BrokerSettings settings) {
        return settings.dataDirectory().toAbsolutePath();
    }

    private static Path ready(BrokerSettings settings) {
        return data(settings).resolve("broker.ready");
    }

    private static List<String> command(BrokerSettings settings, Path configuration, Path ready) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                settings.classPath(),
                BrokerMain.class.getName(),
                configuration.toString(),
                ready.toString());
    }

    private static void write(Path configuration, BrokerSettings settings, Path segments) throws IOException {
        var properties = new Properties();
        properties.putAll(BrokerProperties.of(
                "127.0.0.1", settings.port(), settings.controllerPort(), segments.toString(), settings.overrides()));
        try (var out = Files.newBufferedWriter(configuration)) {
            properties.store(out, null);
        }
    }
}
