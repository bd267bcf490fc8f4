package dev.engram.review.adapter.http;

import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded.Origin;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What requests look like, for the API document. Bodies are read item by item and not bound to these. */
final class ReviewBodies {
    private ReviewBodies() {}

    /** The body of {@code POST /reviews}. */
    @Schema(name = "ReviewBatch")
    record Batch(
            @Schema(required = true, minItems = 1, maxItems = 1000)
            List<Review> reviews) {}

    /** One answer. */
    @Schema(name = "Review")
    record Review(
            @Schema(required = true, description = "UUID version 7 made by the client; of imports version 5")
            UUID reviewId,

            @Schema(required = true) UUID cardId,
            @Schema(required = true) Rating rating,

            @Schema(required = true, description = "At most 24 hours ahead of the server")
            OffsetDateTime reviewedAt,

            @Schema(type = SchemaType.STRING, examples = "+02:00", description = "Else the offset of reviewedAt")
            @Nullable
            String utcOffset,

            @Schema(required = true, pattern = "[A-Za-z0-9._-]{1,64}")
            String clientId,

            @Schema(required = true, minimum = "0", description = "Counted by the client")
            long clientSeq,

            @Schema(minimum = "0") @Nullable Long durationMs,

            @Schema(description = "As the client showed it") @Nullable
            OffsetDateTime dueAt,

            @Schema(description = "The last review of the card that the client knew when it showed dueAt") @Nullable
            UUID basedOn,

            @Schema(minimum = "1") @Nullable Integer cardRevision,

            @Schema(description = "Recorded, not scheduled") @Nullable
            Boolean practice,

            @Schema(maxLength = 64) @Nullable String clientVersion,
            @Nullable Origin origin,
            @Nullable Scheduler scheduler) {}

    /** What the client scheduled with. */
    @Schema(name = "SchedulerRef")
    record Scheduler(
            @Schema(required = true, maxLength = 64) String name,
            @Schema(required = true, maxLength = 64) String weightsVersion,

            @Schema(required = true, exclusiveMinimum = true, minimum = "0", exclusiveMaximum = true, maximum = "1")
            double desiredRetention) {}

    /** The body of {@code POST /reviews/{reviewId}/retraction}. */
    @Schema(name = "Retraction")
    record Retraction(
            @Schema(required = true, description = "UUID version 7 made by the client")
            UUID retractionId,

            @Schema(required = true) UUID cardId,
            @Schema(required = true) OffsetDateTime retractedAt,
            @Nullable String utcOffset,
            @Schema(required = true) String clientId,
            @Schema(required = true, minimum = "0") long clientSeq) {}
}
