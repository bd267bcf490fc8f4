package dev.engram.events;

/**
 * The learner took a review or an action on a card back. It may arrive before what it takes back.
 *
 * @param review id of the {@link ReviewRecorded} or the {@link CardAction} that no longer counts
 */
public record ReviewRetracted(Stamp stamp, CardId cardId, EventId review) implements CardEvent {

    public ReviewRetracted {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
        FieldCheck.present(review, "review");
    }
}
