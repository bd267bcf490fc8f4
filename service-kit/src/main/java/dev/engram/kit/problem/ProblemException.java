package dev.engram.kit.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request with a problem document. Thrown at the edge; expected outcomes inside the domain are values. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    /** Answers {@code problem} with no further headers. */
    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /** Answers {@code problem} with these headers, e.g. {@code ETag} or {@code Retry-After}. */
    public ProblemException(Problem problem, Map<String, String> headers) {
        // An answer to a client, not a fault: no stack trace to fill in.
        super(
                problem.slug() + ": " + (problem.detail() == null ? problem.title() : problem.detail()),
                null,
                false,
                false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /** The document to answer. */
    public Problem problem() {
        return problem;
    }

    /** Headers to answer beside it. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The same answer with one more header. */
    public ProblemException withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ProblemException(problem, more);
    }
}
