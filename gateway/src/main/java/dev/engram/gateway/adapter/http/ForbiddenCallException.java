package dev.engram.gateway.adapter.http;

import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;

/** A good credential does not cover the call: 403. Whose it is goes into the audit trail. */
final class ForbiddenCallException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final transient AuthenticatedCaller caller;

    ForbiddenCallException(Problem problem, AuthenticatedCaller caller) {
        super(problem);
        this.caller = caller;
    }

    AuthenticatedCaller caller() {
        return caller;
    }
}
