package dev.engram.review.adapter.http.erasure;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemMappers;
import dev.engram.review.application.ErasedLearnerException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The 410 problem for events of a learner who was erased; they are counted. */
@ApplicationScoped
public class ErasedLearnerMapper {
    private final MeterRegistry meters;

    ErasedLearnerMapper(MeterRegistry meters) {
        this.meters = meters;
    }

    @ServerExceptionMapper
    public Response erased(ErasedLearnerException refused) {
        meters.counter("engram.erased.refused").increment();
        return ProblemMappers.response(Problem.of(410, "learner-erased", "This learner was erased")
                .withDetail("The account of this token was erased; nothing is recorded for it any more.")
                .exception());
    }
}
