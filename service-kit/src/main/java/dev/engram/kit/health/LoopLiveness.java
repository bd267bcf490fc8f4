package dev.engram.kit.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive as long as every loop has turned within 30 seconds; shown at {@code /q/health/live}. */
@Default
@Liveness
@ApplicationScoped
public class LoopLiveness implements HealthCheck {
    /** A loop that has not turned for longer hangs: its poll waits for a second at most, a transaction for ten. */
    public static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    private final Map<String, Supplier<Duration>> loops = new ConcurrentHashMap<>();

    /** Watches a loop; {@code sinceLastTurn} says how long ago it last came round. */
    public void watch(String name, Supplier<Duration> sinceLastTurn) {
        loops.put(name, sinceLastTurn);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("loops");
        var alive = true;
        for (var entry : new TreeMap<>(loops).entrySet()) {
            var idle = entry.getValue().get();
            response.withData(entry.getKey() + " idleMillis", idle.toMillis());
            alive &= idle.compareTo(LONGEST_TURN) <= 0;
        }
        return response.status(alive).build();
    }
}
