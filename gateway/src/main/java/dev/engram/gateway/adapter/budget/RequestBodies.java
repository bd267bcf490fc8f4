package dev.engram.gateway.adapter.budget;

import dev.engram.gateway.adapter.budget.CallerBudgets.Share;
import dev.engram.kit.problem.ExchangeEnd;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.ProblemResponses;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/**
 * Reads whole bodies before anything else is used for their requests, so that a client who stalls holds what it has sent and
 * nothing more. Bytes count as they arrive: to announce a large body costs others nothing.
 *
 * @param timeout how long a body may take to arrive; then 408
 */
public record RequestBodies(Duration timeout) {

    /** Calls {@code whole} when the body is there, empty if there is none. {@code share} is closed with the exchange. */
    public void read(RoutingContext context, Share share, Handler<Buffer> whole) {
        var body = Buffer.buffer();
        var vertx = context.vertx();
        var timer = vertx.setTimer(
                timeout.toMillis(),
                _ -> ProblemResponses.send(
                        context,
                        Problem.ofStatus(408)
                                .withDetail("The body did not arrive within " + timeout.toSeconds() + " s"),
                        Map.of()));
        ExchangeEnd.then(context, () -> {
            vertx.cancelTimer(timer);
            share.close();
        });
        var request = context.request();
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            // answered here: the service gets the whole body at once
            request.headers().remove(HttpHeaders.EXPECT);
            context.response().writeContinue();
        }
        request.exceptionHandler(_ -> {})
                .handler(chunk -> {
                    try {
                        share.hold(chunk.length());
                        body.appendBuffer(chunk);
                    } catch (ProblemException refused) {
                        vertx.cancelTimer(timer);
                        ProblemResponses.send(context, refused.problem(), refused.headers());
                    }
                })
                .endHandler(_ -> {
                    vertx.cancelTimer(timer);
                    whole.handle(body);
                })
                .resume();
    }
}
