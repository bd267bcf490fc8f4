package dev.engram.local;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Makes a server on this machine the only member of a replica set. The process may belong to another JVM. */
public final class ReplicaSetMember implements AutoCloseable {
    private static final int NOT_YET_INITIALIZED = 94;
    private static final int NOT_A_MEMBER = 93;

    private final MongoClient client;
    private final String name;
    private final String host;

    /** A server that asks for no user. @param port as below */
    public ReplicaSetMember(int port, String name) {
        this(port, name, MongoClientSettings.builder());
    }

    /**
     * @param port of 127.0.0.1, both for this JVM and, as the member's address, for the server itself
     * @param keyFile of the server; who has its content is taken for the server itself, which may do everything
     * @throws IOException if the key cannot be read
     */
    ReplicaSetMember(int port, String name, @Nullable Path keyFile) throws IOException {
        this(port, name, withKey(keyFile));
    }

    private static MongoClientSettings.Builder withKey(@Nullable Path keyFile) throws IOException {
        var settings = MongoClientSettings.builder();
        return keyFile == null
                ? settings
                : settings.credential(MongoCredential.createScramSha256Credential(
                        "__system", "local", Files.readString(keyFile).strip().toCharArray()));
    }

    private ReplicaSetMember(int port, String name, MongoClientSettings.Builder settings) {
        this.name = name;
        this.host = "127.0.0.1:" + port;
        this.client = MongoClients.create(
                settings.applyConnectionString(new ConnectionString("mongodb://" + host + "/?directConnection=true"))
                        .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(500, TimeUnit.MILLISECONDS))
                        .applyToServerSettings(server -> server.heartbeatFrequency(100, TimeUnit.MILLISECONDS)
                                .minHeartbeatFrequency(50, TimeUnit.MILLISECONDS))
                        .build());
    }

    /** Whether it accepts writes; if not, creates the set or gives it its new address where that is missing. */
    public boolean takesWrites() {
        try {
            if (run("hello", 1).getBoolean("isWritablePrimary", false)) {
                return true;
            }
            run("replSetGetStatus", 1);
            return false;
        } catch (MongoCommandException e) {
            configure(e);
            return false;
        } catch (MongoException notReachable) {
            return false;
        }
    }

    private void configure(MongoCommandException cause) {
        try {
            if (cause.getErrorCode() == NOT_YET_INITIALIZED) {
                run("replSetInitiate", initialConfiguration());
            } else if (cause.getErrorCode() == NOT_A_MEMBER) {
                // the same data under another port: the set still has the old address
                client.getDatabase("admin")
                        .runCommand(new Document("replSetReconfig", movedHere()).append("force", true));
            }
        } catch (MongoException retriedLater) {
            // repeated by the next probe; a lasting failure is reported with the server's log
        }
    }

    private Document initialConfiguration() {
        return new Document("_id", name).append("members", List.of(new Document("_id", 0).append("host", host)));
    }

    private Document movedHere() {
        var stored = client.getDatabase("local")
                .getCollection("system.replset")
                .find()
                .first();
        if (stored == null) {
            return initialConfiguration();
        }
        var moved = new Document(stored);
        moved.put("version", stored.getInteger("version", 1) + 1);
        moved.put("members", List.of(new Document("_id", 0).append("host", host)));
        return moved;
    }

    private Document run(String command, Object argument) {
        return client.getDatabase("admin").runCommand(new Document(command, argument));
    }

    @Override
    public void close() {
        client.close();
    }
}
