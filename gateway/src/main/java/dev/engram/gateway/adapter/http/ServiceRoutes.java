package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.stream.OpenStreams;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Routes;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.problem.ConcurrentRequests;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.ProblemResponses;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Hands requests on to the service that answers them: with a valid token, within the budgets of their caller, and when their body
 * is there, so that no connection to a service is taken for a request that does not arrive.
 */
@ApplicationScoped
public class ServiceRoutes {
    /** Bytes of a body that the gateway reads itself: a name of 64 and two passwords of 128 characters, escaped. */
    private static final long MAX_OWN_BODY = 8_192;

    /** Before JAX-RS, after the checks of body length. */
    private static final int ORDER = 100;

    private final Map<Service, Upstream> upstreams = new EnumMap<>(Service.class);
    private final CallerResolution resolution;
    private final TokenSigner signer;
    private final ForbiddenCalls forbidden;
    private final EntryBudgets budgets;
    private final OpenStreams streams;

    /** Where the services are, {@code http://host:port}, and how they are asked. */
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

        /**
         * How long a service may take to answer; above the usual waits of a service: 2 s to catch up,
         * 10 s until a job has its turn, 10 s of a question to the database. What takes longer is done although its client gets 504.
         */
        @WithDefault("30S")
        Duration timeout();

        /** Most connections to one service, which are requests that it answers at a time; more wait. */
        @WithDefault("128")
        int connections();

        /** When half of the connections to a service have been in use for longer, the gateway is not ready. */
        @WithDefault("30S")
        Duration longUse();

        /** The address of {@code service}. */
        default URI of(Service service) {
            return switch (service) {
                case CARDS -> cards();
                case REVIEWS -> reviews();
                case ANALYTICS -> analytics();
            };
        }
    }

    ServiceRoutes(
            Vertx vertx,
            ServicesConfig services,
            EntryBudgets budgets,
            CallerResolution resolution,
            TokenSigner signer,
            ForbiddenCalls forbidden,
            OpenStreams streams,
            Readiness readiness,
            MeterRegistry meters) {
        this.resolution = resolution;
        this.signer = signer;
        this.forbidden = forbidden;
        this.budgets = budgets;
        this.streams = streams;
        for (var service : Service.values()) {
            var upstream = new Upstream(vertx, service, services, Clock.systemUTC());
            upstreams.put(service, upstream);
            readiness.require("connections to " + upstream.name(), upstream::unready);
            Gauge.builder("engram.gateway.upstream.connections", upstream, Upstream::inUse)
                    .tag("service", upstream.name())
                    .register(meters);
        }
    }

    void routes(@Observes Router router) {
        router.route("/api/v1/*").order(ORDER).handler(this::route);
        router.get("/docs").order(ORDER).handler(ServiceRoutes::toFolder);
    }

    /** Files in a page are named relative to its folder. */
    private static void toFolder(RoutingContext context) {
        if (context.normalizedPath().endsWith("/")) {
            context.next();
        } else {
            context.redirect("/docs/");
        }
    }

    private void route(RoutingContext context) {
        // the path as it came: what Routes refuses is not made harmless, it is refused
        var path = context.request().path();
        var service = path == null ? null : Routes.serviceOf(path).orElse(null);
        if (service != null) {
            orRefuse(context, () -> admit(context, service));
        } else if (path != null && Routes.isOwn(path)) {
            orRefuse(context, () -> answerHere(context));
        } else if (ApiDocumentResource.PATH.equals(path)) {
            orRefuse(context, () -> {
                budgets.open().count(context, EntryBudgets.address(context));
                context.next();
            });
        } else {
            ProblemResponses.send(context, Problem.ofStatus(404), Map.of());
        }
    }

    /** A stream takes no place of the other calls. */
    private void admit(RoutingContext context, Service service) {
        if (!Routes.isStream(String.valueOf(context.request().path()))) {
            budgets.callers().requireRoom();
        }
        resolution
                .resolve(context)
                .onSuccess(caller -> orRefuse(context, () -> handOn(context, service, caller)))
                .onFailure(refused -> refuse(context, refused));
    }

    private static void orRefuse(RoutingContext context, Runnable work) {
        try {
            work.run();
        } catch (ProblemException refused) {
            refuse(context, refused);
        }
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof ProblemException refused) {
            ProblemResponses.send(context, refused.problem(), refused.headers());
        } else {
            context.fail(failure);
        }
    }

    private void handOn(RoutingContext context, Service service, AuthenticatedCaller caller) {
        var upstream = upstreams.get(service);
        if (upstream == null) {
            throw new IllegalStateException("every service has one: " + service);
        }
        forbidden.watch(context, caller.learnerId());
        if (Routes.isStream(String.valueOf(context.request().path()))) {
            handOnStream(context, upstream, signer.inner(caller, service), caller);
            return;
        }
        var share = budgets.callers().enter(context, caller.learnerId().text());
        budgets.bodies()
                .read(context, share, body -> upstream.handOn(context.request(), body, signer.inner(caller, service)));
    }

    private void handOnStream(RoutingContext context, Upstream upstream, String token, AuthenticatedCaller caller) {
        var share = budgets.streams().enter(context, caller.learnerId().text());
        ConcurrentRequests.exempt(context);
        streams.watch(context, caller);
        budgets.bodies().read(context, share, _ -> upstream.handOnStream(context, token));
    }

    /** Within the budgets of the caller, or, without a credential, of the address. */
    private void answerHere(RoutingContext context) {
        checkLength(context.request());
        if (CallerResolution.isNeeded(context.request())) {
            resolution
                    .resolve(context)
                    .onSuccess(caller -> orRefuse(context, () -> {
                        forbidden.watch(context, caller.learnerId());
                        var share = budgets.callers()
                                .enter(context, caller.learnerId().text());
                        budgets.bodies().read(context, share, body -> goOn(context, body));
                    }))
                    .onFailure(refused -> refuse(context, refused));
        } else {
            var share = budgets.open().enter(context, EntryBudgets.address(context));
            budgets.openBodies().read(context, share, body -> goOn(context, body));
        }
    }

    private static void checkLength(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > MAX_OWN_BODY) {
            throw Problem.ofStatus(413)
                    .withDetail("The body may have at most " + MAX_OWN_BODY + " bytes")
                    .withField("body", "at most " + MAX_OWN_BODY + " bytes")
                    .with("maxBytes", MAX_OWN_BODY)
                    .exception();
        }
    }

    private static void goOn(RoutingContext context, Buffer body) {
        ((RoutingContextInternal) context).setBody(body);
        context.next();
    }
}
