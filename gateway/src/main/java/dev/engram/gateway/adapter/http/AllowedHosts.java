package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.http.GatewayStart.GatewayConfig;
import dev.engram.gateway.domain.Routes;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemResponses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The first check of a request. Answers only for the hosts that are set, so that a page of another name, resolved to this address,
 * cannot ask through a browser, and only plain paths.
 * Health and the public keys are answered for any host, since who watches an installation, or a service, often knows addresses only.
 */
@ApplicationScoped
class AllowedHosts {
    private static final String ANY = "*";

    private final Set<String> hosts;

    AllowedHosts(GatewayConfig config) {
        this.hosts = config.allowedHosts().stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    void routes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).handler(this::check);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        var given = request.headers().getAll(HttpHeaders.HOST);
        if (given.size() != 1) {
            ProblemResponses.send(context, Problem.ofStatus(400).withField("Host", "must be there, once"), Map.of());
        } else if (!request.uri().startsWith("/")) {
            var problem = Problem.ofStatus(400)
                    .withDetail("The address must be a path; the host stands in the header Host")
                    .withField("address", "begins with '/'");
            ProblemResponses.send(context, problem, Map.of());
        } else if (!Routes.isPlain(String.valueOf(request.path()))) {
            var problem = Problem.ofStatus(400)
                    .withDetail("The path of the address must be written in its plain form")
                    .withField("address", "has no '%', ';', '//', '/./' and '/../' in its path");
            ProblemResponses.send(context, problem, Map.of());
        } else if (isAllowed(given.getFirst()) || Routes.isForWatchers(request.uri())) {
            context.next();
        } else {
            var problem = Problem.of(421, "host-not-allowed", "This server does not answer for this host")
                    .withDetail(
                            "The operator adds the name of the host to engram.gateway.allowed-hosts"
                                    + " (environment: ENGRAM_GATEWAY_ALLOWED_HOSTS; docker compose: ENGRAM_HOSTS in .env), or uses one that is there")
                    .withField(
                            "Host",
                            "one of "
                                    + String.join(", ", hosts.stream().sorted().toList()));
            ProblemResponses.send(context, problem, Map.of());
        }
    }

    private boolean isAllowed(String host) {
        return hosts.contains(ANY) || hosts.contains(withoutPort(host));
    }

    private static String withoutPort(String host) {
        var port = host.lastIndexOf(':');
        return (port > host.lastIndexOf(']') ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }
}
