package dev.engram.review.adapter.http;

import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.events.text.TextKind;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.review.adapter.http.StudyAnswers.PlanInForce;
import dev.engram.review.adapter.http.StudyAnswers.Queue;
import dev.engram.review.application.LearnerReader;
import dev.engram.review.application.QueueReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What to study next, and by which plan. */
@Path("/api/v1")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(
        name = "studying",
        description = "What to study next, and by which plan")
public class StudyResource {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 1_000;

    private final QueueReader queues;
    private final LearnerReader learners;
    private final Caller caller;

    StudyResource(QueueReader queues, LearnerReader learners, Caller caller) {
        this.queues = queues;
        this.learners = learners;
        this.caller = caller;
    }

    @GET
    @Path("/queue")
    @Operation(
            operationId = "readQueue",
            summary = "The cards to study next, in order",
            description = "Cards in the learning steps, due reviews, new cards of joined decks, then steps that come up"
                    + " later today, within the limits of the plan. limit cuts the list (0 to 1,000, 50 if absent), not"
                    + " the counts; it ends earlier where the questions are very long.")
    @APIResponse(responseCode = "200", description = "The queue now")
    public Queue queue(
            @RestQuery @Schema(format = "uuid", description = "Only cards of this deck") @Nullable String deckId,
            @RestQuery
                    @Schema(
                            description = "Only cards with this tag or one below it",
                            format = "tag",
                            minLength = 1,
                            maxLength = 64,
                            examples = "attention")
                    @Nullable
                    String tag,
            @RestQuery
                    @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "1000", defaultValue = "50")
                    @Nullable
                    String limit,
            @RestQuery @Nullable String after) {
        var wanted = new QueueReader.Wanted(
                deckId == null ? null : new DeckId(Fields.uuid("deckId", deckId)),
                tag == null ? null : tag(tag),
                limit == null ? USUAL_LIMIT : (int) Fields.integer("limit", limit, 0, HIGHEST_LIMIT));
        return Queue.of(queues.of(caller.withToken(), wanted, Fields.after(after)));
    }

    @GET
    @Path("/plan")
    @Operation(operationId = "readPlan", summary = "The study plan in force")
    @APIResponse(responseCode = "200", description = "The plan")
    public PlanInForce plan(@RestQuery @Nullable String after) {
        return PlanInForce.of(learners.plan(caller.learnerId(), Fields.after(after)));
    }

    static Tag tag(String text) {
        var fault = TextKind.TAG.fault(text);
        if (fault != null) {
            throw Fields.invalid("tag", fault.rule());
        }
        try {
            return Tag.of(text);
        } catch (IllegalArgumentException broken) {
            throw Problem.invalidField(
                            "tag", "must have 1 to 64 characters, none of them white space, with names around ::")
                    .exception();
        }
    }
}
