package dev.engram.runtime.access;

import com.mongodb.MongoException;
import dev.engram.runtime.store.MongoConnections;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the broker and the database of a composed stack their users. Arguments: the broker, the connection string of the database,
 * and the folder of the keys, in which each user has a folder with a file of its name.
 */
public final class StoreUsersMain {
    // of the JDK: this runs without Quarkus, which sets up all other logging
    private static final System.Logger LOG = System.getLogger("users");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private StoreUsersMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var folder = Path.of(arguments[2]);
        try {
            Map<StoreUser, StoreCredentials> users = new HashMap<>();
            for (var user : StoreUser.values()) {
                users.put(
                        user,
                        StoreCredentials.read(folder.resolve(user.label()).resolve(user.label() + ".properties")));
            }
            var uri = MongoUri.ofServer(arguments[1], Files.readString(folder.resolve("mongod/mongod.key")));
            try (var client = MongoConnections.create(uri, "engram-users", TIMEOUT, 1)) {
                StoreUsers.makeInDatabase(client, users);
            }
            var key = Files.readString(folder.resolve("broker/broker.key")).strip();
            StoreUsers.makeInBroker(KafkaAccess.plain(arguments[0], "broker", key), users);
            LOG.log(Level.INFO, "broker and database have their users");
        } catch (IOException | MongoException failed) {
            LOG.log(Level.ERROR, "no users were made: " + failed.getMessage());
            System.exit(1);
        }
    }
}
