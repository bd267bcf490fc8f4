package dev.engram.runtime.runner;

import dev.engram.projections.Derivation;

/** The broker did not answer a question about the topic, or does not know it; it may when asked again. */
public final class LogUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogUnreachableException(Throwable cause) {
        super(Derivation.reason(cause), cause);
    }
}
