package dev.engram.kit.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoStalePrimaryException;
import com.mongodb.client.MongoClient;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.StartupCheck;
import dev.engram.kit.health.Unready;
import dev.engram.runtime.mongo.ReplicaSet;
import dev.engram.runtime.tls.MongoTls;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.time.Duration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at MongoDB in the background every second, from the start on, so that readiness is answered at once. Waits while it is
 * unavailable, ends the service where it is no replica set.
 */
@ApplicationScoped
public class ReplicaSetCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaSetCheck.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final MongoClient client;
    private final MongoConfig config;
    private final Readiness readiness;
    private final String hosts;
    private final boolean withTls;
    private volatile @Nullable Unready missing = new Unready("MongoDB has not been checked yet", null);
    private @Nullable Thread thread;

    ReplicaSetCheck(@Named("http") MongoClient client, MongoConfig config, Readiness readiness) {
        this.client = client;
        this.config = config;
        this.readiness = readiness;
        var tls = MongoTls.of(config.uri());
        this.hosts = String.join(",", tls.connection().getHosts());
        this.withTls = tls.files() != null;
    }

    void start(@Observes StartupEvent started) {
        if (config.neededForReadiness()) {
            readiness.require("mongodb", this::missing);
        } else {
            readiness.show("mongodb", this::missing);
        }
        thread = Thread.ofVirtual().name("check of MongoDB").start(this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Also between two looks: the driver notices at once that a server has closed its connections. */
    private @Nullable Unready missing() {
        var found = missing;
        return found == null && !client.getClusterDescription().hasWritableServer() ? noAnswer() : found;
    }

    private void run() {
        var verified = false;
        try {
            while (true) {
                var seen = ReplicaSet.of(client, config.database());
                if (Thread.interrupted()) {
                    return;
                }
                show(seen);
                if (seen instanceof ReplicaSet.Alone) {
                    StartupCheck.refuse(ReplicaSet.REMEDY);
                    return;
                }
                if (seen instanceof ReplicaSet.Member(var name) && !verified) {
                    verified = logVersion(name);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(ReplicaSet seen) {
        var before = missing;
        missing = missing(seen);
        if (missing == null && before != null) {
            LOG.atInfo().log("MongoDB is available");
        } else if (missing != null && !missing.equals(before)) {
            var about = seen instanceof ReplicaSet.Unreachable(var kind) ? kind : missing.reason();
            LOG.atWarn()
                    .addKeyValue("reason", about)
                    .addKeyValue("remedy", missing.remedy())
                    .log("MongoDB is not available");
        }
    }

    private @Nullable Unready missing(ReplicaSet seen) {
        return switch (seen) {
            case ReplicaSet.Member _ -> null;
            case ReplicaSet.Alone _ -> new Unready("MongoDB is not a replica set", ReplicaSet.REMEDY);
            case ReplicaSet.Uninitiated _ ->
                new Unready("the replica set of MongoDB is not initiated", "run rs.initiate() once");
            case ReplicaSet.Refused(var reason) ->
                new Unready(
                        "%s (MongoDB at %s, engram.mongo.user is %s)"
                                .formatted(reason, hosts, config.user().orElse("not set")),
                        ReplicaSet.ACCESS_REMEDY);
            case ReplicaSet.Untrusted untrusted -> new Unready(untrusted.reason(hosts), untrusted.remedy());
            case ReplicaSet.Unreachable _ -> noAnswer();
        };
    }

    private Unready noAnswer() {
        var limited = config.neededForReadiness() ? "" : "; the service goes on with what needs no database";
        // the driver takes no server whose replica set is older than the one that it has seen
        boolean replaced = client.getClusterDescription().getServerDescriptions().stream()
                .anyMatch(server -> server.getException() instanceof MongoStalePrimaryException);
        return replaced
                ? new Unready(
                        "MongoDB at %s was set up anew or holds older data than before%s".formatted(hosts, limited),
                        "restart this service; accounts and decks that are gone come from a backup only")
                : new Unready(
                        "MongoDB at %s does not answer%s".formatted(hosts, limited),
                        "start MongoDB, or look at its log; the service goes on by itself when it answers"
                                + (withTls
                                        ? "; where it wants a certificate of its clients, add tlsCertificateKeyFile=FILE to engram.mongo.uri"
                                        : "; where it wants TLS, add tls=true&tlsCAFile=FILE to engram.mongo.uri"));
    }

    private boolean logVersion(String replicaSet) {
        try {
            var version = client.getDatabase("admin")
                    .runCommand(new Document("buildInfo", 1))
                    .getString("version");
            LOG.atInfo()
                    .addKeyValue("replicaSet", replicaSet)
                    .addKeyValue("version", version)
                    .log("MongoDB verified");
            if (ReplicaSet.hasCriticalAdvisory(version)) {
                LOG.atWarn()
                        .addKeyValue("version", version)
                        .addKeyValue("advisory", ReplicaSet.ADVISORY)
                        .addKeyValue("remedy", ReplicaSet.ADVISORY_REMEDY)
                        .log("this MongoDB has a critical fault");
            }
            return true;
        } catch (MongoException unavailable) {
            return false;
        }
    }
}
