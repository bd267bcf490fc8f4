package dev.engram.kit.projection;

import dev.engram.events.text.TextKind;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.log.LogUnreachableException;
import dev.engram.runtime.runner.PartitionFailure;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.RecordSkip;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.StoreException;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The projections of the service, for operators: what they do, rebuild and audit. */
@Path("/internal/projections")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR_GROUP)
@Tag(name = "operations")
@EndpointDisabled(name = "engram.projections.enabled", stringValue = "false")
public class ProjectionResource {

    private final ProjectionHost host;
    private static final int LONGEST_WHY = 1_000;

    private final Audits audits;
    private final Caller caller;
    private final String service;

    ProjectionResource(
            ProjectionHost host,
            Audits audits,
            Caller caller,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.host = host;
        this.audits = audits;
        this.caller = caller;
        this.service = service;
    }

    @Schema(name = "Projections")
    public record Projections(String service, List<ProjectionReport> projections) {}

    @GET
    @Operation(operationId = "listProjections", summary = "State, lag and progress of every projection of the service")
    public Projections list() {
        var now = Instant.now();
        return new Projections(
                service,
                host.projections().stream()
                        .map(projection -> ProjectionReport.of(
                                projection.status(),
                                audits.ended(projection.definition().name()),
                                now))
                        .toList());
    }

    @POST
    @Path("/{name}/rebuild")
    @Operation(
            operationId = "rebuildProjection",
            summary = "Build a generation beside the live one from the beginning of the log",
            description = "The live generation answers until the new one has caught up and replaces it.")
    @APIResponse(responseCode = "202", description = "Begun; the list of projections shows the progress")
    @APIResponse(responseCode = "404", description = "not-found: the service has no such projection")
    @APIResponse(
            responseCode = "409",
            description = "rebuild-running: a generation is being built; log-replaced, log-start-moved,"
                    + " log-end-lost, log-changed: the log has lost records, and is restored first")
    public Response rebuild(@PathParam("name") String name) {
        if (!work(find(host, name), HostedProjection::rebuild)) {
            throw Problem.of(409, "rebuild-running", "A generation is being built already")
                    .withDetail("Wait until it is live, or cancel it first")
                    .exception();
        }
        return Response.accepted().build();
    }

    @DELETE
    @Path("/{name}/rebuild")
    @Operation(
            operationId = "cancelRebuild",
            summary = "Give up the generation that is being built; the live one is not touched",
            description = "A rebuild because of a newer fold version begins again by itself.")
    @APIResponse(responseCode = "204", description = "Cancelled")
    @APIResponse(responseCode = "409", description = "rebuild-not-running: nothing is being built")
    public void cancel(@PathParam("name") String name) {
        if (!work(find(host, name), HostedProjection::cancelRebuild)) {
            throw Problem.of(409, "rebuild-not-running", "Nothing is being built")
                    .exception();
        }
    }

    @POST
    @Path("/{name}/audit")
    @Operation(
            operationId = "startAudit",
            summary = "Compare the live generation with a fold of the log, in the background",
            description = "With repair=true it writes what the log gives where something differs, while events arrive.")
    @APIResponse(responseCode = "202", description = "Begun; GET shows the progress and then the report")
    @APIResponse(
            responseCode = "409",
            description = "audit-running: the service audits one projection at a time;"
                    + " projection-not-ready: the live generation is of another fold version")
    public Response audit(
            @PathParam("name") String name,
            @Parameter(description = "true or false") @QueryParam("repair") @Nullable String repair) {
        return Response.accepted(audits.start(find(host, name), Fields.flag("repair", repair, false)))
                .build();
    }

    /** @param why kept with the record */
    @Schema(name = "Skip")
    public record Skip(
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable String why) {}

