package dev.engram.kit.mongo;

import com.mongodb.client.MongoClient;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.Refusal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import org.jboss.logging.Logger;

/** Looks at MongoDB in the background from the start on: waits while it is away, ends the service where it is no replica set. */
@ApplicationScoped
public class ReplicaSetCheck {
    private static final Logger LOG = Logger.getLogger(ReplicaSetCheck.class);
    private static final long PAUSE_MILLIS = 500;

    private final MongoClient client;
    private final MongoConfig config;
    private final Readiness readiness;
    private volatile boolean verified;
    private volatile boolean stopped;

    ReplicaSetCheck(@Named("http") MongoClient client, MongoConfig config, Readiness readiness) {
        this.client = client;
        this.config = config;
        this.readiness = readiness;
    }

    void start(@Observes StartupEvent started) {
        if (config.neededForReadiness()) {
            readiness.require("mongodb", () -> verified && ReplicaSet.of(client) instanceof ReplicaSet.Member);
        }
        Thread.ofVirtual().name("replica-set-check").start(() -> {
            try {
                verify();
            } catch (IllegalStateException closed) {
                // the client was closed under a service that stops
                if (!stopped) {
                    throw closed;
                }
            }
        });
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void verify() {
        var said = "";
        while (!stopped) {
            String line;
            switch (ReplicaSet.of(client)) {
                case ReplicaSet.Member member -> {
                    LOG.infof("MongoDB verified replicaSet=%s", member.name());
                    verified = true;
                    return;
                }
                case ReplicaSet.Alone _ -> {
                    Refusal.toRun(ReplicaSet.MEND);
                    return;
                }
                case ReplicaSet.Uninitiated _ ->
                    line = "waiting for MongoDB: its replica set is not initiated; run rs.initiate()";
                case ReplicaSet.Unreachable away -> line = "waiting for MongoDB reason=" + away.reason();
            }
            // one line per change of state, not per turn
            if (!line.equals(said)) {
                LOG.info(line);
            }
            said = line;
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
