package dev.engram.kit.log;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** What a failed send means. */
enum AppendFailure {
    /** This event can never be appended. */
    EVENT,
    /** The broker is away or cannot acknowledge now; the producer goes on by itself. */
    BROKER,
    /** The producer is of no use any more: fenced, out of sequence, closed. */
    PRODUCER;

    static AppendFailure kind(Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException _, RecordBatchTooLargeException _ -> EVENT;
            case RetriableException _, AuthorizationException _ -> BROKER;
            default -> PRODUCER;
        };
    }

    static ProblemException tooLarge(Throwable cause) {
        var problem = Problem.of(413, "event-too-large", "An event is larger than the log takes");
        var end = new ProblemException(problem);
        end.addSuppressed(cause);
        return end;
    }
}
