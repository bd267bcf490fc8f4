package dev.engram.gateway.adapter.http;

import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemResponses;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Health for strangers: up or down and nothing else, since names and reasons of checks tell how an installation is run. Operators
 * get the whole answer.
 */
@ApplicationScoped
class PublicHealth {
    /** After the handlers that find out who asks, before that of the health extension. */
    private static final int ORDER = -100;

    private final SmallRyeHealthReporter reporter;

    PublicHealth(SmallRyeHealthReporter reporter) {
        this.reporter = reporter;
    }

    void routes(@Observes Router router) {
        router.route("/q/health").order(ORDER).handler(this::route);
        router.route("/q/health/*").order(ORDER).handler(this::route);
    }

    private void route(RoutingContext context) {
        if (context.request().getHeader(HttpHeaders.AUTHORIZATION) == null) {
            answer(context);
            return;
        }
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .subscribe()
                .with(
                        caller -> {
                            if (caller.hasRole(Role.OPERATOR_GROUP)) {
                                context.next();
                            } else {
                                answer(context);
                            }
                        },
                        _ -> answer(context));
    }

    private void answer(RoutingContext context) {
        var method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            ProblemResponses.send(context, Problem.ofStatus(405), Map.of("Allow", "GET, HEAD"));
            return;
        }
        var health = switch (context.normalizedPath()) {
            case "/q/health" -> reporter.getHealthAsync();
            case "/q/health/live" -> reporter.getLivenessAsync();
            case "/q/health/ready" -> reporter.getReadinessAsync();
            case "/q/health/started" -> reporter.getStartupAsync();
            default -> Uni.createFrom().<SmallRyeHealth>nullItem();
        };
        health.subscribe()
                .with(
                        found -> {
                            if (found == null) {
                                ProblemResponses.send(context, Problem.ofStatus(404), Map.of());
                            } else {
                                send(context, !found.isDown());
                            }
                        },
                        context::fail);
    }

    private static void send(RoutingContext context, boolean up) {
        if (context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }
}
