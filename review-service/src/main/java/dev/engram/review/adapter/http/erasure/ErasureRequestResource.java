package dev.engram.review.adapter.http.erasure;

import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.review.application.erasure.LearnerErasure;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Erases a learner, for the gateway. */
@Path("/internal/erased-learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.DATA_OFFICER_GROUP)
@Tag(name = "internal")
public class ErasureRequestResource {
    private final LearnerErasure erasure;
    private final InstantSource clock;

    ErasureRequestResource(LearnerErasure erasure, InstantSource clock) {
        this.erasure = erasure;
        this.clock = clock;
    }

    /** @param eventId made by the caller, who may ask again */
    @Schema(name = "ErasedLearner")
    public record Erased(
            @Schema(required = true, format = "uuid") @Nullable
            String learnerId,

            @Schema(required = true, format = "uuid") @Nullable
            String eventId) {}

    /** @param position of the event */
    @Schema(name = "ErasureAppended")
    public record Appended(String position) {}

    /** In the body and not in the address, which may be logged on the way. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "eraseLearner", summary = "Append the event that erases a learner; again is harmless")
    @APIResponse(responseCode = "200", description = "The log has acknowledged it")
    @APIResponse(responseCode = "403", description = "forbidden: the role data-officer is needed")
    @APIResponse(responseCode = "503", description = "The log cannot be written; ask again")
    public Appended erase(@Nullable Erased given) {
        var body = Fields.required("body", given);
        var position = erasure.erase(
                new LearnerId(Fields.uuid("learnerId", body.learnerId())),
                new EventId(Fields.uuid("eventId", body.eventId())),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return new Appended(position.toString());
    }
}
