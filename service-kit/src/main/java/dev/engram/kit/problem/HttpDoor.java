package dev.engram.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Problem documents for what is refused before or beside JAX-RS: bodies announced as too large, addresses nobody serves. */
@ApplicationScoped
public class HttpDoor {
    private final ObjectMapper json;
    private final BodyLimit limit;
    private final BodiesInFlight bodies;

    HttpDoor(ObjectMapper json, BodyLimit limit, BodiesInFlight bodies) {
        this.json = json;
        this.limit = limit;
        this.bodies = bodies;
    }

    void routes(@Observes Router router) {
        // before Quarkus' own check, which closes with an empty 413
        router.route().order(Integer.MIN_VALUE).handler(this::checkLength);
        // after everything else
        router.route().order(Integer.MAX_VALUE).handler(context -> answer(context, HttpProblems.of(404), Map.of()));
        router.errorHandler(413, context -> answer(context, limit.problem(), Map.of()));
    }

    /** Answers a problem document on a raw route and closes the exchange. */
    public void answer(RoutingContext context, Problem problem, Map<String, String> headers) {
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.forEach(response::putHeader);
        response.end(text(problem))
                .onFailure(_ -> context.request().connection().close());
    }

    private void checkLength(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && limit.refuses(length)) {
            // the body is not read: the connection cannot be used again
            var headers = context.request().version() == HttpVersion.HTTP_2
                    ? Map.<String, String>of()
                    : Map.of("Connection", "close");
            answer(context, limit.problem(), headers);
        } else if (length == null || admit(context, Long.parseLong(length))) {
            context.next();
        } else {
            answer(context, bodies.problem(), Map.of("Connection", "close", "Retry-After", "1"));
        }
    }

    /** Until the exchange has ended, well or not. */
    private boolean admit(RoutingContext context, long bytes) {
        if (!bodies.enter(bytes)) {
            return false;
        }
        var inside = new AtomicBoolean(true);
        context.addEndHandler(_ -> {
            if (inside.getAndSet(false)) {
                bodies.leave(bytes);
            }
        });
        return true;
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document cannot be written", e);
        }
    }
}
