package dev.engram.kit.log;

import dev.engram.kit.problem.HttpProblems;
import dev.engram.kit.problem.UnavailableException;
import java.time.Duration;

/** More bytes await acknowledgement than this instance may hold. Nothing was appended. */
public final class LogOverloadedException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    public LogOverloadedException() {
        super(HttpProblems.overloaded(), Duration.ofSeconds(1));
    }
}
