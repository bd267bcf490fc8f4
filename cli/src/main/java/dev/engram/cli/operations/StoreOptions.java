package dev.engram.cli.operations;

import com.mongodb.client.MongoClient;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.command.StopOnSignal;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.runtime.access.StoreCredentials;
import dev.engram.runtime.store.MongoConnections;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select the broker and the database to work on: those of the local stack, or of a cluster. */
final class StoreOptions {
    /** A scan of a large collection is one operation of the driver. */
    private static final Duration LONGEST_OPERATION = Duration.ofHours(24);

    private static final int CONNECTIONS = 4;

    @Mixin
    final StackOptions stack = new StackOptions();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Brokers of a cluster; with --mongo-uri. Default: the local stack.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--mongo-uri",
            paramLabel = "URI",
            description =
                    "Replica set of a cluster, such as mongodb://db1,db2/?replicaSet=rs0; with --bootstrap-servers.")
    private @Nullable String mongoUri;

    @Mixin
    private final CredentialsOption credentials = new CredentialsOption();

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description =
                    "Copies of each partition of a topic that is created. Default: 1 on the local stack; needed on a"
                            + " cluster where a topic may have to be created.")
    private @Nullable Short replicationFactor;

    /** Copies of a topic that is created. @throws IllegalArgumentException on a cluster if it was not given */
    short replicationFactor() {
        if (replicationFactor == null && isCluster()) {
            throw new IllegalArgumentException(
                    "--replication-factor is needed with --bootstrap-servers: copies of a topic that has to be created, 3 on a cluster");
        }
        return replicationFactor == null ? 1 : replicationFactor;
    }

    /** Whether a cluster is named, whose processes are the operator's. */
    boolean isCluster() {
        if ((bootstrapServers == null) != (mongoUri == null)) {
            throw new IllegalArgumentException(
                    "--bootstrap-servers and --mongo-uri belong together: give both or none");
        }
        return bootstrapServers != null;
    }

    /** The cluster that is named, or the local stack, whose broker and mongod are started until the end of this command. */
    Installation installation() throws IOException, InterruptedException {
        if (isCluster()) {
            return cluster();
        }
        LocalStack local = stack.stack();
        if (Files.notExists(local.home().resolve("data"))) {
            throw new IOException("there is no stack in " + local.home() + "; --home names another folder");
        }
        startStores(local, stack.out());
        return installation(local);
    }

    Installation cluster() throws IOException {
        StoreCredentials user = credentials.read();
        return Installation.at(
                user.kafka(Objects.requireNonNull(bootstrapServers, "given")),
                user.mongo(Objects.requireNonNull(mongoUri, "given")));
    }

    /** Whether this is the local stack and none of its services runs. */
    boolean areServicesDown() {
        return !isCluster() && Collections.disjoint(stack.stack().alive(), StackPart.SERVICES);
    }

    static Installation installation(LocalStack local) throws IOException {
        return Installation.at(local.kafka(), local.mongoUri());
    }

    /** Starts broker and mongod if they do not run. @return stops them at the end of this command, unless disarmed */
    static StopOnSignal startStores(LocalStack local, PrintWriter out) throws IOException, InterruptedException {
        StopOnSignal onSignal = StopOnSignal.arm(local, out);
        if (!local.alive().containsAll(StackPart.STORES)) {
            ShownProgress progress = new ShownProgress(out);
            try {
                local.startStores(progress);
            } finally {
                progress.clear();
            }
        }
        return onSignal;
    }

    static MongoClient client(Installation installation) {
        return MongoConnections.create(installation.mongoUri(), "engram-maintenance", LONGEST_OPERATION, CONNECTIONS);
    }

    /** Shows lines of progress on a line that changes. */
    static Consumer<String> changing(ShownProgress progress) {
        long start = System.nanoTime();
        return line -> progress.changing("  … " + line, Duration.ofNanos(System.nanoTime() - start));
    }
}
