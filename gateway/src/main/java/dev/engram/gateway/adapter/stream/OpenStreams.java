package dev.engram.gateway.adapter.stream;

import dev.engram.gateway.application.session.Revocations;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.kit.problem.ExchangeEnd;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of this process. One whose session or token is revoked is cut off within {@link #POLL_MILLIS}, or, where another
 * instance revoked it, when this one has read that. All of them end with the token that the service was asked with, after five
 * minutes at most.
 */
@Singleton
public class OpenStreams {
    private static final long POLL_MILLIS = 1_000;

    private final Vertx vertx;
    private final Revocations revocations;
    private final Map<RoutingContext, AuthenticatedCaller> open = new ConcurrentHashMap<>();

    OpenStreams(Vertx vertx, Revocations revocations) {
        this.vertx = vertx;
        this.revocations = revocations;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(POLL_MILLIS, _ -> cutOffRevoked());
    }

    /** Looks after a stream until it ends. To be called on its event loop. */
    public void watch(RoutingContext stream, AuthenticatedCaller caller) {
        open.put(stream, caller);
        ExchangeEnd.then(stream, () -> open.remove(stream));
    }

    private void cutOffRevoked() {
        open.keySet().removeIf(stream -> stream.response().closed());
        open.forEach((stream, caller) -> {
            if (revocations.includes(caller)) {
                stream.request().connection().close();
            }
        });
    }
}
