package dev.engram.bench.endpoint;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes batches of reviews in the form of the public API and answers as if they were accepted; nothing is kept. */
@Path("/api/v1/reviews")
@RunOnVirtualThread
public class BareReviewResource {

    /** The body of a batch. */
    public record BareBatch(List<BareReview> reviews) {}

    /** One review, with the fields that the benchmark sends. */
    public record BareReview(
            UUID reviewId,
            UUID cardId,
            String rating,
            OffsetDateTime reviewedAt,
            String clientId,
            long clientSeq,
            @Nullable Long durationMs) {}

    /** What is answered about a review. */
    public record BareResult(UUID reviewId, String status, List<String> flags) {}

    /** The answer about a batch. */
    public record BareResults(List<BareResult> results, String position) {}

    @POST
    public BareResults record(BareBatch batch) {
        return new BareResults(
                batch.reviews().stream()
                        .map(review -> new BareResult(review.reviewId(), "ACCEPTED", List.of()))
                        .toList(),
                "reviews-0@" + batch.reviews().getLast().clientSeq() + ".0123456789abcdefghijkl");
    }
}
