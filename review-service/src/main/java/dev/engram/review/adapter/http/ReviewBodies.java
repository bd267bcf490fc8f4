package dev.engram.review.adapter.http;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.events.Stamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of requests. {@link BodyReader} binds them; the rule of a field follows from its type. A field that is not known is
 * refused: a misspelt one would be lost unseen.
 */
final class ReviewBodies {
    static final String CLIENT_ID = "^[A-Za-z0-9._-]{1,64}$";
    static final String OFFSET = "^(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])$";

    private ReviewBodies() {}

    /** The body of {@code POST /reviews}; its items are bound one by one. */
    @Schema(name = "ReviewBatch")
    record Batch(
            @Schema(required = true, minItems = 1, maxItems = 1000)
            List<Review> reviews,

            @Schema(implementation = UUID.class, description = "The learner of the token, or absent") @Nullable
            String learnerId) {}

    /** One answer. */
    @Schema(name = "Review")
    record Review(
            @Schema(
                    required = true,
                    implementation = UUID.class,
                    description = "UUID version 7 made by the client; of imports version 5")
            EventId reviewId,

            @Schema(required = true, implementation = UUID.class)
            CardId cardId,

            @Schema(required = true) Rating rating,

            @Schema(required = true, description = "At most 24 hours ahead of the server")
            OffsetDateTime reviewedAt,

            @Schema(
                    implementation = String.class,
                    pattern = OFFSET,
                    examples = "+02:00",
                    description = "Else the offset of reviewedAt")
            @Nullable
            ZoneOffset utcOffset,

            @Schema(required = true, implementation = String.class, pattern = CLIENT_ID, examples = "phone-1")
            ClientId clientId,

            @Schema(required = true, minimum = "0", description = "Counted by the client")
            Long clientSeq,

            @Schema(minimum = "0") @Nullable Long durationMs,

            @Schema(description = "As the client showed it") @Nullable
            OffsetDateTime dueAt,

            @Schema(
                    implementation = UUID.class,
                    description = "The last review of the card that the client knew when it showed dueAt")
            @Nullable
            EventId basedOn,

            @Schema(minimum = "1") @Nullable Integer cardRevision,

            @Schema(description = "Recorded, not scheduled") @Nullable
            Boolean practice,

            @Schema(minLength = 1, maxLength = 64, format = "name") @Nullable
            String clientVersion,

            @Nullable Origin origin,
            @Nullable Scheduler scheduler,

            @Schema(implementation = UUID.class, description = "The learner of the token, or absent") @Nullable
            String learnerId) {

        Review {
            BodyReader.given("reviewedAt", reviewedAt);
            BodyReader.given("reviewId", reviewId);
            BodyReader.given("cardId", cardId);
            BodyReader.given("rating", rating);
            BodyReader.given("clientId", clientId);
            BodyReader.given("clientSeq", clientSeq);
        }

        ReviewRecorded of(LearnerId learnerId, Instant receivedAt) {
            return new ReviewRecorded(
                    stamp(learnerId, reviewId, reviewedAt, utcOffset, clientId, clientSeq, receivedAt),
                    cardId,
                    cardRevision == null ? 0 : cardRevision,
                    rating,
                    durationMs,
                    dueAt == null ? null : dueAt.toInstant(),
                    basedOn,
                    scheduler == null ? null : scheduler.ref(),
                    practice != null && practice,
                    origin == null ? Origin.LIVE : origin,
                    clientVersion,
                    Set.of());
        }
    }

    /** What the client scheduled with. */
    @Schema(name = "SchedulerRef")
    record Scheduler(
            @Schema(
                    required = true,
                    minLength = 1,
                    maxLength = 64,
                    format = "name",
                    examples = "fsrs-6",
                    description = "Not retention-goal, by which the server names a goal of the plan")
            String name,

            @Schema(required = true, minLength = 1, maxLength = 64, format = "name", examples = "default")
            String weightsVersion,

            @Schema(required = true, exclusiveMinimum = true, minimum = "0", exclusiveMaximum = true, maximum = "1")
            Double desiredRetention) {

        Scheduler {
            BodyReader.given("name", name);
            BodyReader.absent(
                    "name",
                    SchedulerRef.RETENTION_GOAL.equals(name) ? name : null,
                    "must not be " + SchedulerRef.RETENTION_GOAL + ", which the server writes for a goal of the plan");
            BodyReader.given("weightsVersion", weightsVersion);
            BodyReader.given("desiredRetention", desiredRetention);
        }

        private SchedulerRef ref() {
            return new SchedulerRef(name, weightsVersion, desiredRetention);
        }
    }

    /** The body of {@code POST /reviews/{reviewId}/retraction}. */
    @Schema(name = "Retraction")
    record Retraction(
            @Schema(required = true, implementation = UUID.class, description = "UUID version 7 made by the client")
            EventId retractionId,

            @Schema(required = true, implementation = UUID.class)
            CardId cardId,

            @Schema(required = true) OffsetDateTime retractedAt,

            @Schema(implementation = String.class, pattern = OFFSET, description = "Else the offset of retractedAt")
            @Nullable
            ZoneOffset utcOffset,

            @Schema(required = true, implementation = String.class, pattern = CLIENT_ID, examples = "phone-1")
            ClientId clientId,

            @Schema(required = true, minimum = "0") Long clientSeq,

            @Schema(implementation = UUID.class, description = "The learner of the token, or absent") @Nullable
            String learnerId) {

        Retraction {
            BodyReader.given("retractedAt", retractedAt);
            BodyReader.given("retractionId", retractionId);
            BodyReader.given("cardId", cardId);
            BodyReader.given("clientId", clientId);
            BodyReader.given("clientSeq", clientSeq);
        }

        ReviewRetracted of(LearnerId learnerId, EventId review, Instant receivedAt) {
            return new ReviewRetracted(
                    stamp(learnerId, retractionId, retractedAt, utcOffset, clientId, clientSeq, receivedAt),
                    cardId,
                    review);
        }
    }

    /** The offset given by itself, else the one that the moment was written with. */
    static Stamp stamp(
            LearnerId learnerId,
            EventId id,
            OffsetDateTime at,
            @Nullable ZoneOffset offset,
            ClientId clientId,
            long clientSeq,
            Instant receivedAt) {
        return new Stamp(
                id,
                learnerId,
                at.toInstant(),
                offset == null ? at.getOffset() : offset,
                clientId,
                clientSeq,
                receivedAt);
    }
}
