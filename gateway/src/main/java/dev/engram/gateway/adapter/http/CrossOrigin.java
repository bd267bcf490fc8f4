package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.connection.SameOrigin;
import dev.engram.gateway.adapter.http.GatewayStart.GatewayConfig;
import dev.engram.kit.health.StartupCheck;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets pages of the origins that are set call the API with a token (CORS); of none by default. Never with the cookie of a page: that
 * answers may be read with credentials is never said, and {@link SameOrigin} refuses writes.
 */
@ApplicationScoped
class CrossOrigin {
    /** As browsers write it: in small letters, without a path, and without the port that the scheme implies. */
    private static final Pattern ORIGIN =
            Pattern.compile("(?:https://(?!.*:443$)|http://(?!.*:80$))(?:[a-z0-9.-]+|\\[[0-9a-f:]+])(?::[0-9]{1,5})?");

    /** After the checks of hosts and lengths, before callers and budgets: a browser asks before it has a token to send. */
    private static final int ORDER = Integer.MIN_VALUE + 2;

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String TAKEN = "Accept, Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id";
    private static final String SHOWN =
            "Allow, Content-Disposition, ETag, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id";
    private static final String REMEMBERED_SECONDS = "600";

    private final Set<String> origins;

    CrossOrigin(GatewayConfig config) {
        this.origins = Set.copyOf(config.corsOrigins().orElse(List.of()));
    }

    void start(@Observes StartupEvent started) {
        refusal(origins).ifPresent(StartupCheck::refuse);
    }

    /** Why not to run with these; empty where each is an origin. */
    static Optional<String> refusal(Set<String> origins) {
        return origins.stream()
                .filter(origin -> !ORIGIN.matcher(origin).matches())
                .sorted()
                .findFirst()
                .map(wrong ->
                        ("engram.gateway.cors-origins: \"%s\" is not an origin as browsers send it; remedy: name each site whole, in"
                                        + " small letters, without path, pattern or usual port, e.g."
                                        + " https://learn.example.org,http://localhost:5173")
                                .formatted(wrong));
    }

    void routes(@Observes Router router) {
        if (!origins.isEmpty()) {
            router.route("/api/*").order(ORDER).handler(this::handle);
        }
    }

    private void handle(RoutingContext context) {
        var request = context.request();
        var response = context.response();
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var isListed = origin != null && origins.contains(origin);
        context.addHeadersEndHandler(_ -> {
            response.headers().add(HttpHeaders.VARY, "Origin");
            if (isListed) {
                response.putHeader("Access-Control-Allow-Origin", origin)
                        .putHeader("Access-Control-Expose-Headers", SHOWN);
            }
        });
        if (isListed
                && request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains("Access-Control-Request-Method")) {
            response.setStatusCode(204)
                    .putHeader("Access-Control-Allow-Methods", METHODS)
                    .putHeader("Access-Control-Allow-Headers", TAKEN)
                    .putHeader("Access-Control-Max-Age", REMEMBERED_SECONDS)
                    .end();
        } else {
            context.next();
        }
    }
}
