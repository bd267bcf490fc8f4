package dev.engram.kit.log;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.UnavailableException;
import java.time.Duration;

/** The log has lost records, or could lose them: nothing is appended before an operator has restored it. */
public final class LogDamagedException extends UnavailableException {
    private static final long serialVersionUID = 1L;
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Problem PROBLEM = Problem.of(503, "log-damaged", "The log is damaged and takes no events")
            .withDetail(
                    "Nothing is recorded until an operator has restored the log; keep the request and send it again later");

    private final String reason;

    /** @param reason for the operator's log */
    public LogDamagedException(String reason) {
        super(PROBLEM, RETRY, null);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
