package dev.engram.kit.problem;

import java.time.Duration;

/** Something the service stands on cannot be used now; the same request may succeed later. Answered as 503 with Retry-After. */
public abstract class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Duration retryAfter;

    /**
     * @param problem a problem of status 503 (or 429), without internals
     * @param retryAfter when to try again; rounded up to whole seconds, at least one
     */
    protected UnavailableException(Problem problem, Duration retryAfter, Throwable cause) {
        super(problem.detail() == null ? problem.title() : problem.detail(), cause);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** As above where nothing failed underneath. */
    protected UnavailableException(Problem problem, Duration retryAfter) {
        super(problem.detail() == null ? problem.title() : problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** The document to answer. */
    public Problem problem() {
        return problem;
    }

    /** When to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
