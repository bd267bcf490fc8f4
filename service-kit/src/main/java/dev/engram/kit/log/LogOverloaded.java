package dev.engram.kit.log;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.Unavailable;
import java.time.Duration;

/** More bytes await acknowledgement than this instance may hold. Nothing was appended. */
public final class LogOverloaded extends Unavailable {
    private static final long serialVersionUID = 1L;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Problem PROBLEM = Problem.of(503, "overloaded", "Too much at once")
            .withDetail("Nothing is recorded; send the whole request again a little later");

    /** With nothing more to tell. */
    public LogOverloaded() {
        super(PROBLEM, RETRY);
    }
}
