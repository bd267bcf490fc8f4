package dev.engram.gateway.adapter.http;

import dev.engram.gateway.domain.Service;
import dev.engram.kit.logging.RequestId;
import dev.engram.kit.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the headers that a client's {@code Connection} header names (RFC 9110, 7.6.1), the proxy drops the standard ones
 * itself; and answers the 503 problem for a service that cannot be reached or does not answer in time.
 */
record UpstreamInterceptor(Service service) implements ProxyInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamInterceptor.class);

    /** Never dropped: they say where a request goes and how long it is. */
    private static final Set<String> NEEDED = Set.of("host", "content-length");

    private static final String UNCERTAIN = "; what you sent may have been done or not";

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request();
        for (var value : request.proxiedRequest().headers().getAll(HttpHeaders.CONNECTION)) {
            for (var name : value.split(",")) {
                var header = name.strip().toLowerCase(Locale.ROOT);
                if (!header.isEmpty() && !NEEDED.contains(header)) {
                    request.headers().remove(header);
                }
            }
        }
        return context.sendRequest().recover(failure -> Future.succeededFuture(unavailable(context, failure)));
    }

    private ProxyResponse unavailable(ProxyContext context, Throwable failure) {
        var name = service.name().toLowerCase(Locale.ROOT);
        LOG.atWarn()
                .addKeyValue("service", name)
                .addKeyValue("reason", failure.getClass().getSimpleName())
                .log("service unavailable");
        var problem = Problem.of(503, "service-unavailable", "A service cannot be reached now")
                .withDetail("The service for " + name + " did not answer" + (isRead(context) ? "" : UNCERTAIN))
                .with("service", name);
        return context.request()
                .release()
                .response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.RETRY_AFTER, "2")
                .setBody(Body.body(new JsonObject(problem.withRequest(
                                        RequestId.of(context.request().proxiedRequest()))
                                .members())
                        .toBuffer()));
    }

    private static boolean isRead(ProxyContext context) {
        var method = context.request().getMethod();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
