package dev.engram.scheduler;

import dev.engram.events.CardAction;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.UUID;

/** Reviews of one card, spelled briefly. */
final class Reviews {
    static final CardId CARD = new CardId(new UUID(0x7000L, 0x8000000000000001L));
    private static final LearnerId LEARNER = new LearnerId(new UUID(0x7000L, 0x8000000000000002L));

    private Reviews() {}

    static EventId id(int number) {
        return new EventId(new UUID(0x7000L, 0x8000000000000000L + number));
    }

    /** A review on the phone in UTC, received at once; {@code number} is id and sequence. */
    static ReviewRecorded review(int number, String at, Rating rating) {
        return review(number, "phone", at, ZoneOffset.UTC, rating);
    }

    static ReviewRecorded review(int number, String client, String at, ZoneOffset offset, Rating rating) {
        return review(stamp(number, client, at, offset, at), rating, false);
    }

    static ReviewRecorded practice(int number, String at, Rating rating) {
        return review(stamp(number, "phone", at, ZoneOffset.UTC, at), rating, true);
    }

    static ReviewRecorded receivedAt(int number, String at, Rating rating, String receivedAt, Flag... flags) {
        return review(stamp(number, "phone", at, ZoneOffset.UTC, receivedAt), rating, false, flags);
    }

    static CardAction action(int number, String at, CardAction.Action action) {
        return new CardAction(stamp(number, "phone", at, ZoneOffset.UTC, at), CARD, action, null);
    }

    static CardAction setDue(int number, String at, String day) {
        return new CardAction(
                stamp(number, "phone", at, ZoneOffset.UTC, at), CARD, CardAction.Action.SET_DUE, LocalDate.parse(day));
    }

    static ReviewRetracted retraction(int number, String at, int review) {
        return new ReviewRetracted(stamp(number, "phone", at, ZoneOffset.UTC, at), CARD, id(review));
    }

    private static ReviewRecorded review(Stamp stamp, Rating rating, boolean practice, Flag... flags) {
        var raised = EnumSet.noneOf(Flag.class);
        raised.addAll(Arrays.asList(flags));
        return new ReviewRecorded(stamp, CARD, 1, rating, null, null, null, null, practice, Origin.LIVE, null, raised);
    }

    private static Stamp stamp(int number, String client, String at, ZoneOffset offset, String receivedAt) {
        return new Stamp(
                id(number),
                LEARNER,
                Instant.parse(at),
                offset,
                new ClientId(client),
                number,
                Instant.parse(receivedAt));
    }
}
