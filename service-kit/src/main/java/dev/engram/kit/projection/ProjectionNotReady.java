package dev.engram.kit.projection;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.UnavailableException;
import java.time.Duration;

/** The projection has no live generation yet: it was never started against this database. */
public final class ProjectionNotReady extends UnavailableException {

    private static final long serialVersionUID = 1L;

    public ProjectionNotReady(String projection) {
        super(
                Problem.of(503, "projection-not-ready", "The read model is not there yet")
                        .withDetail("Projection " + projection + " has not been started yet; try again"),
                Duration.ofSeconds(2));
    }
}
