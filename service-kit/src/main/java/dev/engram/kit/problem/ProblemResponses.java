package dev.engram.kit.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;

/** Problems as JAX-RS responses. */
final class ProblemResponses {
    private ProblemResponses() {}

    static Response of(Problem problem) {
        return of(problem, Map.of());
    }

    static Response of(Problem problem, Map<String, String> headers) {
        var response = Response.status(problem.status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem)
                .type(Problem.MEDIA_TYPE);
        headers.forEach(response::header);
        return response.build();
    }

    static Response later(Problem problem, Duration retryAfter) {
        return of(problem, Map.of(HttpHeaders.RETRY_AFTER, retryAfterSeconds(retryAfter)));
    }

    /** Whole seconds, rounded up, at least one: a client told 0 would come back in a tight loop. */
    static String retryAfterSeconds(Duration retryAfter) {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }
}
