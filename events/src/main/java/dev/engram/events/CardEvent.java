package dev.engram.events;

/** An event of one learner and one card. Its identity is (learnerId, cardId, eventId). */
public sealed interface CardEvent extends LearnerEvent permits ReviewRecorded, CardAction, ReviewRetracted {

    CardId cardId();
}
