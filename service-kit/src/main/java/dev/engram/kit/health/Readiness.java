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
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/**
 * Ready when nothing that was required is missing; shown at {@code /q/health/ready}. Each name is there with true or false; what is
 * missing also with {@code NAME.reason} and, where there is something to do, {@code NAME.remedy}.
 */
@Default
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {
    private final Map<String, Need> needs = new ConcurrentHashMap<>();
    private final List<BackgroundRetry> retries = new CopyOnWriteArrayList<>();

    private record Need(boolean forReadiness, Supplier<@Nullable Unready> missing) {}

    /**
     * Requires something for readiness.
     *
     * @param missing what is missing, null if nothing is; asked at every request, so it answers at once, without any I/O
     */
    public void require(String name, Supplier<@Nullable Unready> missing) {
        needs.put(name, new Need(true, missing));
    }

    /** Shows what is missing as {@link #require} does, and stays ready: without it the service still does a part of its work. */
    public void show(String name, Supplier<@Nullable Unready> missing) {
        needs.put(name, new Need(false, missing));
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
        for (var entry : new TreeMap<>(needs).entrySet()) {
            var name = entry.getKey();
            var missing = entry.getValue().missing().get();
            response.withData(name, missing == null);
            if (missing != null) {
                ready &= !entry.getValue().forReadiness();
                response.withData(name + ".reason", missing.reason());
                if (missing.remedy() != null) {
                    response.withData(name + ".remedy", missing.remedy());
                }
            }
        }
        return response.status(ready).build();
    }
}
