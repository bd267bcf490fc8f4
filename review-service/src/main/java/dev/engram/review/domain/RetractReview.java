package dev.engram.review.domain;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The wish to undo one answer. The review need not have arrived yet: an undo may overtake what it undoes.
 *
 * @param retractionId made by the client; identifies the undo
 * @param review       the review to be undone
 */
public record RetractReview(
        EventId retractionId,
        EventId review,
        CardId cardId,
        Instant retractedAt,
        ZoneOffset utcOffset,
        ClientId clientId,
        long clientSeq) {}
