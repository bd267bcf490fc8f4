package dev.engram.kit.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something the service needs cannot be used now; the same request may succeed later. Answered with Retry-After. */
public class UnavailableException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem a problem of status 503 (or 429), without internals
     * @param retryAfter when to try again; rounded up to whole seconds, at least one
     * @param cause null where nothing failed underneath
     */
    public UnavailableException(Problem problem, Duration retryAfter, @Nullable Throwable cause) {
        // rounded up, at least one: with 0 a client would come back in a tight loop
        super(
                problem,
                Map.of(
                        HttpHeaders.RETRY_AFTER,
                        "" + Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds())),
                cause);
    }
}
