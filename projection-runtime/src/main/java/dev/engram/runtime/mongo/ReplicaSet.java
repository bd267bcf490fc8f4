package dev.engram.runtime.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.regex.Pattern;
import org.bson.Document;

/** What a look at a server of MongoDB found. */
public sealed interface ReplicaSet {
    /** Why a single server is refused, and what to do. */
    String REMEDY =
            "MongoDB is not a replica set: without one there are no transactions, and a batch could be counted twice or"
                    + " lost; remedy: start it as \"mongod --replSet rs0\" and run rs.initiate() once (one member is enough)";

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

    /** No answer. @param reason for the operator's log */
    record Unreachable(String reason) implements ReplicaSet {}

    /** Looks, within the client's time limit. */
    static ReplicaSet of(MongoClient client) {
        try {
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
        } catch (MongoException e) {
            return new Unreachable(e.getClass().getSimpleName());
        }
    }

    /** Whether SERVER-131805 concerns a server of this version: 8.3.0 to 8.3.12. */
    static boolean hasCriticalAdvisory(String version) {
        return Pattern.matches("8\\.3\\.(\\d|1[0-2])(\\D.*)?", version);
    }
}
