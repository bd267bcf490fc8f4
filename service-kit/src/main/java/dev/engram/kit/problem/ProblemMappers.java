package dev.engram.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.engram.kit.logging.RequestId;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where everything that ends a request becomes a problem document. */
@ApplicationScoped
public class ProblemMappers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Problem STORE_UNAVAILABLE = Problem.of(
                    503, "store-unavailable", "The database cannot be used now")
            .withDetail("The database did not answer in time; try again");

    private final AllowedMethods methods;

    ProblemMappers(AllowedMethods methods) {
        this.methods = methods;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException end) {
        return response(end);
    }

    @ServerExceptionMapper
    public Response unavailable(UnavailableException unavailable) {
        LOG.atWarn()
                .addKeyValue("reason", unavailable.problem().slug())
                .setCause(LOG.isDebugEnabled() ? unavailable : null)
                .log("unavailable");
        return response(unavailable);
    }

    @ServerExceptionMapper
    public Response notReady(ProjectionNotReadyException building) {
        var problem = Problem.of(503, "projection-not-ready", "The answer is still being computed")
                .withDetail("The service is reading its log; try again")
                .with("projection", building.projection());
        return unavailable(new UnavailableException(problem, RETRY, building));
    }

    /** What answers about the others is not touched: only a context, such as a learner's plan, ends a request. */
    @ServerExceptionMapper
    public Response unreadable(UnreadableException damaged) {
        var problem = Problem.of(
                        503, UnreadableException.REASON, "What is stored of this learner or deck cannot be read")
                .withDetail("An operator has to repair it: ./engram audit --repair")
                .with("collection", damaged.collection());
        return unavailable(new UnavailableException(problem, RETRY, damaged));
    }

    @ServerExceptionMapper
    public Response store(MongoException failure) {
        return isUnavailable(failure)
                ? unavailable(new UnavailableException(STORE_UNAVAILABLE, RETRY, failure))
                : unexpected(failure);
    }

    /** Quarkus brings a mapper of its own for these, which the one below would not replace. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException failure) {
        return json(failure);
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException failure) {
        var problem = JsonProblems.of(failure);
        return problem == null ? unexpected(failure) : response(problem.exception());
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException end, UriInfo uri) {
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
        var problem = Problem.ofStatus(response.getStatus()).exception();
        return response(
                response.getStatus() == 405
                        ? problem.withHeader(HttpHeaders.ALLOW, String.join(", ", methods.of(uri.getPath())))
                        : problem);
    }

    /** Answers nothing of the failure but a number, under which the log has all of it. */
    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        if (AbortedRequest.explains(failure)) {
            return response(Problem.ofStatus(408).exception());
        }
        var instance = "urn:uuid:" + UUID.randomUUID();
        LOG.atError().addKeyValue("instance", instance).setCause(failure).log("request failed");
        return response(Problem.ofStatus(500)
                .withDetail("Something went wrong on our side; the operator finds it in the log by the instance")
                .with("instance", instance)
                .exception());
    }

    /** The answer that {@code end} describes. */
    public static Response response(ProblemException end) {
        var response = Response.status(end.problem().status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(end.problem().withRequest(RequestId.current()))
                .type(Problem.MEDIA_TYPE);
        end.headers().forEach(response::header);
        return response.build();
    }

    /** Whether the database is unavailable or too slow, rather than a fault of ours. */
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
