package dev.engram.kit.problem;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Most bytes of a request body, {@code quarkus.http.limits.max-body-size}. */
@ApplicationScoped
public class BodyLimit {
    private final long bytes;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.bytes = limit.asLongValue();
    }

    /** The limit. */
    public long bytes() {
        return bytes;
    }

    /** Whether a {@code Content-Length} is beyond the limit, or no number. */
    public boolean refuses(String contentLength) {
        try {
            var announced = Long.parseLong(contentLength);
            return announced < 0 || announced > bytes;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** What a client with too much to say is told. */
    public Problem problem() {
        return HttpProblems.of(413)
                .withDetail("The body may have at most " + bytes + " bytes")
                .withField("body", "at most " + bytes + " bytes")
                .with("maxBytes", bytes);
    }
}
