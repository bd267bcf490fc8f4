package dev.engram.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.mongodb.MongoException;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where whatever ends a request becomes a problem document. */
@ApplicationScoped
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(2);

    @ServerExceptionMapper
    public Response problem(ProblemException end) {
        return ProblemResponses.of(end.problem(), end.headers());
    }

    @ServerExceptionMapper
    public Response unavailable(Unavailable away) {
        LOG.warnf("unavailable reason=%s", away.problem().slug());
        LOG.debug("unavailable", away);
        return ProblemResponses.later(away.problem(), away.retryAfter());
    }

    @ServerExceptionMapper
    public Response notReady(ProjectionNotReadyException building) {
        var problem = Problem.of(503, "projection-not-ready", "The answer is still being computed")
                .withDetail("The service is reading its log; try again")
                .with("projection", building.projection());
        return ProblemResponses.later(problem, STORE_RETRY);
    }

    @ServerExceptionMapper
    public Response store(MongoException failure) {
        if (!StoreProblems.isUnavailable(failure)) {
            return unexpected(failure);
        }
        LOG.warnf("store unavailable reason=%s", failure.getClass().getSimpleName());
        return ProblemResponses.later(StoreProblems.STORE_UNAVAILABLE, STORE_RETRY);
    }

    /** Quarkus brings a mapper of its own for these, which the one below would not replace. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException failure) {
        return json(failure);
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException failure) {
        var problem = JsonProblems.of(failure);
        return problem == null ? unexpected(failure) : ProblemResponses.of(problem);
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException end) {
        if (end.getCause() instanceof JsonProcessingException failure) {
            return json(failure);
        }
        var response = end.getResponse();
        if (response.getStatus() < 400 || response.hasEntity()) {
            return response;
        }
        if (response.getStatus() == 500) {
            return unexpected(end);
        }
        var answer = ProblemResponses.of(HttpProblems.of(response.getStatus()));
        var allow = response.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    /** Nothing of the failure is told but a number, under which the log has all of it. */
    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        var instance = "urn:uuid:" + UUID.randomUUID();
        LOG.errorf(failure, "request failed instance=%s", instance);
        return ProblemResponses.of(
                HttpProblems.of(500)
                        .withDetail(
                                "Something went wrong on our side; the operator finds it in the log by the instance")
                        .with("instance", instance),
                Map.of());
    }
}
