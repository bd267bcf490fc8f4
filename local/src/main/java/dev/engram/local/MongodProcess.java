package dev.engram.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts a {@code mongod} as a replica set with one member. */
public final class MongodProcess {
    private static final String WHO = "mongod";

    private MongodProcess() {}

    /**
     * Starts a server and returns when it takes writes. An empty data directory becomes a replica set first.
     * The process ends with this JVM, even if that is killed while the process still starts.
     *
     * @throws StartFailed if the port is taken, or the server ended or was not ready within {@code patience}
     */
    public static RunningProcess startTethered(MongodSettings settings, Duration patience) throws IOException {
        var process = Tether.tie(ProcessStart.spawn(prepare(settings), settings.log()));
        awaitReady(settings, process, patience);
        return process;
    }

    /**
     * For a caller who starts the process himself: the command line to start it with, now.
     *
     * @throws StartFailed if the port is taken
     */
    public static List<String> prepare(MongodSettings settings) throws IOException {
        ProcessStart.checkFree(WHO, settings.port());
        Files.createDirectories(settings.dataDirectory());
        return command(settings);
    }

    /**
     * Returns when a started server takes writes. An empty data directory becomes a replica set first.
     *
     * @throws StartFailed if the server ended or was not ready within {@code patience}; it has been killed then
     */
    public static void awaitReady(MongodSettings settings, RunningProcess process, Duration patience)
            throws IOException {
        try (var member = new ReplicaSetMember(settings.port(), MongodSettings.REPLICA_SET)) {
            ProcessStart.await(WHO, process, patience, member::takesWrites);
        }
    }

    private static List<String> command(MongodSettings settings) {
        var command = new ArrayList<>(List.of(
                settings.binary().toAbsolutePath().toString(),
                "--dbpath",
                settings.dataDirectory().toAbsolutePath().toString(),
                "--bind_ip",
                "127.0.0.1"));
        command.addAll(MongodOptions.of(settings.port(), settings.cacheGigabytes(), settings.parameters()));
        return command;
    }
}
