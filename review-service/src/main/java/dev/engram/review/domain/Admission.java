package dev.engram.review.domain;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.Ids;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/** The rules of the entry that need nothing but the answer itself and the time at which it was received. */
public final class Admission {

    /** Most reviews in one request. */
    public static final int MOST_REVIEWS_OF_A_BATCH = 1_000;

    /** Most reviews, and most retractions, of one card by one learner: bounds the document that keeps the history. */
    public static final int MOST_REVIEWS_OF_A_CARD = 5_000;

    /** Most actions on one card by one learner. */
    public static final int MOST_ACTIONS_OF_A_CARD = 1_000;

    /** Most days from an action to the due day that it sets: the longest interval of a plan. */
    static final int FARTHEST_DUE_DAYS = 36_500;

    /** A time farther ahead of the server's clock is refused. */
    public static final Duration FARTHEST_AHEAD = Duration.ofHours(24);

    /** A time farther ahead than this is doubtful: clocks that are set by a network agree much better. */
    static final Duration PLAUSIBLY_AHEAD = Duration.ofMinutes(5);

    /** Times before this are doubtful: clocks that lost their power start in 1970, 1980, 2000 or 2001. */
    static final Instant EARLIEST_PLAUSIBLE = Instant.parse("2006-01-01T00:00:00Z");

    private Admission() {}

    /** The first rule that an event breaks by itself. */
    public static Optional<Refusal> refusal(CardEvent event) {
        return switch (event) {
            case ReviewRecorded review ->
                refusedId("reviewId", review.stamp(), review.origin())
                        .or(() -> refusedTime("reviewedAt", review.stamp()));
            case ReviewRetracted retraction ->
                refusedId("retractionId", retraction.stamp(), Origin.LIVE)
                        .or(() -> refusedTime("retractedAt", retraction.stamp()))
                        .or(() -> retraction.review().equals(retraction.stamp().eventId())
                                ? Optional.of(Refusal.invalidField(
                                        "retractionId", "must not be the id of what it takes back"))
                                : Optional.empty());
            case CardAction action ->
                refusedId("actionId", action.stamp(), Origin.LIVE)
                        .or(() -> refusedTime("actedAt", action.stamp()))
                        .or(() -> refusedDay(action));
        };
    }

    /** Whether an event may bear the id of {@code first}, of the same batch or of the same card: as a version of it only. */
    public static Optional<Refusal> refusal(CardEvent event, CardEvent first) {
        var field = fieldOfId(event);
        if (event.getClass() != first.getClass()) {
            return Optional.of(Refusal.invalidField(field, "must not be the id of " + kind(first)));
        }
        return event.cardId().equals(first.cardId())
                ? Optional.empty()
                : Optional.of(Refusal.invalidField(field, "must not be used for two cards in one batch"));
    }

    private static String fieldOfId(CardEvent event) {
        return switch (event) {
            case ReviewRecorded _ -> "reviewId";
            case CardAction _ -> "actionId";
            case ReviewRetracted _ -> "retractionId";
        };
    }

    private static String kind(CardEvent event) {
        return switch (event) {
            case ReviewRecorded _ -> "a review";
            case CardAction _ -> "an action";
            case ReviewRetracted _ -> "a retraction";
        };
    }

    /**
     * The event with the flags that it is recorded with.
     *
     * @param cardVerified whether the card is known to exist
     */
    public static CardEvent flagged(CardEvent event, boolean cardVerified) {
        if (!(event instanceof ReviewRecorded review)) {
            return event;
        }
        var flags = EnumSet.noneOf(Flag.class);
        if (!cardVerified) {
            flags.add(Flag.CARD_UNVERIFIED);
        }
        if (hasDoubtfulTime(event)) {
            flags.add(Flag.CLOCK_DOUBTFUL);
        }
        return review.with(review.stamp(), flags);
    }

    /** Whether the clock that an event was dated by is not reliable. Imported reviews keep the dates that they have. */
    public static boolean hasDoubtfulTime(CardEvent event) {
        var stamp = event.stamp();
        boolean imported = event instanceof ReviewRecorded review && review.origin() != Origin.LIVE;
        return stamp.at().isBefore(EARLIEST_PLAUSIBLE) && !imported
                || stamp.at().isAfter(stamp.receivedAt().plus(PLAUSIBLY_AHEAD));
    }

    private static Optional<Refusal> refusedId(String field, Stamp stamp, Origin origin) {
        var id = stamp.eventId().value();
        if (Ids.isV7(id)) {
            return Optional.empty();
        }
        boolean imported = origin != Origin.LIVE;
        if (imported && id.version() == 5) {
            return Optional.empty();
        }
        return Optional.of(Refusal.invalidField(
                field, imported ? "must be a UUID of version 7 or, of an import, 5" : "must be a UUID of version 7"));
    }

    private static Optional<Refusal> refusedDay(CardAction action) {
        var day = action.dueDay();
        var acted = action.stamp().at().atOffset(action.stamp().utcOffset()).toLocalDate();
        return day == null || !day.isAfter(acted.plusDays(FARTHEST_DUE_DAYS))
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalidField("dueDay", "must be at most " + FARTHEST_DUE_DAYS + " days after actedAt"));
    }

    private static Optional<Refusal> refusedTime(String field, Stamp stamp) {
        if (!stamp.at().isAfter(stamp.receivedAt().plus(FARTHEST_AHEAD))) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                "time-ahead",
                field,
                "must be at most 24 hours ahead of the server's clock",
                field + " is " + stamp.at() + ", the server's clock shows " + stamp.receivedAt() + "."));
    }
}
