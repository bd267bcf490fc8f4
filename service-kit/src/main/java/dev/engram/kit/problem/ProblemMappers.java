package dev.engram.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where everything that ends a request becomes a problem document. */
@ApplicationScoped
public class ProblemMappers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(2);
    private static final Problem STORE_UNAVAILABLE = Problem.of(
                    503, "store-unavailable", "The database cannot be used now")
            .withDetail("The database did not answer in time; try again");

    @ServerExceptionMapper
    public Response problem(ProblemException end) {
        return response(end.problem(), end.headers());
    }

    @ServerExceptionMapper
    public Response unavailable(UnavailableException away) {
        return later(away.problem(), away.retryAfter(), away);
    }

    @ServerExceptionMapper
    public Response notReady(ProjectionNotReadyException building) {
        var problem = Problem.of(503, "projection-not-ready", "The answer is still being computed")
                .withDetail("The service is reading its log; try again")
                .with("projection", building.projection());
        return later(problem, STORE_RETRY, building);
    }

    @ServerExceptionMapper
    public Response store(MongoException failure) {
        return isUnavailable(failure) ? later(STORE_UNAVAILABLE, STORE_RETRY, failure) : unexpected(failure);
    }

    /** Quarkus brings a mapper of its own for these, which the one below would not replace. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException failure) {
        return json(failure);
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException failure) {
        var problem = JsonProblems.of(failure);
        return problem == null ? unexpected(failure) : response(problem, Map.of());
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
        var allow = response.getHeaderString(HttpHeaders.ALLOW);
        return response(
                HttpProblems.of(response.getStatus()), allow == null ? Map.of() : Map.of(HttpHeaders.ALLOW, allow));
    }

    /** Answers nothing of the failure but a number, under which the log has all of it. */
    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        var instance = "urn:uuid:" + UUID.randomUUID();
        LOG.atError().addKeyValue("instance", instance).setCause(failure).log("request failed");
        return response(
                HttpProblems.of(500)
                        .withDetail(
                                "Something went wrong on our side; the operator finds it in the log by the instance")
                        .with("instance", instance),
                Map.of());
    }

    private static Response later(Problem problem, Duration retryAfter, RuntimeException failure) {
        LOG.atWarn()
                .addKeyValue("reason", problem.slug())
                .setCause(LOG.isDebugEnabled() ? failure : null)
                .log("unavailable");
        // rounded up, at least one: with 0 a client would come back in a tight loop
        var seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return response(problem, Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }

    private static Response response(Problem problem, Map<String, String> headers) {
        var response = Response.status(problem.status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem)
                .type(Problem.MEDIA_TYPE);
        headers.forEach(response::header);
        return response.build();
    }

    /** Whether the database is away or too slow, rather than a fault of ours. */
    private static boolean isUnavailable(MongoException failure) {
        return switch (failure) {
            case MongoTimeoutException _,
                    MongoSocketException _,
                    MongoNotPrimaryException _,
                    MongoInterruptedException _ -> true;
            case MongoClientException client ->
                // sessions and transactions cannot be had while no server is known
                client.getMessage() != null && client.getMessage().contains("Sessions are not supported");
            default -> failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        };
    }
}
