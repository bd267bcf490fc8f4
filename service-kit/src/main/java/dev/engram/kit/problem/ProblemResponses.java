package dev.engram.kit.problem;

import dev.engram.kit.logging.RequestId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Problem documents as answers outside of JAX-RS. */
public final class ProblemResponses {
    private static final long DRAIN_MILLIS = 2_000;
    private static final long DRAIN_BYTES = 16L << 20;

    /** Bytes of a body that cost less to read than the next connection of a client who sends it again. */
    private static final long SMALL = 64 << 10;

    /** What may be sent again in a moment. */
    private static final Set<Integer> FOR_THE_MOMENT = Set.of(429, 503);

    private ProblemResponses() {}

    /**
     * Answers {@code problem} with these headers too, unless an answer has begun. Where the body has not arrived, what comes of it
     * within two seconds is thrown away and the connection closed: closed at once, the client might lose the answer. It stays
     * open where a small body was refused for the moment only, which would cost both sides a new connection for each attempt.
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
        var keeps = unread && FOR_THE_MOMENT.contains(problem.status()) && isSmall(request);
        if (unread && !keeps) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(new JsonObject(problem.withRequest(RequestId.of(request)).members()).toBuffer())
                .onFailure(_ -> request.connection().close());
        if (unread) {
            discard(context.vertx(), request, keeps);
        }
    }

    /** Whether the headers of a request announce a body. */
    public static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    /** Whether it is known where the body ends, and that this is soon. */
    private static boolean isSmall(HttpServerRequest request) {
        var length = request.headers().getAll(HttpHeaders.CONTENT_LENGTH);
        return length.size() == 1
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && !request.headers().contains(HttpHeaders.EXPECT)
                && length.getFirst().length() < 6
                && Long.parseLong(length.getFirst()) <= SMALL;
    }

    private static void discard(Vertx vertx, HttpServerRequest request, boolean keeps) {
        var connection = request.connection();
        var discarded = new AtomicLong();
        var timer = vertx.setTimer(DRAIN_MILLIS, _ -> connection.close());
        request.exceptionHandler(_ -> vertx.cancelTimer(timer))
                .endHandler(_ -> {
                    vertx.cancelTimer(timer);
                    if (!keeps) {
                        connection.close();
                    }
                })
                .handler(chunk -> {
                    if (discarded.addAndGet(chunk.length()) > DRAIN_BYTES) {
                        connection.close();
                    }
                })
                .resume();
    }
}
