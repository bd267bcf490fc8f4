package dev.engram.kit.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when everything that was required is so; shown at {@code /q/health/ready}. */
@Default
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {
    private final Map<String, BooleanSupplier> required = new ConcurrentHashMap<>();

    /** Requires {@code condition}; asked at every look, so it must answer at once or within a second. */
    public void require(String name, BooleanSupplier condition) {
        required.put(name, condition);
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
