package dev.engram.kit.projection;

import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which projections of the service have dropped a person, for the gateway. */
@Path("/internal/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.DATA_OFFICER_GROUP)
@Tag(name = "operations")
@EndpointDisabled(name = "engram.projections.enabled", stringValue = "false")
public class ErasedStoresResource {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final ProjectionHost host;
    private final String service;

    ErasedStoresResource(ProjectionHost host, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.host = host;
        this.service = service;
    }

    /** What the service has removed. */
    @Schema(name = "ErasedFrom")
    public record ErasedFrom(String service, List<Store> stores) {}

    /**
     * One generation of a projection.
     *
     * @param seen whether it has read the event that erases the person; the numbers are absent before
     * @param offset of that event in its partition
     */
    @Schema(name = "ErasedStore")
    public record Store(
            String projection,
            int generation,
            boolean seen,
            @Nullable Long offset,
            @Nullable Long documents,
            @Nullable Long contexts,
            @Nullable Long rows,
            @Nullable Long parked) {

        private static Store of(String projection, int generation, @Nullable Erasure erasure) {
            return erasure == null
                    ? new Store(projection, generation, false, null, null, null, null, null)
                    : new Store(
                            projection,
                            generation,
                            true,
                            erasure.offset(),
                            erasure.documents(),
                            erasure.contexts(),
                            erasure.rows(),
                            erasure.parked());
        }
    }

    /** Every generation that there is, one that is being built or waits to be dropped included. */
    @GET
    @Path("/{hash}")
    @Operation(operationId = "erasedFrom", summary = "What each generation of each projection has removed of a person")
    @APIResponse(responseCode = "200", description = "By projection and generation")
    @APIResponse(responseCode = "403", description = "forbidden: the role data-officer is needed")
    public ErasedFrom of(@PathParam("hash") String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw Fields.invalid("hash", "must be SHA-256 of the learner's id, 64 characters of 0-9 and a-f");
        }
        return new ErasedFrom(
                service,
                host.projections().stream()
                        .filter(projection ->
                                projection.definition().projection().isErasable())
                        .flatMap(projection -> stores(projection, hash))
                        .toList());
    }

    private static <K, S, C> Stream<Store> stores(HostedProjection<?, K, S, C> projection, String hash) {
        var found = projection.generations().read().orElse(null);
        if (found == null) {
            return Stream.of(Store.of(projection.definition().name(), 0, null));
        }
        return Stream.concat(
                        Stream.of(found.live()),
                        Stream.concat(Stream.ofNullable(found.building()), found.retired().stream()))
                .map(Generation::number)
                .map(number -> {
                    try (var store = projection.generations().store(number)) {
                        return Store.of(
                                projection.definition().name(),
                                number,
                                store.erasure(hash).orElse(null));
                    }
                });
    }
}
