package dev.engram.review.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.Caller;
import dev.engram.projections.Position;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.review.adapter.http.JsonItem.BadField;
import dev.engram.review.adapter.http.ReviewAnswers.History;
import dev.engram.review.adapter.http.ReviewAnswers.Results;
import dev.engram.review.adapter.http.ReviewAnswers.Retracted;
import dev.engram.review.application.BatchItem;
import dev.engram.review.application.HistoryReader;
import dev.engram.review.application.ReviewRecorder;
import dev.engram.review.application.ReviewRetractor;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.RetractReview;
import dev.engram.review.domain.ReviewOutcome.Rejected;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Reviews: recorded in batches, taken back, and shown as merged. */
@Path("/api/v1/reviews")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reviews")
public class ReviewResource {
    private final ReviewRecorder recorder;
    private final ReviewRetractor retractor;
    private final HistoryReader histories;
    private final Caller caller;

    ReviewResource(ReviewRecorder recorder, ReviewRetractor retractor, HistoryReader histories, Caller caller) {
        this.recorder = recorder;
        this.retractor = retractor;
        this.histories = histories;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Record a batch of reviews",
            description =
                    "1 to 1,000 reviews of the learner of the token. Each gets its own result, in the order of the"
                            + " batch: a bad one does not hurt the others. Sending a batch again is harmless. With 503 nothing is"
                            + " certain: send the whole batch again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReviewBodies.Batch.class)))
    @APIResponse(responseCode = "200", description = "A result per item, and the position to read after")
    @APIResponse(responseCode = "400", description = "Not a batch; nothing is stored")
    @APIResponse(responseCode = "503", description = "The log cannot be written; see Retry-After")
    public Results record(@Nullable JsonNode body) {
        var learnerId = caller.learnerId();
        var items = items(body, learnerId);
        return Results.of(items, recorder.record(learnerId, items, caller.bearer()));
    }

    private static List<BatchItem> items(@Nullable JsonNode body, LearnerId learnerId) {
        var batch = object(body);
        own(batch, learnerId);
        if (!(batch.get("reviews") instanceof ArrayNode reviews)) {
            throw Problem.invalidField("reviews", "must be a list").exception();
        }
        if (reviews.isEmpty()) {
            throw Problem.invalidField("reviews", "must have at least one item").exception();
        }
        int most = Admission.MOST_REVIEWS_OF_A_BATCH;
        if (reviews.size() > most) {
            throw Problem.of(400, "batch-too-large", "The batch is too large")
                    .withDetail("The batch has " + reviews.size() + " reviews; nothing is recorded.")
                    .withField("reviews", "must have at most " + most + " items")
                    .exception();
        }
        var items = new ArrayList<BatchItem>(reviews.size());
        reviews.forEach(review -> items.add(CommandReader.item(review, learnerId)));
        return items;
    }

    @POST
    @Path("/{reviewId}/retraction")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Take a review back", description = "May arrive before the review itself.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReviewBodies.Retraction.class)))
    @APIResponse(responseCode = "200", description = "Recorded, or a duplicate")
    public Retracted retract(@RestPath String reviewId, @Nullable JsonNode body) {
        var learnerId = caller.learnerId();
        var review = new EventId(Fields.uuid("reviewId", reviewId));
        var fields = object(body);
        own(fields, learnerId);
        var outcome = retractor.retract(learnerId, retraction(fields, review), caller.bearer());
        if (outcome.outcomes().getFirst() instanceof Rejected(var refusal)) {
            throw Problems.of(refusal, "").exception();
        }
        return Retracted.of(outcome);
    }

    private static RetractReview retraction(ObjectNode fields, EventId review) {
        try {
            return CommandReader.retraction(new JsonItem(fields, ""), review);
        } catch (BadField bad) {
            throw Problems.of(bad.refusal(), "").exception();
        }
    }

    @GET
    @Operation(
            summary = "The merged history of a card",
            description = "All reviews of the card from all clients, oldest first, with the state after each.")
    public History history(@RestQuery @Nullable String cardId, @RestQuery @Nullable String after) {
        var card = new CardId(Fields.uuid("cardId", cardId));
        return History.of(histories.of(caller.learnerId(), card, Fields.after(after)));
    }

    private static ObjectNode object(@Nullable JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw Problem.of(400, "malformed-json", "The body cannot be read as JSON")
                .withDetail("The body must be a JSON object.")
                .exception();
    }

    private static void own(ObjectNode body, LearnerId learnerId) {
        try {
            CommandReader.requireOwn(new JsonItem(body, ""), learnerId);
        } catch (BadField bad) {
            throw Problems.of(bad.refusal(), "").exception();
        }
    }
}
