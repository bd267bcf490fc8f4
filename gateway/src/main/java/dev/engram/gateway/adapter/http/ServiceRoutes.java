package dev.engram.gateway.adapter.http;

import dev.engram.gateway.domain.Routes;
import dev.engram.gateway.domain.Service;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Hands requests on to the service that answers them. The services check the token; this only carries it. */
@ApplicationScoped
class ServiceRoutes {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int CONNECTIONS_PER_SERVICE = 64;
    private static final int WAITING_PER_SERVICE = 256;
    /** Before JAX-RS, after the checks of body length. */
    private static final int ORDER = 100;

    private final Map<Service, HttpProxy> proxies = new EnumMap<>(Service.class);

    /** Where the services are, {@code http://host:port}. */
    @ConfigMapping(prefix = "engram.services")
    public interface ServicesConfig {
        /** Decks and cards. */
        @WithName("cards.url")
        URI cards();

        /** Reviews, queue, plan, membership. */
        @WithName("reviews.url")
        URI reviews();

        /** Mastery. */
        @WithName("analytics.url")
        URI analytics();

        /** How long a service may take to answer; above the 8 seconds that an append to the log may take. */
        @WithDefault("15S")
        Duration timeout();

        /** The address of {@code service}. */
        default URI of(Service service) {
            return switch (service) {
                case CARDS -> cards();
                case REVIEWS -> reviews();
                case ANALYTICS -> analytics();
            };
        }
    }

    ServiceRoutes(Vertx vertx, ServicesConfig config) {
        for (var service : Service.values()) {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                    .setMaxWaitQueueSize(WAITING_PER_SERVICE));
            var options = options(config.of(service), config.timeout().toMillis());
            proxies.put(
                    service,
                    HttpProxy.reverseProxy(client)
                            .origin(context -> context.client().request(new RequestOptions(options)))
                            .addInterceptor(new UpstreamInterceptor(service)));
        }
    }

    private static RequestOptions options(URI url, long timeoutMillis) {
        var ssl = "https".equals(url.getScheme());
        var port = url.getPort() > 0 ? url.getPort() : ssl ? 443 : 80;
        return new RequestOptions()
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(ssl)
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(timeoutMillis);
    }

    void routes(@Observes Router router) {
        router.route("/api/v1/*").order(ORDER).handler(this::handOn);
    }

    private void handOn(RoutingContext context) {
        // the path as it came: what Routes refuses is not made harmless, it is refused
        var path = context.request().path();
        var proxy =
                path == null ? null : Routes.serviceOf(path).map(proxies::get).orElse(null);
        if (proxy == null) {
            // sign-in, or nothing at all
            context.next();
        } else {
            proxy.handle(context.request());
        }
    }
}
