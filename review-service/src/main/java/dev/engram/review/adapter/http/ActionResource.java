package dev.engram.review.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.CardId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.review.adapter.http.ActionAnswers.ActionList;
import dev.engram.review.adapter.http.ActionAnswers.ActionResults;
import dev.engram.review.adapter.http.ActionAnswers.RetractionResults;
import dev.engram.review.application.LearnerReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Actions on cards, and what is taken back. */
@Path("/api/v1")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "actions",
        description = "Suspend, bury and reset cards, set when they fall due, and take back what was sent")
public class ActionResource {
    private static final BatchIntake.Kind<ActionBodies.Action> ACTIONS = new BatchIntake.Kind<>(
            "actions", "actionId", ActionBodies.Actions.class, ActionBodies.Action.class, ActionBodies.Action::of);
    private static final BatchIntake.Kind<ActionBodies.Retraction> RETRACTIONS = new BatchIntake.Kind<>(
            "retractions",
            "retractionId",
            ActionBodies.Retractions.class,
            ActionBodies.Retraction.class,
            ActionBodies.Retraction::of);

    private final BatchIntake intake;
    private final LearnerReader learners;
    private final Caller caller;

    ActionResource(BatchIntake intake, LearnerReader learners, Caller caller) {
        this.intake = intake;
        this.learners = learners;
        this.caller = caller;
    }

    @POST
    @Path("/actions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "recordActions",
            summary = "Record a batch of actions on cards",
            description =
                    "1 to 1,000 actions, by the rules of recordReviews. An action holds from actedAt on, in one order with the"
                            + " reviews of all clients: a suspended card is not in the queue until RESUME, a buried one until the"
                            + " study day after actedAt, a card that was RESET is new, and dueDay of SET_DUE holds until the next"
                            + " answer and means nothing to a new card. POST /retractions takes an action back.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ActionBodies.Actions.class)))
    @APIResponse(responseCode = "200", description = "A result per item, and the position to read after")
    @APIResponse(
            responseCode = "400",
            description = "invalid-field, malformed-json or batch-too-large: not a batch; nothing is stored")
    @APIResponse(responseCode = "403", description = "other-learner: learnerId is not that of the token; or forbidden")
    @APIResponse(
            responseCode = "429",
            description = "too-many-requests: what a learner can add on this day is used up; nothing more is stored")
    @APIResponse(responseCode = "503", description = "The log cannot be written; see Retry-After")
    public ActionResults act(@Nullable JsonNode body) {
        return ActionResults.of(intake.take(body, ACTIONS));
    }

    @GET
    @Path("/actions")
    @Operation(
            operationId = "listActions",
            summary = "The actions on a card",
            description = "All of them from all clients, oldest first, those taken back included.")
    @APIResponse(responseCode = "200", description = "The actions")
    public ActionList list(
            @RestQuery @Parameter(required = true) @Schema(format = "uuid") @Nullable String cardId,
            @RestQuery @Nullable String after) {
        var card = new CardId(Fields.uuid("cardId", cardId));
        return ActionList.of(learners.actions(caller.learnerId(), card, Fields.after(after)));
    }

    @POST
    @Path("/retractions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "retractEvents",
            summary = "Take reviews and actions back, in a batch",
            description =
                    "1 to 1,000 retractions, by the rules of recordReviews. Each may arrive before its target, and has no effect"
                            + " on one of another card. A retraction cannot be taken back: send the review or action again under"
                            + " a new id.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ActionBodies.Retractions.class)))
    @APIResponse(responseCode = "200", description = "A result per item, and the position to read after")
    @APIResponse(
            responseCode = "400",
            description = "invalid-field, malformed-json or batch-too-large: not a batch; nothing is stored")
    @APIResponse(responseCode = "403", description = "other-learner: learnerId is not that of the token; or forbidden")
    @APIResponse(
            responseCode = "429",
            description = "too-many-requests: what a learner can add on this day is used up; nothing more is stored")
    @APIResponse(responseCode = "503", description = "The log cannot be written; see Retry-After")
    public RetractionResults retract(@Nullable JsonNode body) {
        return RetractionResults.of(intake.take(body, RETRACTIONS));
    }
}
