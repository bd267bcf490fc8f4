package dev.engram.gateway.adapter.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.gateway.adapter.service.ServiceClient;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.projection.ProjectionReport;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Asks all services at once for their projections. */
@Singleton
final class ProjectionsOfServices {
    private static final int MOST_SECONDS = 5;
    private static final String PATH = "/internal/projections";

    private final ServiceClient services;
    private final TokenSigner signer;

    ProjectionsOfServices(ServiceClient services, TokenSigner signer) {
        this.services = services;
        this.signer = signer;
    }

    /** The projections of the installation. */
    @Schema(name = "ProjectionsOfServices")
    record Overview(Instant asOf, List<OfService> services) {}

    /**
     * The projections of one service.
     *
     * @param service as the addresses of its projections name it
     * @param problem why it gives no answer
     * @param projections absent where it gives no answer
     */
    @Schema(name = "ProjectionsOfService")
    record OfService(
            @Schema(enumeration = {"cards", "reviews", "analytics"})
            String service,

            boolean available,
            @Nullable String problem,

            @Schema(type = SchemaType.ARRAY, implementation = ProjectionReport.class) @Nullable
            JsonNode projections) {}

    /** A service that gives no answer within 5 seconds is shown as such. */
    Overview read(AuthenticatedCaller caller) {
        var asked = new LinkedHashMap<Service, Future<JsonNode>>();
        // not closed: that would wait for a service which does not answer
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        for (var service : Service.values()) {
            var token = signer.inner(caller, service);
            Callable<JsonNode> call = () -> services.send(service, "GET", PATH, null, token);
            asked.put(service, threads.submit(call));
        }
        threads.shutdown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        var answers = new ArrayList<OfService>();
        asked.forEach((service, answer) -> answers.add(answer(service, answer, end - System.nanoTime())));
        return new Overview(Instant.now(), answers);
    }

    private static OfService answer(Service service, Future<JsonNode> answer, long nanos) {
        try {
            var projections =
                    answer.get(Math.max(1, nanos), TimeUnit.NANOSECONDS).path("projections");
            return new OfService(name(service), true, null, projections);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            return away(service, "did not answer within " + MOST_SECONDS + " seconds");
        } catch (ExecutionException failed) {
            return away(
                    service,
                    failed.getCause() instanceof ProblemException refused
                            ? "answered " + refused.problem().status() + ": "
                                    + refused.problem().title()
                            : "could not be asked");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static OfService away(Service service, String what) {
        return new OfService(name(service), false, "The service for " + name(service) + " " + what, null);
    }

    /** As addresses name it. */
    static String name(Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }
}
