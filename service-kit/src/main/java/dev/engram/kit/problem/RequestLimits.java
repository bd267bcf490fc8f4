package dev.engram.kit.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The limits of request bodies, each and all at a time, as problem documents before Quarkus' own check, which closes with an
 * empty 413; and the 404 of addresses that nobody serves. Refusals count in {@code engram.http.requests.refused}.
 */
@ApplicationScoped
public class RequestLimits {
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    /** A body of many small values takes some thirty times its size, and other things need room too. */
    private static final int PART_OF_HEAP = 48;

    private final long largest;
    private final HttpConfig config;
    private final BytesInFlight inFlight;
    private final MeterRegistry meters;

    /** What a service takes of requests, beside {@code quarkus.http.limits.max-body-size}, which no body may exceed. */
    @ConfigMapping(prefix = "engram.http")
    public interface HttpConfig {
        /** Bytes of bodies that are read and answered at a time; absent: a part of the heap. More takes more heap under load. */
        Optional<MemorySize> maxBodyBytesInFlight();

        /** Most bytes of a body at a path that {@link #maxBodySizeOf} does not name; absent: as much as at any path. */
        Optional<MemorySize> maxBodySize();

        /** Most bytes of a body by exact path. */
        Map<String, MemorySize> maxBodySizeOf();

        /** Whether a body must say its length, so that one that is too large is refused before it is read. */
        @WithDefault("false")
        boolean contentLengthRequired();
    }

    RequestLimits(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest,
            HttpConfig config,
            MeterRegistry meters) {
        this.largest = largest.asLongValue();
        this.config = config;
        this.inFlight = new BytesInFlight(config.maxBodyBytesInFlight()
                .map(MemorySize::asLongValue)
                .orElse(Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
        this.meters = meters;
        Set.of("overloaded", "too-large", "length-required").forEach(reason -> refused(reason, 0));
    }

    void routes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
        // after everything else
        router.route().order(Integer.MAX_VALUE).handler(context -> answer(context, Problem.ofStatus(404)));
        router.errorHandler(400, RequestLimits::malformed);
        router.errorHandler(413, context -> answer(context, tooLarge(context)));
        // before the handler of Quarkus, which answers without a body and logs a stack trace for each
        router.route().order(Integer.MIN_VALUE).failureHandler(RequestLimits::failed);
    }

    private static void failed(RoutingContext context) {
        if (context.failure() != null && AbortedRequest.explains(context.failure())) {
            context.request().connection().close();
        } else if (context.statusCode() == 400) {
            malformed(context);
        } else {
            context.next();
        }
    }

    private static void malformed(RoutingContext context) {
        var hosts = context.request().headers().getAll(HttpHeaders.HOST);
        answer(
                context,
                hosts.size() == 1
                        ? Problem.ofStatus(400)
                                .withDetail("The address cannot be read")
                                .withField("address", "'%' is followed by two hexadecimal digits")
                        : Problem.ofStatus(400).withField("Host", "must be there, once"));
    }

    /** Most bytes of the body of this request. */
    private long maxBytes(RoutingContext context) {
        var path = context.normalizedPath();
        var named = config.maxBodySizeOf().get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        return named != null
                ? named.asLongValue()
                : config.maxBodySize().map(MemorySize::asLongValue).orElse(largest);
    }

    /** The 413 problem for a body above the limit, to be answered now. */
    private Problem tooLarge(RoutingContext context) {
        refused("too-large", 1);
        var most = maxBytes(context);
        return Problem.ofStatus(413)
                .withDetail("The body may have at most " + most + " bytes")
                .withField("body", "at most " + most + " bytes")
                .with("maxBytes", most);
    }

    private void check(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (config.contentLengthRequired() && hasBodyOfUnknownLength(context.request())) {
            refused("length-required", 1);
            var problem = Problem.ofStatus(411).withField("Content-Length", "must say how many bytes the body has");
            answer(context, problem);
        } else if (length != null && exceeds(length, maxBytes(context))) {
            answer(context, tooLarge(context));
        } else if (length == null || admit(context, Long.parseLong(length))) {
            context.next();
        } else {
            refused("overloaded", 1);
            ProblemResponses.send(context, Problem.overloaded(), Map.of("Retry-After", "1"));
        }
    }

    private static boolean hasBodyOfUnknownLength(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (WITH_BODY.contains(request.method())
                        && request.version() == HttpVersion.HTTP_2
                        && !request.headers().contains(HttpHeaders.CONTENT_LENGTH));
    }

    private static boolean exceeds(String contentLength, long most) {
        try {
            var announced = Long.parseLong(contentLength);
            return announced < 0 || announced > most;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** Until the exchange has ended, well or not. */
    private boolean admit(RoutingContext context, long bytes) {
        if (!inFlight.enter(bytes)) {
            return false;
        }
        ExchangeEnd.then(context, () -> inFlight.leave(bytes));
        return true;
    }

    private void refused(String reason, int requests) {
        meters.counter("engram.http.requests.refused", "reason", reason).increment(requests);
    }

    private static void answer(RoutingContext context, Problem problem) {
        ProblemResponses.send(context, problem, Map.of());
    }

    /** Bodies without a Content-Length, as they are read; Quarkus itself would answer an empty 413. */
    @ServerRequestFilter
    public void filter(ContainerRequestContext request, RoutingContext context) {
        if (WITH_BODY.contains(context.request().method()) && request.getHeaderString("Content-Length") == null) {
            // read when the stream is made, in the next line
            context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
            request.setEntityStream(new Limited(request.getEntityStream(), context));
        }
    }

    private final class Limited extends FilterInputStream {
        private final RoutingContext context;
        private final long most;
        private long taken;

        Limited(InputStream body, RoutingContext context) {
            super(body);
            this.context = context;
            this.most = maxBytes(context);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var some = super.read(into, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            taken += more;
            if (taken > most) {
                // what follows is not read: the connection cannot be used again
                throw tooLarge(context).exception().withHeader("Connection", "close");
            }
        }
    }
}
