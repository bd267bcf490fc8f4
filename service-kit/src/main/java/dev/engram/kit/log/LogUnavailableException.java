package dev.engram.kit.log;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.UnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The log did not acknowledge. What it was given may still have reached it. */
public final class LogUnavailableException extends UnavailableException {
    private static final long serialVersionUID = 1L;
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Problem PROBLEM = Problem.of(503, "log-unavailable", "The log cannot be written now")
            .withDetail("Nothing is recorded for certain; send the whole request again, repeats do no harm");

    private final String reason;

    /** @param reason for the operator's log */
    public LogUnavailableException(String reason) {
        this(reason, null);
    }

    /** @param reason for the operator's log */
    public LogUnavailableException(String reason, @Nullable Throwable cause) {
        super(PROBLEM, RETRY, cause);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
