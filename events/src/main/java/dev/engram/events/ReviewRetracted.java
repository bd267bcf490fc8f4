package dev.engram.events;

/**
 * The learner took a review back. It may arrive before its review.
 *
 * @param review the review that no longer counts
 */
public record ReviewRetracted(Stamp stamp, CardId cardId, EventId review) implements CardEvent {

    public ReviewRetracted {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
        FieldCheck.present(review, "review");
    }
}
