package dev.engram.runtime.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import dev.engram.runtime.tls.TlsFailure;
import java.util.regex.Pattern;
import org.bson.Document;

/** What a look at a server of MongoDB found. */
public sealed interface ReplicaSet {
    /** Why a single server is refused, and what to do. */
    String REMEDY =
            "MongoDB is not a replica set: without one there are no transactions, and a batch could be counted twice or"
                    + " lost; remedy: start it as \"mongod --replSet rs0\" and run rs.initiate() once (one member is enough)";

    /** What to do where it does not accept a service. */
    String ACCESS_REMEDY =
            "set engram.mongo.user and engram.mongo.password to a user of MongoDB with role readWrite on the"
                    + " database of the service; the local stack: ./engram down, then ./engram up";

    /** Of MongoDB: the user lacks the right, or there is none. */
    int UNAUTHORIZED = 13;

    /** Number of the advisory that {@link #hasCriticalAdvisory} knows. */
    String ADVISORY = "SERVER-131805";

    /** What to do about it. */
    String ADVISORY_REMEDY = "upgrade to 8.3.13 or newer";

    /** A member of a replica set. */
    record Member(String name) implements ReplicaSet {}

    /** A server of its own. */
    record Alone() implements ReplicaSet {}

    /** A member of a replica set that is not initiated yet. */
    record Uninitiated() implements ReplicaSet {}

    /** It does not accept the user of the connection, or asks for one. @param reason a sentence without the words of the driver */
    record Refused(String reason) implements ReplicaSet {}

    /** One of the two does not trust the other. */
    record Untrusted(TlsFailure failure) implements ReplicaSet {
        /** A sentence. @param hosts where it was looked for */
        public String reason(String hosts) {
            return "MongoDB at %s cannot be used with TLS: %s".formatted(hosts, failure.reason());
        }

        /** What to do, with the settings. */
        public String remedy() {
            return failure.remedy()
                    + " (tls=true, tlsCAFile and tlsCertificateKeyFile in the connection string, engram.mongo.uri)";
        }
    }

    /** No answer. @param reason for the operator's log */
    record Unreachable(String reason) implements ReplicaSet {}

    /**
     * Looks, within the client's time limit.
     *
     * @param database that the user of the connection must be able to read
     */
    static ReplicaSet of(MongoClient client, String database) {
        try {
            var seen = ofHello(client);
            if (seen instanceof Member) {
                client.getDatabase(database).runCommand(new Document("find", "none").append("limit", 1));
            }
            return seen;
        } catch (MongoSecurityException refused) {
            return new Refused("MongoDB does not accept the user and its password");
        } catch (MongoCommandException failed) {
            return failed.getErrorCode() == UNAUTHORIZED
                    ? new Refused("no user was given, or it may not read database " + database)
                    : new Unreachable(failed.getClass().getSimpleName());
        } catch (MongoException e) {
            var kind = e.getClass().getSimpleName();
            return client.getClusterDescription().getServerDescriptions().stream()
                    .flatMap(server -> TlsFailure.of(server.getException()).stream())
                    .findFirst()
                    .<ReplicaSet>map(Untrusted::new)
                    .orElseGet(() -> new Unreachable(kind));
        }
    }

    private static ReplicaSet ofHello(MongoClient client) {
        var hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
        // a router of a sharded cluster has no set of its own, but has transactions
        if ("isdbgrid".equals(hello.getString("msg"))) {
            return new Member("sharded cluster");
        }
        var name = hello.getString("setName");
        if (name != null) {
            return new Member(name);
        }
        return hello.getBoolean("isreplicaset", false) ? new Uninitiated() : new Alone();
    }

    /** Whether SERVER-131805 concerns a server of this version: 8.3.0 to 8.3.12. */
    static boolean hasCriticalAdvisory(String version) {
        return Pattern.matches("8\\.3\\.(\\d|1[0-2])(\\D.*)?", version);
    }
}
