package dev.engram.kit.health;

import dev.engram.kit.retry.BackgroundRetry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/** Ready when everything that was required is so; shown at {@code /q/health/ready}. */
@Default
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {
    private final Map<String, BooleanSupplier> required = new ConcurrentHashMap<>();
    private final List<BackgroundRetry> retries = new CopyOnWriteArrayList<>();

    /** Requires {@code condition}; asked at every look, so it must answer at once or within a second. */
    public void require(String name, BooleanSupplier condition) {
        required.put(name, condition);
    }

    /** Repeats {@code attempt} as {@link BackgroundRetry#start} says until it succeeds or the service stops. */
    public void retry(String task, Supplier<@Nullable String> attempt) {
        retries.add(BackgroundRetry.start(task, attempt));
    }

    void stop(@Observes ShutdownEvent stopping) {
        retries.forEach(BackgroundRetry::close);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("engram");
        var ready = true;
        for (var entry : new TreeMap<>(required).entrySet()) {
            var fine = entry.getValue().getAsBoolean();
            response.withData(entry.getKey(), fine);
            ready &= fine;
        }
        return response.status(ready).build();
    }
}
