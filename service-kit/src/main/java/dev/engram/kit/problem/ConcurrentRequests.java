package dev.engram.kit.problem;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the requests that are under way at a time, from their headers until their answer is sent: each has a virtual thread,
 * and what it has read. Health and metrics are answered all the same. {@code engram.http.requests.running} counts them, and
 * {@code engram.http.requests.refused} those that were refused.
 */
@ApplicationScoped
public class ConcurrentRequests {
    private static final String UNLIMITED = "/q/";
    private static final String KEY = ConcurrentRequests.class.getName();

    private final int most;
    private final AtomicInteger running = new AtomicInteger();
    private final MeterRegistry meters;

    /** How many requests a process serves. */
    @ConfigMapping(prefix = "engram.requests")
    public interface RequestsConfig {
        /** Requests that are under way at a time; beyond that 503. More takes more heap under load. */
        @WithDefault("128")
        int atATime();
    }

    ConcurrentRequests(RequestsConfig config, MeterRegistry meters) {
        this.most = config.atATime();
        this.meters = meters;
        Gauge.builder("engram.http.requests.running", running, AtomicInteger::get)
                .register(meters);
    }

    void routes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::admit);
    }

    /** Takes a request out of the count before it ends: one that is bounded by other means, such as a stream. */
    public static void exempt(RoutingContext context) {
        Runnable leave = context.get(KEY);
        if (leave != null) {
            leave.run();
        }
    }

    private void admit(RoutingContext context) {
        if (context.normalizedPath().startsWith(UNLIMITED)) {
            context.next();
            return;
        }
        if (running.incrementAndGet() <= most) {
            var counts = new AtomicBoolean(true);
            Runnable leave = () -> {
                if (counts.getAndSet(false)) {
                    running.decrementAndGet();
                }
            };
            context.put(KEY, leave);
            ExchangeEnd.then(context, leave);
            context.next();
        } else {
            running.decrementAndGet();
            meters.counter("engram.http.requests.refused", "reason", "requests").increment();
            ProblemResponses.send(context, Problem.overloaded(), Map.of("Retry-After", "1"));
        }
    }
}
