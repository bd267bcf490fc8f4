package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.health.Unready;
import dev.engram.kit.problem.ExchangeEnd;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One service behind the gateway and the connections to it: how many are in use, and whether they come free again. */
final class Upstream {
    /** Waiting for a free connection included: on a busy machine a second was too short. */
    private static final int CONNECT_MILLIS = 3_000;

    private static final int WAITING = 256;
    /** Well below the 30 minutes after which a service closes a connection that nobody uses. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    /** Of streams, beside the others: they are in use for minutes. The budget of streams bounds them. */
    private static final int STREAMS = 4_096;

    private static final ProxyOptions OPTIONS = new ProxyOptions().setSupportWebSocket(false);

    private final Service service;
    private final HttpClient client;
    private final HttpClient streams;
    private final RequestOptions address;
    private final int connections;
    private final Duration longUse;
    private final InstantSource clock;
    private final Set<Use> inUse = ConcurrentHashMap.newKeySet();

    /** Compared by identity: two may begin in the same millisecond. */
    private static final class Use {
        private final long sinceMillis;

        Use(long sinceMillis) {
            this.sinceMillis = sinceMillis;
        }
    }

    Upstream(Vertx vertx, Service service, ServicesConfig config, InstantSource clock) {
        this.service = service;
        this.connections = config.connections();
        this.longUse = config.longUse();
        this.clock = clock;
        this.client = vertx.createHttpClient(options(connections));
        this.streams = vertx.createHttpClient(options(STREAMS));
        var url = config.of(service);
        var ssl = "https".equals(url.getScheme());
        var port = url.getPort() > 0 ? url.getPort() : ssl ? 443 : 80;
        this.address = new RequestOptions()
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(ssl)
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(config.timeout().toMillis());
    }

    private static HttpClientOptions options(int connections) {
        return new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(WAITING);
    }

    /** As metrics and problems name it. */
    String name() {
        return service.name().toLowerCase(Locale.ROOT);
    }

    int inUse() {
        return inUse.size();
    }

    /** Hands {@code request} on, whose body has been read, and its answer back. @param token for the service, which gets no other */
    void handOn(HttpServerRequest request, Buffer body, String token) {
        HttpProxy.reverseProxy(OPTIONS, client)
                .origin(this::connection)
                .addInterceptor(new UpstreamInterceptor(name(), body, token))
                .handle(request);
    }

    /** As {@link #handOn}, for an answer that goes on for minutes, though never silent for long. */
    void handOnStream(RoutingContext exchange, String token) {
        HttpProxy.reverseProxy(OPTIONS, streams)
                .origin(context -> streams.request(new RequestOptions(address)).onSuccess(request -> {
                    context.set(UpstreamInterceptor.SENT, true);
                    var hasEnded = new AtomicBoolean();
                    request.response().compose(HttpClientResponse::end).onComplete(_ -> hasEnded.set(true));
                    // the service learns at once that its client is gone
                    ExchangeEnd.then(exchange, () -> {
                        if (!hasEnded.get()) {
                            request.connection().close();
                        }
                    });
                }))
                .addInterceptor(new UpstreamInterceptor(name(), Buffer.buffer(), token))
                .handle(exchange.request());
    }

    private Future<HttpClientRequest> connection(ProxyContext context) {
        return client.request(new RequestOptions(address)).onSuccess(request -> {
            context.set(UpstreamInterceptor.SENT, true);
            var use = new Use(clock.millis());
            inUse.add(use);
            // one request at a time is on a connection: this replaces the handler of the one before
            request.connection().closeHandler(_ -> inUse.remove(use));
            request.response().compose(HttpClientResponse::end).onComplete(_ -> inUse.remove(use));
        });
    }

    /** What is wrong when many connections have been in use for long; null if nothing is. */
    @Nullable
    Unready unready() {
        var before = clock.millis() - longUse.toMillis();
        var old = inUse.stream().filter(use -> use.sinceMillis <= before).count();
        return old * 2 < connections
                ? null
                : new Unready(
                        "%d of %d connections to the service for %s have been in use for more than %d s"
                                .formatted(old, connections, name(), longUse.toSeconds()),
                        "look at the log and the load of that service; if it has nothing to do, start the gateway again");
    }
}
