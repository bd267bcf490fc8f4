package dev.engram.analytics.domain;

import dev.engram.scheduler.Proportion;

/**
 * How well a learner knows the cards of a tag, the tags below it included.
 *
 * @param tag in the spelling that most of its cards use; empty for cards without a tag
 * @param mastery mean recall at the horizon if nothing is studied until then, unseen cards as 0; in [0, 1]
 * @param recallNow the same at the moment asked
 * @param estimatedKnowledge sum of recall now over the cards
 * @param cards live cards of the tag in decks of the learner, {@code >= 1}
 * @param seen those answered at least once
 * @param due those answered whose due study day is not after that of the moment asked
 * @param suspended those suspended, which count like all others
 * @param observedRetention first answers on a study day that follows an earlier one: how many were right
 */
public record TagMastery(
        String tag,
        double mastery,
        double recallNow,
        double estimatedKnowledge,
        int cards,
        int seen,
        int due,
        int suspended,
        Level level,
        Proportion observedRetention) {

    /** Cards answered at least once / cards, in [0, 1]. */
    public double coverage() {
        return (double) seen / cards;
    }
}
