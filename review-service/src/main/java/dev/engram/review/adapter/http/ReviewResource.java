package dev.engram.review.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.review.adapter.http.BodyReader.InvalidFieldException;
import dev.engram.review.adapter.http.ReviewAnswers.History;
import dev.engram.review.adapter.http.ReviewAnswers.Results;
import dev.engram.review.adapter.http.ReviewAnswers.Retracted;
import dev.engram.review.application.BatchItem;
import dev.engram.review.application.LearnerReader;
import dev.engram.review.domain.ItemOutcome.Rejected;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Reviews: recorded in batches, taken back, and shown as merged. */
@Path("/api/v1/reviews")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reviews", description = "Record reviews, take them back, read the history of a card")
public class ReviewResource {
    private static final int MOST_OF_A_HISTORY = 500;
    private static final BatchIntake.Kind<ReviewBodies.Review> REVIEWS = new BatchIntake.Kind<>(
            "reviews", "reviewId", ReviewBodies.Batch.class, ReviewBodies.Review.class, ReviewBodies.Review::of);

    private final BatchIntake intake;
    private final LearnerReader learners;
    private final Caller caller;
    private final InstantSource clock;

    ReviewResource(BatchIntake intake, LearnerReader learners, Caller caller, InstantSource clock) {
        this.intake = intake;
        this.learners = learners;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "recordReviews",
            summary = "Record a batch of reviews",
            description =
                    "1 to 1,000 reviews of the learner of the token. Each gets its own result, in the order of the"
                            + " batch: a bad one, also one with a field that is not known, does not affect the others."
                            + " Sending a batch again is harmless. With 503 nothing is certain: send the whole batch again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReviewBodies.Batch.class)))
    @APIResponse(responseCode = "200", description = "A result per item, and the position to read after")
    @APIResponse(
            responseCode = "400",
            description = "invalid-field, malformed-json or batch-too-large: not a batch; nothing is stored")
    @APIResponse(responseCode = "403", description = "other-learner: learnerId is not that of the token; or forbidden")
    @APIResponse(
            responseCode = "429",
            description =
                    "too-many-requests: the reviews of this day are used up; nothing more is stored, send the batch"
                            + " again after Retry-After")
    @APIResponse(responseCode = "503", description = "The log cannot be written; see Retry-After")
    public Results record(@Nullable JsonNode body) {
        var taken = intake.take(body, REVIEWS);
        return Results.of(taken.items(), taken.outcome());
    }

    @POST
    @Path("/{reviewId}/retraction")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "retractReview",
            summary = "Take a review back",
            description = "May arrive before the review itself.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReviewBodies.Retraction.class)))
    @APIResponse(responseCode = "200", description = "Accepted, or a duplicate")
    @APIResponse(responseCode = "403", description = "other-learner: learnerId is not that of the token; or forbidden")
    @APIResponse(responseCode = "404", description = "unknown-card")
    @APIResponse(responseCode = "409", description = "card-history-full")
    @APIResponse(responseCode = "429", description = "too-many-requests: what a learner can add on this day is used up")
    public Retracted retract(@RestPath @Schema(format = "uuid") String reviewId, @Nullable JsonNode body) {
        var learnerId = caller.learnerId();
        var receivedAt = clock.instant();
        var review = new EventId(Fields.uuid("reviewId", reviewId));
        try {
            var retraction = BodyReader.read(BatchIntake.object(body), ReviewBodies.Retraction.class, learnerId);
            var outcome =
                    intake.recorded(List.of(new BatchItem.Readable(retraction.of(learnerId, review, receivedAt))));
            if (outcome.outcomes().getFirst() instanceof Rejected(var refusal)) {
                throw Problems.of(refusal, "").exception();
            }
            return Retracted.of(outcome);
        } catch (InvalidFieldException invalid) {
            throw Problems.of(invalid.refusal(), "").exception();
        }
    }

    @GET
    @Operation(
            operationId = "readCardHistory",
            summary = "The merged history of a card",
            description =
                    "The reviews of the card from all clients, oldest first, with the state after each: the latest 500, or"
                            + " limit (1 to 500). Where 'earlier' is not 0, 'before' with the id of the first review listed gives those"
                            + " that came before it.")
    @APIResponse(responseCode = "200", description = "The history, and the state that it comes to")
    public History history(
            @RestQuery @Parameter(required = true) @Schema(format = "uuid") @Nullable String cardId,
            @RestQuery
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "500")
                    @Nullable
                    String limit,
            @RestQuery @Schema(format = "uuid", description = "The first review of the answer before") @Nullable
                    String before,
            @RestQuery @Nullable String after) {
        var card = new CardId(Fields.uuid("cardId", cardId));
        var wanted = new LearnerReader.Wanted(
                limit == null ? MOST_OF_A_HISTORY : (int) Fields.integer("limit", limit, 1, MOST_OF_A_HISTORY),
                before == null ? null : new EventId(Fields.uuid("before", before)));
        return History.of(learners.history(caller.learnerId(), card, wanted, Fields.after(after)));
    }
}
