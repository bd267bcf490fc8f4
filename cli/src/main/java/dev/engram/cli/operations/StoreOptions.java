package dev.engram.cli.operations;

import com.mongodb.client.MongoClient;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.runtime.store.MongoConnections;
import java.io.IOException;
import java.time.Duration;
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

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "1",
            description = "Copies of each partition of a topic that is created. Default: ${DEFAULT-VALUE}.")
    short replicationFactor;

    /** Whether a cluster is named, whose processes are the operator's. */
    boolean isCluster() {
        if ((bootstrapServers == null) != (mongoUri == null)) {
            throw new IllegalArgumentException(
                    "--bootstrap-servers and --mongo-uri belong together: give both or none");
        }
        return bootstrapServers != null;
    }

    /** The cluster that is named, or the local stack, whose broker and mongod must run. */
    Installation installation(LocalStack local) throws IOException {
        if (isCluster() && bootstrapServers != null && mongoUri != null) {
            return Installation.at(bootstrapServers, mongoUri);
        }
        for (StackPart store : StackPart.STORES) {
            if (!local.alive().contains(store)) {
                throw new IOException(store + " does not run; start the stack with ./engram up --detach");
            }
        }
        return Installation.at(local.ports().kafkaBootstrap(), local.ports().mongoUri());
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