    @POST
    @Path("/{name}/skip")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "skipRecord",
            summary = "Step over the record at which a partition is stuck, as the last resort",
            description = "The record is parked as skipped, also by generations built later; it can be replayed.")
    @APIResponse(responseCode = "204", description = "The partition goes on after it")
    @APIResponse(
            responseCode = "409",
            description = "not-stuck: the partition is not at that record, or is applying events;"
                    + " log-changed: the topic is another one")
    public void skip(@PathParam("name") String name, @Nullable Skip body) {
        var request = Fields.required("body", body);
        int partition = Fields.required("partition", request.partition);
        long offset = Fields.required("offset", request.offset);
        var why = Fields.text("why", request.why, TextKind.TEXT, LONGEST_WHY);
        var projection = find(host, name);
        int partitions = projection.definition().topic().partitions();
        if (partition < 0 || partition >= partitions) {
            throw Fields.invalid("partition", "must be 0 to " + (partitions - 1));
        }
        var status = projection.status();
        var live = status.of(status.live());
        if (live != null && live.partitions().get(partition).state() instanceof PartitionState.Live) {
            var building = status.of(status.building());
            if (building == null || building.partitions().get(partition).state() instanceof PartitionState.Live) {
                throw notStuck("partition %d is applying events, and is at offset %d"
                        .formatted(partition, live.partitions().get(partition).next()));
            }
        }
        var who = "operator " + caller.learnerId().text();
        switch (work(projection, found -> found.skip(partition, offset, why, who))) {
            case RecordSkip.Outcome.Skipped _ -> {}
            case RecordSkip.Outcome.Elsewhere(long next) ->
                throw notStuck("partition %d is at offset %d, not at %d".formatted(partition, next, offset));
            case RecordSkip.Outcome.NoRecord(long end) ->
                throw notStuck("the log has no record at offset %d yet: partition %d ends at %d"
                        .formatted(offset, partition, end));
        }
    }

    private static ProblemException notStuck(String where) {
        return Problem.of(409, "not-stuck", "Nothing is skipped")
                .withDetail("Only the record at which a partition is stuck can be skipped: " + where)
                .exception();
    }

    @GET
    @Path("/{name}/audit")
    @Operation(operationId = "getAudit", summary = "Progress and report of the last audit since the service started")
    @APIResponse(responseCode = "404", description = "not-found: no audit has been started")
    public AuditView lastAudit(@PathParam("name") String name) {
        return audits.last(find(host, name).definition().name());
    }

    static HostedProjection<?, ?, ?, ?> find(ProjectionHost host, String name) {
        return host.projections().stream()
                .filter(projection -> projection.definition().name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no projection %s; there are %s"
                                .formatted(
                                        name,
                                        host.projections().stream()
                                                .map(projection ->
                                                        projection.definition().name())
                                                .toList()))
                        .exception());
    }

    /**
     * Runs work on the generations, and ends the request with a problem where log or database do not allow it; at once where
     * they are known not to answer.
     */
    static <T> T work(HostedProjection<?, ?, ?, ?> projection, Function<HostedProjection<?, ?, ?, ?>, T> work) {
        if (projection.status().state() instanceof PartitionState.Retrying waiting && waiting.isServerUnavailable()) {
            throw waiting.reason().equals(StoreException.Kind.UNAVAILABLE.slug())
                    ? databaseUnavailable(StoreException.Kind.UNAVAILABLE)
                    : logUnavailable();
        }
        try {
            return work.apply(projection);
        } catch (ProjectionStoppedException stopped) {
            throw Problem.of(409, stopped.reason(), "The projection cannot go on")
                    .withDetail(stopped.remedy())
                    .with("reason", stopped.reason())
                    .with("remedy", stopped.remedy())
                    .exception();
        } catch (StoreException failed) {
            throw databaseUnavailable(failed.kind());
        } catch (LogUnreachableException failed) {
            throw logUnavailable();
        }
    }

    private static ProblemException databaseUnavailable(StoreException.Kind kind) {
        return Problem.of(503, kind.slug(), "The database cannot be used now")
                .withDetail(kind.meaning())
                .exception();
    }

    private static ProblemException logUnavailable() {
        return Problem.of(503, PartitionFailure.LOG_UNAVAILABLE, "The log cannot be read now")
                .withDetail("Kafka does not answer: start it, or look at its log")
                .exception();
    }
}
