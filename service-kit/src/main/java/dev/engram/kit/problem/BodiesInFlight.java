package dev.engram.kit.problem;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many bytes of bodies are being read and answered, against a cap: each request is small enough, but many at once
 * would end the process.
 */
@ApplicationScoped
public class BodiesInFlight {
    /** A body of many small values takes some thirty times its size, and other things need room too. */
    private static final int PART_OF_HEAP = 48;

    private final long cap;
    private final AtomicLong bytes = new AtomicLong();

    /** @param cap bytes; absent: a part of the heap */
    BodiesInFlight(@ConfigProperty(name = "engram.http.max-body-bytes-in-flight") Optional<MemorySize> cap) {
        this.cap = cap.map(MemorySize::asLongValue).orElse(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** Whether {@code more} may come in, to be followed by {@link #leave}; one body alone always may. */
    public boolean enter(long more) {
        var before = bytes.getAndAdd(more);
        if (before > 0 && before + more > cap) {
            bytes.addAndGet(-more);
            return false;
        }
        return true;
    }

    /** What came in has been answered. */
    public void leave(long fewer) {
        bytes.addAndGet(-fewer);
    }

    /** What a client is told who comes in between too many others. */
    public Problem problem() {
        return Problem.of(503, "overloaded", "Too much at once")
                .withDetail("Nothing is recorded; send the whole request again a little later");
    }
}
