package dev.engram.kit.problem;

import dev.engram.kit.logging.RequestId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Problem documents as answers outside of JAX-RS. */
public final class ProblemResponses {
    private static final long DRAIN_MILLIS = 2_000;
    private static final long DRAIN_BYTES = 16L << 20;

    private ProblemResponses() {}

    /**
     * Answers {@code problem} with these headers too, unless an answer has begun. Where the body has not arrived, what comes of it
     * within two seconds is thrown away and the connection closed: closed at once, the client might lose the answer.
     */
    public static void send(RoutingContext context, Problem problem, Map<String, String> headers) {
        var request = context.request();
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        var unread = hasBody(request) && !request.isEnded();
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.forEach(response::putHeader);
        if (unread) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(new JsonObject(problem.withRequest(RequestId.of(request)).members()).toBuffer())
                .onFailure(_ -> request.connection().close());
        if (unread) {
            discard(context.vertx(), request);
        }
    }

    /** Whether the headers of a request announce a body. */
    public static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    private static void discard(Vertx vertx, HttpServerRequest request) {
        var connection = request.connection();
        var discarded = new AtomicLong();
        var timer = vertx.setTimer(DRAIN_MILLIS, _ -> connection.close());
        request.exceptionHandler(_ -> vertx.cancelTimer(timer))
                .endHandler(_ -> {
                    vertx.cancelTimer(timer);
                    connection.close();
                })
                .handler(chunk -> {
                    if (discarded.addAndGet(chunk.length()) > DRAIN_BYTES) {
                        connection.close();
                    }
                })
                .resume();
    }
}
