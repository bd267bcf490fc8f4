package dev.engram.gateway.adapter.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.gateway.adapter.account.CallActor;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.adapter.operations.ProjectionsOfServices.Overview;
import dev.engram.gateway.adapter.service.ServiceClient;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.projection.AuditView;
import dev.engram.kit.projection.ParkedResource;
import dev.engram.kit.projection.ProjectionResource;
import io.quarkus.security.identity.SecurityIdentity;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What {@code ./engram} does with projections, for the page of operators. Each service decides and answers; what is done is in the audit trail. */
@Path("/api/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR_GROUP)
@Tag(name = "operations", description = "Projections of all services: state, parked events, rebuild, audit")
@APIResponse(responseCode = "404", description = "not-found: no such service, projection or event")
@APIResponse(responseCode = "503", description = "service-unavailable, store-unavailable or log-unavailable")
public class OperationsResource {
    private static final String OF = "/{service}/projections/{name}";

    private final ProjectionsOfServices projections;
    private final ServiceClient services;
    private final TokenSigner signer;
    private final SecurityIdentity identity;
    private final CallActor actor;

    OperationsResource(
            ProjectionsOfServices projections,
            ServiceClient services,
            TokenSigner signer,
            SecurityIdentity identity,
            CallActor actor) {
        this.projections = projections;
        this.services = services;
        this.signer = signer;
        this.identity = identity;
        this.actor = actor;
    }

    @GET
    @Path("/projections")
    @Operation(
            operationId = "readProjections",
            summary = "State, lag and progress of every projection of every service",
            description = "A service that does not answer within 5 seconds is in the list with what is wrong.")
    @APIResponse(responseCode = "200", description = "All services")
    public Overview projections() {
        return projections.read(SessionResource.caller(identity));
    }

    @POST
    @Path(OF + "/rebuild")
    @Operation(
            operationId = "rebuild",
            summary = "Build a generation beside the live one from the beginning of the log",
            description = "The live generation answers until the new one has caught up and replaces it.")
    @APIResponse(responseCode = "204", description = "Begun; the list of projections shows the progress")
    @APIResponse(
            responseCode = "409",
            description =
                    "rebuild-running; log-replaced, log-start-moved, log-end-lost or log-changed: the log is restored first")
    public void rebuild(@PathParam("service") String service, @PathParam("name") String name) {
        ask(service, "POST", name, "/rebuild", null);
        did(AuditAction.REBUILD_STARTED, service, name, Map.of());
    }

    @DELETE
    @Path(OF + "/rebuild")
    @Operation(operationId = "endRebuild", summary = "Give up the generation that is being built")
    @APIResponse(responseCode = "204", description = "Cancelled")
    @APIResponse(responseCode = "409", description = "rebuild-not-running")
    public void cancel(@PathParam("service") String service, @PathParam("name") String name) {
        ask(service, "DELETE", name, "/rebuild", null);
        did(AuditAction.REBUILD_CANCELLED, service, name, Map.of());
    }

    @POST
    @Path(OF + "/audit")
    @Operation(
            operationId = "audit",
            summary = "Compare the live generation with a fold of the log, in the background",
            description = "With repair=true it writes what the log gives where something differs.")
    @APIResponse(
            responseCode = "202",
            description = "Begun; GET shows the progress and then the result",
            content = @Content(schema = @Schema(implementation = AuditView.class)))
    @APIResponse(responseCode = "409", description = "audit-running or projection-not-ready")
    public Response audit(
            @PathParam("service") String service,
            @PathParam("name") String name,
            @QueryParam("repair") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable String repair) {
        var isRepair = String.valueOf(Fields.flag("repair", repair, false));
        var begun = ask(service, "POST", name, "/audit?repair=" + isRepair, null);
        did(AuditAction.PROJECTION_AUDITED, service, name, Map.of("repair", isRepair));
        return Response.accepted(begun).build();
    }

    @GET
    @Path(OF + "/audit")
    @Operation(operationId = "readAudit", summary = "Progress or result of the last audit since the service started")
    @APIResponse(
            responseCode = "200",
            description = "The audit",
            content = @Content(schema = @Schema(implementation = AuditView.class)))
    public JsonNode lastAudit(@PathParam("service") String service, @PathParam("name") String name) {
        return ask(service, "GET", name, "/audit", null);
    }

    @GET
    @Path(OF + "/parked")
    @Operation(
            operationId = "readParked",
            summary = "Events that the projection could not apply, without their contents")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = ParkedResource.Page.class)))
    public JsonNode parked(
            @PathParam("service") String service,
            @PathParam("name") String name,
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    String limit,
            @QueryParam("cursor")
                    @Schema(format = "cursor", description = "'next' of the page before, as it is")
                    @Nullable
                    String cursor) {
        int most = limit == null ? 100 : (int) Fields.integer("limit", limit, 1, 1_000);
        var from = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        return ask(service, "GET", name, "/parked?limit=" + most + from, null);
    }

    @GET
    @Path(OF + "/parked/{event}")
    @Operation(
            operationId = "readParkedEvent",
            summary = "One parked event with headers and content",
            description = "The content is of a person; that it was read is in the audit trail.")
    @APIResponse(
            responseCode = "200",
            description = "The event",
            content = @Content(schema = @Schema(implementation = ParkedResource.Event.class)))
    public JsonNode parkedEvent(
            @PathParam("service") String service,
            @PathParam("name") String name,
            @PathParam("event") @Schema(examples = "3-17", description = "Partition and offset") String event) {
        var found = ask(service, "GET", name, "/parked/" + event, null);
        did(AuditAction.PARKED_READ, service, name, Map.of("event", event));
        return found;
    }

    @POST
    @Path(OF + "/parked/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replay",
            summary = "Apply parked events as the program does now, after the cause was removed",
            description = "One event, all of a reason, or all. What still cannot be applied stays parked.")
    @APIResponse(
            responseCode = "200",
            description = "What came of each",
            content = @Content(schema = @Schema(implementation = ParkedResource.Replayed.class)))
    public JsonNode replay(
            @PathParam("service") String service,
            @PathParam("name") String name,
            ParkedResource.@Nullable Replay body) {
        var wanted = Fields.required("body", body);
        var which = new HashMap<String, String>();
        if (wanted.event() != null) {
            which.put("event", wanted.event());
        }
        if (wanted.reason() != null) {
            which.put("reason", wanted.reason());
        }
        var results = ask(service, "POST", name, "/parked/replay", which);
        did(AuditAction.PARKED_REPLAYED, service, name, which);
        return results;
    }

    @POST
    @Path(OF + "/parked/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "discard",
            summary = "Leave a parked event out, also after a rebuild; it is kept with the note")
    @APIResponse(responseCode = "204", description = "Discarded")
    public void discard(
            @PathParam("service") String service,
            @PathParam("name") String name,
            ParkedResource.@Nullable Discard body) {
        var wanted = Fields.required("body", body);
        var event = Fields.required("event", wanted.event());
        var note = Fields.required("note", wanted.note());
        ask(service, "POST", name, "/parked/discard", Map.of("event", event, "note", note));
        did(AuditAction.PARKED_DISCARDED, service, name, Map.of("event", event));
    }

    @POST
    @Path(OF + "/skip")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "skip",
            summary = "Step over the record at which a partition is stuck, as the last resort",
            description = "The record is parked as skipped and can be replayed.")
    @APIResponse(responseCode = "204", description = "The partition goes on after it")
    @APIResponse(responseCode = "409", description = "not-stuck or log-changed")
    public void skip(
            @PathParam("service") String service,
            @PathParam("name") String name,
            ProjectionResource.@Nullable Skip body) {
        var wanted = Fields.required("body", body);
        int partition = Fields.required("partition", wanted.partition());
        long offset = Fields.required("offset", wanted.offset());
        var why = Fields.required("why", wanted.why());
        ask(service, "POST", name, "/skip", Map.of("partition", partition, "offset", offset, "why", why));
        did(AuditAction.RECORD_SKIPPED, service, name, Map.of("event", partition + "-" + offset));
    }

    /** @param path of what is asked of the projection, with its query */
    private JsonNode ask(String service, String method, String name, String path, @Nullable Object body) {
        var asked = Arrays.stream(Service.values())
                .filter(one -> ProjectionsOfServices.name(one).equals(service))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                                "There is no service " + service + "; there are cards, reviews and analytics")
                        .exception());
        var token = signer.inner(SessionResource.caller(identity), asked);
        return services.send(asked, method, "/internal/projections/" + name + path, body, token);
    }

    private void did(AuditAction action, String service, String name, Map<String, String> more) {
        var details = new HashMap<>(more);
        details.put("service", service);
        details.put("projection", name);
        actor.did(action, null, details);
    }
}
