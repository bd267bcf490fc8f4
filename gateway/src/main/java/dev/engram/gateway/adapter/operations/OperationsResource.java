package dev.engram.gateway.adapter.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.gateway.adapter.account.CallActor;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.adapter.operations.ProjectionsOfServices.Overview;
import dev.engram.gateway.adapter.service.ServiceClient;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
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

/** What {@code ./engram} does with projections, for the page of operators. Each service decides and answers; what is asked for is in the audit trail. */
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
        change(AuditAction.REBUILD_STARTED, Map.of(), service, "POST", name, "/rebuild", null);
    }

    @DELETE
    @Path(OF + "/rebuild")
    @Operation(operationId = "endRebuild", summary = "Give up the generation that is being built")
    @APIResponse(responseCode = "204", description = "Cancelled")
    @APIResponse(responseCode = "409", description = "rebuild-not-running")
    public void cancel(@PathParam("service") String service, @PathParam("name") String name) {
        change(AuditAction.REBUILD_CANCELLED, Map.of(), service, "DELETE", name, "/rebuild", null);
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
        var details = Map.of("repair", isRepair);
        var path = "/audit?repair=" + isRepair;
        var begun = change(AuditAction.PROJECTION_AUDITED, details, service, "POST", name, path, null);
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
        return ask(service, name, "/audit");
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
        return ask(service, name, "/parked?limit=" + most + from);
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
        var found = ask(service, name, "/parked/" + event);
        actor.did(AuditAction.PARKED_READ, null, details(Map.of("event", event), service, name));
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
        return change(AuditAction.PARKED_REPLAYED, which, service, "POST", name, "/parked/replay", which);
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
        var details = Map.of("event", event);
        var asked = Map.of("event", event, "note", note);
        change(AuditAction.PARKED_DISCARDED, details, service, "POST", name, "/parked/discard", asked);
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
        var details = Map.of("event", partition + "-" + offset);
        var asked = Map.of("partition", partition, "offset", offset, "why", why);
        change(AuditAction.RECORD_SKIPPED, details, service, "POST", name, "/skip", asked);
    }

    /**
     * Asks for a change. That it is asked for is in the audit trail before, since a service may do what it is too slow to answer; what came
     * of it is a second entry.
     */
    private JsonNode change(
            AuditAction action,
            Map<String, String> more,
            String service,
            String method,
            String name,
            String path,
            @Nullable Object body) {
        var asked = service(service);
        var details = details(more, service, name);
        actor.tell(action, Outcome.ASKED, details);
        JsonNode answer;
        try {
            answer = send(asked, method, name, path, body);
        } catch (ProblemException problem) {
            actor.tell(action, outcome(problem), details);
            throw problem;
        }
        actor.tell(action, Outcome.OK, details);
        return answer;
    }

    private static Outcome outcome(ProblemException problem) {
        int status = problem.problem().status();
        if (status < 500) {
            return Outcome.REFUSED;
        }
        // 502: an answer that is none of the service's own
        boolean isOpen = status == 502 || status == 504 || problem instanceof ServiceClient.LostException;
        return isOpen ? Outcome.UNKNOWN : Outcome.FAILED;
    }

    private JsonNode ask(String service, String name, String path) {
        return send(service(service), "GET", name, path, null);
    }

    private static Service service(String name) {
        return Arrays.stream(Service.values())
                .filter(one -> ProjectionsOfServices.name(one).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                                "There is no service " + name + "; there are cards, reviews and analytics")
                        .exception());
    }

    /** @param path of what is asked of the projection, with its query */
    private JsonNode send(Service service, String method, String name, String path, @Nullable Object body) {
        var token = signer.inner(SessionResource.caller(identity), service);
        return services.send(service, method, "/internal/projections/" + name + path, body, token);
    }

    private static Map<String, String> details(Map<String, String> more, String service, String name) {
        var details = new HashMap<>(more);
        details.put("service", service);
        details.put("projection", name);
        return details;
    }
}
