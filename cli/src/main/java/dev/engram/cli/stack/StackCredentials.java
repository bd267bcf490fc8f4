package dev.engram.cli.stack;

import dev.engram.local.BrokerSecurity;
import dev.engram.local.OwnerFile;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.access.MongoUri;
import dev.engram.runtime.access.StoreCredentials;
import dev.engram.runtime.access.StoreUser;
import dev.engram.runtime.access.StoreUsers;
import dev.engram.runtime.store.MongoConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * The passwords of broker and mongod and of their users, in files that only their owner reads. Each is made once per home; one that
 * is deleted is made anew, and counts when broker and mongod are started again.
 *
 * @param folder of the files: {@code broker.key}, {@code mongod.key} and one {@code .properties} for each user
 */
record StackCredentials(Path folder) {
    private static final int PASSWORD_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Whether the stack was started by a version that has users. */
    boolean areMade() {
        return Files.exists(mongodKey());
    }

    /** Makes the files that are not there. */
    void make() throws IOException {
        for (StoreUser user : StoreUser.values()) {
            if (Files.notExists(file(user))) {
                OwnerFile.write(
                        file(user), settings("mongo", user) + (user.usesBroker() ? settings("kafka", user) : ""));
            }
        }
        makeKey(brokerKey());
        makeKey(mongodKey()); // last, see areMade
    }

    private static void makeKey(Path file) throws IOException {
        if (Files.notExists(file)) {
            OwnerFile.write(file, password() + "\n");
        }
    }

    private static String settings(String store, StoreUser user) {
        return "engram.%s.user=%s%nengram.%s.password=%s%n".formatted(store, user.label(), store, password());
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Settings of a user, for {@code quarkus.config.locations} and {@link StoreCredentials#read}. */
    Path file(StoreUser user) {
        return folder.resolve(user.label() + ".properties");
    }

    /** The key file of mongod. */
    Path mongodKey() {
        return folder.resolve("mongod.key");
    }

    private Path brokerKey() {
        return folder.resolve("broker.key");
    }

    /** Settings of the broker. */
    Map<String, String> ofBroker(StackPorts ports) throws IOException {
        return BrokerSecurity.settings(
                ports.of(StackPart.BROKER),
                ports.controller(),
                Files.readString(brokerKey()).strip(),
                Set.of(StoreUser.OPERATOR.label()));
    }

    /** The user with every right; nobody on a stack that was started by a version without users. */
    StoreCredentials operator() throws IOException {
        return areMade() ? StoreCredentials.read(file(StoreUser.OPERATOR)) : StoreCredentials.none();
    }

    /** Gives a broker that this stack has just started its users. */
    void makeUsersOfBroker(StackPorts ports) throws IOException, InterruptedException {
        var broker = KafkaAccess.plain(
                ports.kafkaBootstrap(),
                BrokerSecurity.BROKER,
                Files.readString(brokerKey()).strip());
        StoreUsers.makeInBroker(broker, all());
    }

    /** Gives a mongod that this stack has just started its users. */
    void makeUsersOfMongod(StackPorts ports) throws IOException {
        String uri = MongoUri.ofServer(ports.mongoUri(), Files.readString(mongodKey()));
        try (var client = MongoConnections.create(uri, "engram-users", TIMEOUT, 1)) {
            StoreUsers.makeInDatabase(client, all());
        }
    }

    private Map<StoreUser, StoreCredentials> all() throws IOException {
        Map<StoreUser, StoreCredentials> all = new HashMap<>();
        for (StoreUser user : StoreUser.values()) {
            all.put(user, StoreCredentials.read(file(user)));
        }
        return all;
    }
}
