package dev.engram.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jboss.logging.Logger;

/** What a client is told when a service cannot be reached or keeps silent. */
@ApplicationScoped
class AwayAnswers {
    private static final Logger LOG = Logger.getLogger(AwayAnswers.class);

    private static final String UNCERTAIN = "; what you sent may have been done or not";

    private final ObjectMapper json;

    AwayAnswers(ObjectMapper json) {
        this.json = json;
    }

    ProxyInterceptor of(Service service) {
        return new ProxyInterceptor() {
            @Override
            public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                return context.sendRequest()
                        .recover(failure -> Future.succeededFuture(away(context, service, failure)));
            }
        };
    }

    private ProxyResponse away(ProxyContext context, Service service, Throwable failure) {
        var name = service.name().toLowerCase(Locale.ROOT);
        LOG.warnf("service away service=%s reason=%s", name, failure.getClass().getSimpleName());
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
                .setBody(Body.body(text(problem)));
    }

    private static boolean isRead(ProxyContext context) {
        var method = context.request().getMethod();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private Buffer text(Problem problem) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document cannot be written", e);
        }
    }
}
