package dev.engram.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A learner answered a card. Nothing derived is stored in it.
 *
 * @param cardRevision the content that was shown, {@code >= 1}; 0 if the client does not know
 * @param durationMs time from question to rating, {@code >= 0}
 * @param dueAt the due time as shown to the client
 * @param basedOn the last review of this card that the client knew when it showed {@code dueAt}
 * @param practice recorded, not scheduled (cramming)
 */
public record ReviewRecorded(
        Stamp stamp,
        CardId cardId,
        int cardRevision,
        Rating rating,
        @Nullable Long durationMs,
        @Nullable Instant dueAt,
        @Nullable EventId basedOn,
        @Nullable SchedulerRef scheduler,
        boolean practice,
        Origin origin,
        @Nullable String clientVersion,
        Set<Flag> flags)
        implements CardEvent {

    public ReviewRecorded {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
        FieldCheck.that(cardRevision >= 0, "cardRevision must be at least 0, was %d", cardRevision);
        FieldCheck.present(rating, "rating");
        FieldCheck.that(durationMs == null || durationMs >= 0, "durationMs must be at least 0, was %d", durationMs);
        dueAt = dueAt == null ? null : dueAt.truncatedTo(ChronoUnit.MILLIS);
        FieldCheck.present(origin, "origin");
        if (clientVersion != null) {
            FieldCheck.text(clientVersion, "clientVersion", 64);
        }
        // an EnumSet, since its order is the same everywhere and the canonical bytes follow it
        var ordered = EnumSet.noneOf(Flag.class);
        ordered.addAll(flags == null ? Set.of() : flags);
        flags = Collections.unmodifiableSet(ordered);
    }

    /** The same review with other fields of those that the server adds. */
    public ReviewRecorded with(Stamp otherStamp, Set<Flag> otherFlags) {
        return new ReviewRecorded(
                otherStamp,
                cardId,
                cardRevision,
                rating,
                durationMs,
                dueAt,
                basedOn,
                scheduler,
                practice,
                origin,
                clientVersion,
                otherFlags);
    }

    /** The same review with another scheduler. */
    public ReviewRecorded withScheduler(@Nullable SchedulerRef other) {
        return new ReviewRecorded(
                stamp,
                cardId,
                cardRevision,
                rating,
                durationMs,
                dueAt,
                basedOn,
                other,
                practice,
                origin,
                clientVersion,
                flags);
    }

    /** Imported reviews keep the dates that they have. */
    @Override
    public boolean wasDatedByLostClock() {
        return origin == Origin.LIVE && CardEvent.super.wasDatedByLostClock();
    }

    /** Where a review came from. */
    public enum Origin {
        LIVE,
        ANKI,
        FSRS_CSV
    }

    /** What was doubtful when the review was taken; it is kept. */
    public enum Flag {
        /** It could not be checked whether the card exists. */
        CARD_UNVERIFIED,
        /** The client's clock is not reliable. */
        CLOCK_DOUBTFUL
    }
}
