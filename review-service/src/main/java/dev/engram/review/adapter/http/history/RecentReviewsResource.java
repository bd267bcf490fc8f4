package dev.engram.review.adapter.http.history;

import dev.engram.events.Rating;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.projections.query.ReviewSpan;
import dev.engram.review.application.history.RecentReviews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The caller's reviews of all cards, by time. */
@Path("/api/v1/reviews/recent")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reviews")
public class RecentReviewsResource {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 500;

    private final RecentReviews reviews;
    private final Caller caller;

    RecentReviewsResource(RecentReviews reviews, Caller caller) {
        this.reviews = reviews;
        this.caller = caller;
    }

    /**
     * @param next cursor of the next page; absent on the last
     * @param parked whether a write named by {@code after} could not be applied, and so is not in the answer
     */
    @Schema(name = "RecentReviews")
    record Page(List<Review> reviews, @Nullable String next, boolean caughtUp, boolean parked) {
        static Page of(RecentReviews.Page page) {
            return new Page(
                    page.reviews().stream().map(Review::of).toList(),
                    ReviewCursor.text(page.next()),
                    page.reached().caughtUp(),
                    page.reached().parked());
        }
    }

    @Schema(name = "RecentReview")
    record Review(
            UUID reviewId,
            UUID cardId,
            Instant reviewedAt,
            String utcOffset,
            String clientId,
            Rating rating,
            @Nullable Long durationMs,
            boolean practice,
            boolean retracted) {
        private static Review of(ReviewSpan.Found found) {
            var review = found.review();
            var stamp = review.stamp();
            return new Review(
                    stamp.eventId().value(),
                    review.cardId().value(),
                    stamp.at(),
                    stamp.utcOffset().getId(),
                    stamp.clientId().value(),
                    review.rating(),
                    review.durationMs(),
                    review.practice(),
                    found.retracted());
        }
    }

    @GET
    @Operation(
            operationId = "listRecentReviews",
            summary = "Own reviews of all cards, the newest first",
            description = "Reviews with from <= reviewedAt < to, retracted ones and practice included, page by page."
                    + " With 'next' as cursor, and the same from and to, the next page follows.")
    @APIResponse(responseCode = "200", description = "A page")
    public Page list(
            @RestQuery @Schema(format = "date-time", description = "The first moment") @Nullable String from,
            @RestQuery @Schema(format = "date-time", description = "The first moment after the last") @Nullable
                    String to,
            @RestQuery @Schema(format = "cursor", description = "'next' of the page before, as it is") @Nullable
                    String cursor,
            @RestQuery
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100")
                    @Nullable
                    String limit,
            @RestQuery @Nullable String after) {
        var wanted = new RecentReviews.Wanted(
                from == null ? null : Fields.instant("from", from),
                to == null ? null : Fields.instant("to", to),
                cursor == null ? null : ReviewCursor.parse(cursor),
                limit == null ? USUAL_LIMIT : (int) Fields.integer("limit", limit, 1, HIGHEST_LIMIT));
        return Page.of(reviews.of(caller.learnerId(), wanted, Fields.after(after)));
    }
}
