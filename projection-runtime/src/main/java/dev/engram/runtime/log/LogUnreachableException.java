package dev.engram.runtime.log;

import dev.engram.projections.Derivation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The broker did not answer a question about the topic, or does not know it; it may when asked again. */
public final class LogUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause of the client of Kafka */
    public LogUnreachableException(Throwable cause) {
        super(Derivation.reason(cause), cause);
    }

    /** Whether the broker has answered that there is no such topic. */
    public boolean isTopicUnknown() {
        return getCause() instanceof UnknownTopicOrPartitionException;
    }
}
