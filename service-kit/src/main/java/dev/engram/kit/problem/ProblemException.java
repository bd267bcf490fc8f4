package dev.engram.kit.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem document. Thrown at the edge; expected outcomes inside the domain are values. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    /** Answers {@code problem} with no further headers. */
    public ProblemException(Problem problem) {
        this(problem, Map.of(), null);
    }

    /** Answers {@code problem} with these headers, e.g. {@code ETag}; without a cause it has no stack trace. */
    protected ProblemException(Problem problem, Map<String, String> headers, @Nullable Throwable cause) {
        super(
                problem.slug() + ": " + (problem.detail() == null ? problem.title() : problem.detail()),
                cause,
                cause != null,
                cause != null);
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
        return new ProblemException(problem, more, null);
    }
}
