package dev.engram.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code mongod} that is a replica set with one member. The same settings start it again on the same data.
 *
 * @param binary the server, see {@link MongodBinary}
 * @param dataDirectory where it keeps its data; created if absent
 * @param log where its output is appended
 * @param port where clients connect, on 127.0.0.1
 * @param parameters server parameters ({@code --setParameter name=value})
 * @param keyFile the password of the server itself; with it everybody else needs a user, without it nobody does
 */
public record LocalMongod(
        Path binary,
        Path dataDirectory,
        Path log,
        int port,
        Map<String, String> parameters,
        @Nullable Path keyFile) {
    /** Name of the replica set. */
    public static final String REPLICA_SET = "rs0";

    private static final String NAME = "mongod";

    public LocalMongod {
        parameters = Map.copyOf(parameters);
    }

    /** A server that asks for no user. */
    public LocalMongod(Path binary, Path dataDirectory, Path log, int port, Map<String, String> parameters) {
        this(binary, dataDirectory, log, port, parameters, null);
    }

    /** Connection string of a server on this port of 127.0.0.1, without a database. */
    public static String uri(int port) {
        return "mongodb://127.0.0.1:%d/?replicaSet=%s".formatted(port, REPLICA_SET);
    }

    /**
     * Starts the server and returns when it accepts writes. An empty data directory becomes a replica set first.
     * The process ends with this JVM, even if that is killed while the process still starts.
     *
     * @throws StartException if the port is taken, or the server ended or was not ready within {@code timeout}
     */
    public RunningProcess startGuarded(Duration timeout) throws IOException {
        try (var member = new ReplicaSetMember(port, REPLICA_SET, keyFile)) {
            return launch().spawnGuarded(NAME, timeout, member::takesWrites);
        }
    }

    /**
     * Says how to start the server now.
     *
     * @throws StartException if the port is taken
     */
    public Launch launch() throws IOException {
        Launch.checkFree(NAME, port);
        Files.createDirectories(dataDirectory);
        var command = new ArrayList<>(List.of(
                binary.toAbsolutePath().toString(),
                "--dbpath",
                dataDirectory.toAbsolutePath().toString(),
                "--bind_ip",
                "127.0.0.1"));
        command.addAll(options(port, parameters));
        if (keyFile != null) {
            // nor may a stranger make the first user, as one on this machine could before there is any
            command.addAll(List.of(
                    "--keyFile",
                    keyFile.toAbsolutePath().toString(),
                    "--setParameter",
                    "enableLocalhostAuthBypass=false"));
        }
        return new Launch(command, Map.of(), log);
    }

    /**
     * Returns when a started server accepts writes. An empty data directory becomes a replica set first.
     *
     * @param keyFile that it was started with
     * @throws StartException if the server ended or was not ready within {@code timeout}; it has been killed then
     */
    public static void awaitReady(int port, @Nullable Path keyFile, RunningProcess process, Duration timeout)
            throws IOException {
        try (var member = new ReplicaSetMember(port, REPLICA_SET, keyFile)) {
            Launch.await(NAME, process, timeout, member::takesWrites);
        }
    }

    /**
     * The command line options of such a server, apart from its data folder and the addresses that it listens on.
     *
     * @param port where clients connect
     * @param parameters server parameters ({@code --setParameter name=value})
     */
    public static List<String> options(int port, Map<String, String> parameters) {
        var options = new ArrayList<>(List.of(
                "--port",
                Integer.toString(port),
                "--nounixsocket",
                "--replSet",
                REPLICA_SET,
                "--oplogSize",
                "512", // MB; the default is 5 % of the free disk, at least 990 MB
                "--wiredTigerCacheSizeGB",
                "0.25",
                // a transaction is held in the cache until it commits: by default it is given up when what it changes
                // takes a
                // tenth of it, which a batch of a learner with a few full cards does
                "--wiredTigerEngineConfigString",
                "eviction_dirty_trigger=80,eviction_updates_trigger=60",
                // one machine needs none, and those of old versions give away memory of the server to anybody
                // (CVE-2025-14847)
                "--networkMessageCompressors",
                "disabled",
                "--quiet", // no line for each connection
                // slow operations are logged with their content: who learns what, and the text of cards
                "--slowOpSampleRate",
                "0",
                "--setParameter",
                "diagnosticDataCollectionEnabled=false"));
        parameters.forEach((name, value) -> options.addAll(List.of("--setParameter", name + "=" + value)));
        return List.copyOf(options);
    }
}
