package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.compression.Gzip;
import dev.engram.gateway.adapter.compression.GzipStream;
import dev.engram.kit.logging.RequestId;
import dev.engram.kit.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One request on its way to a service and back. Drops the client's credentials and the headers that a client's {@code Connection} header names (RFC 9110,
 * 7.6.1), the proxy drops the standard ones itself; sends a request once more on another connection where that cannot do
 * anything twice; takes the inner address out of {@code Location}; and answers 503 for a service that cannot be reached and 504
 * for one that does not answer in time.
 *
 * @param service as a problem names it
 * @param body the whole body, empty if there is none
 * @param token for the service, in the place of the client's own credentials, which are never handed on
 */
record UpstreamInterceptor(String service, Buffer body, String token) implements ProxyInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamInterceptor.class);

    /** Attached to the context of a request when a connection has been had for it. */
    static final String SENT = "sent";

    /** Never dropped: they say where a request goes and how long it is. */
    private static final Set<String> NEEDED = Set.of("host", "content-length");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
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
        request.headers().remove(HttpHeaders.COOKIE).set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        return send(context)
                .recover(failure -> isRepeatable(context, failure) ? send(context) : Future.failedFuture(failure))
                .recover(failure -> Future.succeededFuture(unavailable(context, failure)));
    }

    private Future<ProxyResponse> send(ProxyContext context) {
        // a body can be read once
        context.request().setBody(body.length() == 0 ? null : Body.body(body));
        return context.sendRequest();
    }

    /**
     * Whether nothing of a request was sent, or to send it again changes nothing: a service closes a connection that was kept
     * open without notice, for example when it is started again.
     */
    private static boolean isRepeatable(ProxyContext context, Throwable failure) {
        var clientIsThere = !context.request().proxiedRequest().response().closed();
        return clientIsThere && !(failure instanceof TimeoutException) && (isRead(context) || !isSent(context));
    }

    private static boolean isRead(ProxyContext context) {
        return READING.contains(context.request().getMethod());
    }

    private static boolean isSent(ProxyContext context) {
        return context.get(SENT, Boolean.class) != null;
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var headers = context.response().headers();
        var location = headers.get(HttpHeaders.LOCATION);
        if (location != null) {
            var path = pathOf(location);
            if (path == null) {
                headers.remove(HttpHeaders.LOCATION);
            } else {
                headers.set(HttpHeaders.LOCATION, path);
            }
        }
        dropEmptyBody(context.response());
        compress(context);
        return context.sendResponse();
    }

    /** Else the proxy would announce chunks of a body that there cannot be. */
    private static void dropEmptyBody(ProxyResponse response) {
        var body = response.getBody();
        if (body != null && (response.getStatusCode() == 304 || response.getStatusCode() == 204)) {
            // what is not read to its end keeps its connection
            body.stream().resume();
            response.setBody(null);
        }
    }

    /** Answers to reads only, as those that the gateway itself gives: see {@code CompressedAnswers}. */
    private static void compress(ProxyContext context) {
        var request = context.request().proxiedRequest();
        var response = context.response();
        var body = response.getBody();
        var headers = response.headers();
        if (body != null
                && response.getStatusCode() == 200
                && request.method().equals(HttpMethod.GET)
                && request.version() != HttpVersion.HTTP_1_0
                && (body.length() < 0 || body.length() >= Gzip.MIN_BYTES)
                && Gzip.isCompressible(headers.get(HttpHeaders.CONTENT_TYPE))
                && !headers.contains(HttpHeaders.CONTENT_ENCODING)
                && Gzip.isAccepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            headers.remove(HttpHeaders.CONTENT_LENGTH)
                    .set(HttpHeaders.CONTENT_ENCODING, Gzip.NAME)
                    .add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            response.setBody(Body.body(new GzipStream(body.stream())));
        }
    }

    private static @Nullable String pathOf(String location) {
        try {
            var uri = URI.create(location);
            return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private ProxyResponse unavailable(ProxyContext context, Throwable failure) {
        var clientIsGone = context.request().proxiedRequest().response().closed();
        LOG.atLevel(clientIsGone ? Level.DEBUG : Level.WARN)
                .addKeyValue("service", service)
                .addKeyValue("reason", failure.getClass().getSimpleName())
                .log(clientIsGone ? "the client closed its connection" : "service unavailable");
        var kind = failure instanceof TimeoutException
                ? Problem.ofStatus(504)
                : Problem.of(503, "service-unavailable", "A service cannot be reached now");
        var problem = kind.withDetail("The service for " + service + " did not answer"
                        + (isRead(context) || !isSent(context) ? "" : UNCERTAIN))
                .with("service", service);
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

    /** Without the token and the body. */
    @Override
    public String toString() {
        return "request to " + service;
    }
}
