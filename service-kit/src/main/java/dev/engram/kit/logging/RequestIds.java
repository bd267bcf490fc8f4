package dev.engram.kit.logging;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.slf4j.MDC;

/** Gives every request its {@link RequestId} before anything else is done with it, and names it in every answer. */
@ApplicationScoped
class RequestIds {

    /** Before all other observers, which may add routes of the same order. */
    void routes(@Observes @Priority(1) Router router) {
        router.route().order(Integer.MIN_VALUE).handler(RequestIds::begin);
    }

    private static void begin(RoutingContext context) {
        var headers = context.request().headers();
        var id = RequestId.accept(headers.get(RequestId.HEADER));
        // what hands the request on, hands this on
        headers.set(RequestId.HEADER, id);
        // Quarkus keeps it with the context of the request, also on virtual threads, and drops it with that
        MDC.put(RequestId.KEY, id);
        // set at the end, so that an answer of a service has it too
        context.addHeadersEndHandler(_ -> context.response().headers().set(RequestId.HEADER, id));
        context.next();
    }
}
