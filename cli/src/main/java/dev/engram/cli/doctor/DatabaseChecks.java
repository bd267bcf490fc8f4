package dev.engram.cli.doctor;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.local.MongodBinary;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.runtime.mongo.ReplicaSet;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoConnections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;

/** The program of mongod and, while it runs, the server: replica set, clock, indexes. */
final class DatabaseChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    private static final Pattern VERSION = Pattern.compile("db version v(\\S+)");
    private static final int OLDEST_MAJOR = 6;

    /** A start gives mongod the users and passwords of the files. */
    private static final String REMAKE = "./engram down, then ./engram up";

    private record Index(MongoCollection<Document> collection, String owner, Document keys) {}

    private DatabaseChecks() {}

    static List<Finding> all(LocalStack stack) {
        List<Finding> found = new ArrayList<>();
        if (!stack.process(StackPart.MONGOD).isAlive()) {
            found.add(program());
            found.add(Finding.skip("replica set", "mongod does not run"));
            found.add(Finding.skip("indexes", "mongod does not run"));
            return found;
        }
        String address = "mongodb://127.0.0.1:" + stack.ports().of(StackPart.MONGOD) + "/?directConnection=true";
        try (MongoClient client =
                MongoConnections.create(stack.operator().mongo(address), "engram-doctor", TIMEOUT, 2)) {
            Instant before = Instant.now();
            Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            found.add(version(client.getDatabase("admin")
                    .runCommand(new Document("buildInfo", 1))
                    .getString("version")));
            found.add(replicaSet(ReplicaSet.of(client, "admin"), hello));
            found.add(
                    clock("clock of mongod", before, hello.getDate("localTime").toInstant(), Instant.now()));
            found.addAll(indexes(client, Installation.at(stack.kafka(), address).databases()));
        } catch (IOException unreadable) {
            found.add(Finding.fail("credentials", String.valueOf(unreadable.getMessage()), REMAKE));
        } catch (MongoSecurityException refused) {
            found.add(Finding.fail("credentials", "mongod does not accept the user operator of this stack", REMAKE));
        } catch (MongoException e) {
            found.add(Finding.fail(
                    "mongod",
                    "it runs and does not answer: " + e.getMessage(),
                    "./engram logs mongod shows what it does"));
        }
        return found;
    }

    /** Which mongod would be started; nothing is downloaded. */
    private static Finding program() {
        try {
            Optional<Path> program = MongodBinary.installed();
            if (program.isEmpty()) {
                return Finding.ok("mongod", "none is installed; ./engram up downloads one where it can");
            }
            Process process = new ProcessBuilder(program.get().toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var version = VERSION.matcher(output);
            return version.find()
                    ? version(version.group(1))
                    : Finding.fail(
                            "mongod",
                            program.get() + " does not run: "
                                    + output.strip().lines().findFirst().orElse(""),
                            "install the library that it names, or set ENGRAM_MONGOD to another mongod");
        } catch (IOException e) {
            return Finding.fail("mongod", String.valueOf(e.getMessage()), "set ENGRAM_MONGOD to the path of a mongod");
        }
    }

    static Finding version(String version) {
        if (ReplicaSet.hasCriticalAdvisory(version)) {
            return Finding.fail(
                    "mongod",
                    "version %s has a critical fault (%s)".formatted(version, ReplicaSet.ADVISORY),
                    ReplicaSet.ADVISORY_REMEDY);
        }
        int major = Integer.parseInt("0" + version.replaceFirst("\\D.*", ""));
        return major < OLDEST_MAJOR
                ? Finding.fail("mongod", "version " + version + " is too old", "install MongoDB 6 or newer")
                : Finding.ok("mongod", "version " + version);
    }

    private static Finding replicaSet(ReplicaSet seen, Document hello) {
        return switch (seen) {
            case ReplicaSet.Member(var name) ->
                hello.getBoolean("isWritablePrimary", false)
                        ? Finding.ok("replica set", name + ", takes writes")
                        : Finding.warn(
                                "replica set",
                                name + " has no primary here now",
                                "wait some seconds; ./engram logs mongod shows why it is no primary");
            case ReplicaSet.Alone _ -> Finding.fail("replica set", "mongod is not a replica set", ReplicaSet.REMEDY);
            case ReplicaSet.Uninitiated _ ->
                Finding.fail("replica set", "it is not initiated", "./engram down, then ./engram up initiates it");
            case ReplicaSet.Refused(var reason) -> Finding.fail("credentials", reason, REMAKE);
            case ReplicaSet.Untrusted untrusted ->
                Finding.fail("replica set", untrusted.reason("127.0.0.1"), untrusted.remedy());
            case ReplicaSet.Unreachable(var reason) ->
                Finding.fail("replica set", "mongod does not answer: " + reason, "./engram logs mongod");
        };
    }

    /** A clock that was asked between two moments of this machine. */
    static Finding clock(String subject, Instant before, Instant asked, Instant after) {
        Duration apart = asked.isBefore(before)
                ? Duration.between(asked, before)
                : asked.isAfter(after) ? Duration.between(after, asked) : Duration.ZERO;
        return apart.compareTo(CLOCK_TOLERANCE) <= 0
                ? Finding.ok(subject, "as on this machine")
                : Finding.fail(
                        subject,
                        "%,d s apart from this machine: %s".formatted(apart.toSeconds(), asked),
                        "set both clocks, best by NTP");
    }

    private static List<Finding> indexes(MongoClient client, Installation.Databases databases) {
        List<Index> needed = new ArrayList<>();
        MongoDatabase cards = client.getDatabase(databases.cards());
        needed.add(
                new Index(cards.getCollection("decks"), "card-service", new Document("owner", 1).append("pathKey", 1)));
        needed.add(new Index(
                cards.getCollection("decks"), "card-service", new Document("visibility", 1).append("_id", 1)));
        needed.add(new Index(
                cards.getCollection("cards"), "card-service", new Document("deckId", 1).append("ordinal", 1)));
        needed.add(new Index(
                cards.getCollection("commits"),
                "card-service",
                new Document("relayed", 1).append("_id.deckId", 1).append("_id.version", 1)));
        needed.addAll(ofProjections(client.getDatabase(databases.review()), "review-service"));
        needed.addAll(ofProjections(client.getDatabase(databases.analytics()), "analytics-service"));
        List<Finding> missing = needed.stream()
                .filter(DatabaseChecks::isMissing)
                .map(index -> Finding.fail(
                        "indexes",
                        index.collection.getNamespace() + " has no index on " + index.keys.toJson(),
                        "%s makes it when it starts: ./engram down, then ./engram up".formatted(index.owner)))
                .toList();
        return missing.isEmpty()
                ? List.of(Finding.ok("indexes", "all %d are there".formatted(needed.size())))
                : missing;
    }

    private static List<Index> ofProjections(MongoDatabase database, String owner) {
        List<Index> needed = new ArrayList<>();
        for (Document pointer : GenerationCollections.pointers(database).find()) {
            var live = GenerationCollections.of(
                    database,
                    pointer.getString("_id"),
                    pointer.get("generation", Number.class).intValue());
            needed.add(new Index(live.documents(), owner, new Document("context", 1).append("epoch", 1)));
            needed.add(new Index(live.contexts(), owner, new Document("partition", 1)));
            needed.add(new Index(live.parked(), owner, new Document("partition", 1).append("offset", 1)));
        }
        return needed;
    }

    /** A collection that is not there yet gets its indexes with its first document. */
    private static boolean isMissing(Index needed) {
        List<Document> present = needed.collection.listIndexes().into(new ArrayList<>());
        return !present.isEmpty()
                && present.stream()
                        .noneMatch(index -> index.get("key", Document.class).keySet().stream()
                                .toList()
                                .equals(needed.keys.keySet().stream().toList()));
    }
}
