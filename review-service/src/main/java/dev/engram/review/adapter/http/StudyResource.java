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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What to study next, and by which plan. */
@Path("/api/v1")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(name = "studying")
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
            summary = "The cards to study next, in order",
            description = "Cards in the learning steps, due reviews, new cards of joined decks, then steps that come up"
                    + " later today, within the limits of the plan. limit cuts the list (0 to 1,000, 50 if absent), not"
                    + " the counts; it ends earlier where the questions are very long.")
    @APIResponse(responseCode = "429", description = "too-many-requests: wait for an answer before the next request")
    public Queue queue(
            @RestQuery @Nullable String deckId,
            @RestQuery @Nullable String tag,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        var wanted = new QueueReader.Wanted(
                deckId == null ? null : new DeckId(Fields.uuid("deckId", deckId)),
                tag == null ? null : tag(tag),
                limit == null ? USUAL_LIMIT : (int) Fields.integer("limit", limit, 0, HIGHEST_LIMIT));
        return Queue.of(queues.of(caller.withToken(), wanted, Fields.after(after)));
    }

    @GET
    @Path("/plan")
    @Operation(summary = "The study plan in force")
    public PlanInForce plan(@RestQuery @Nullable String after) {
        return PlanInForce.of(learners.plan(caller.learnerId(), Fields.after(after)));
    }

    private static Tag tag(String text) {
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
