package dev.engram.review.domain;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.SchedulerRef;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The wish to record one answer, well-formed but not yet checked against the clock, the catalogue and the history.
 *
 * @param reviewId      made by the client; identifies the answer for ever
 * @param cardRevision  the content that the learner saw, {@code >= 1}; 0 where the client did not say
 * @param durationMs    time to the answer in milliseconds; null where not measured
 * @param dueAt         due time as the client showed it
 * @param basedOn       the last review of the card that the client knew when it showed {@code dueAt}
 * @param practice      cramming: recorded, not scheduled
 */
public record RecordReview(
        EventId reviewId,
        CardId cardId,
        int cardRevision,
        Rating rating,
        Instant reviewedAt,
        ZoneOffset utcOffset,
        ClientId clientId,
        long clientSeq,
        @Nullable Long durationMs,
        @Nullable Instant dueAt,
        @Nullable EventId basedOn,
        @Nullable SchedulerRef scheduler,
        boolean practice,
        Origin origin,
        @Nullable String clientVersion) {}
