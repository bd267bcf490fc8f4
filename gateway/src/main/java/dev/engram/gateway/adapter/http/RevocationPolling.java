package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.mongo.MongoSessionStore;
import dev.engram.gateway.application.session.Revocations;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.Unready;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads every few seconds what other instances revoked. */
@ApplicationScoped
class RevocationPolling {
    private final Vertx vertx;
    private final Revocations revocations;
    private final MongoSessionStore store;
    private final Readiness readiness;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile boolean current;

    RevocationPolling(Vertx vertx, Revocations revocations, MongoSessionStore store, Readiness readiness) {
        this.vertx = vertx;
        this.revocations = revocations;
        this.store = store;
        this.readiness = readiness;
    }

    void start(@Observes StartupEvent started) {
        readiness.show(
                "revocations",
                () -> current
                        ? null
                        : new Unready(
                                "the list of ended sessions is that of before, or empty",
                                "start MongoDB, which keeps it"));
        readiness.retry("indexes of sessions", () -> {
            store.createIndexes();
            return null;
        });
        read();
        vertx.setPeriodic(Revocations.POLL.toMillis(), _ -> read());
    }

    private void read() {
        if (reading.compareAndSet(false, true)) {
            vertx.executeBlocking(
                            () -> {
                                revocations.read();
                                return true;
                            },
                            false)
                    .onComplete(result -> {
                        current = result.succeeded();
                        reading.set(false);
                    });
        }
    }
}
