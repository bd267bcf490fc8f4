package dev.engram.review.domain;

import org.jspecify.annotations.Nullable;

/**
 * Why something was not accepted.
 *
 * @param slug   stable name of the kind of refusal, e.g. {@code invalid-field}
 * @param field  the offending field, relative to the item it stands in; null where no single field is at fault
 * @param rule   the rule that was broken, as a phrase: "must be one of AGAIN, HARD, GOOD, EASY"
 * @param detail one sentence for a person
 */
public record Refusal(String slug, @Nullable String field, String rule, String detail) {

    /** A field whose value breaks a rule; the sentence is made of both. */
    public static Refusal invalidField(String field, String rule) {
        return new Refusal("invalid-field", field, rule, field + " " + rule + (rule.endsWith("?") ? "" : "."));
    }

    /** A card that does not exist, by definite knowledge. */
    public static Refusal unknownCard() {
        return new Refusal("unknown-card", "cardId", "must name an existing card", "There is no such card.");
    }

    /** A card whose history has reached {@link Admission#MOST_REVIEWS_OF_A_CARD}, or that of actions. */
    public static Refusal historyFull() {
        return new Refusal(
                "card-history-full",
                "cardId",
                "a card takes at most " + Admission.MOST_REVIEWS_OF_A_CARD + " reviews and "
                        + Admission.MOST_ACTIONS_OF_A_CARD + " actions of one learner",
                "The history of this card is full; nothing more can be recorded for it.");
    }

    /** An item that names another learner than the one who is signed in. */
    public static Refusal otherLearner() {
        return new Refusal(
                "other-learner",
                "learnerId",
                "must be absent or the learner of the token",
                "Reviews can be recorded only for the learner who is signed in.");
    }
}
