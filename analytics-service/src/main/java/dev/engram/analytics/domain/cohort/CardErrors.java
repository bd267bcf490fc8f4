package dev.engram.analytics.domain.cohort;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import dev.engram.events.CardId;
import dev.engram.events.Rating;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.Proportion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many learners got a card wrong when they first answered it. Lives within one call. */
public final class CardErrors {
    private final Map<CardId, Proportion> errors = new HashMap<>();

    /** The first answer of a learner to a card. @param again whether it was AGAIN */
    public record FirstAnswer(CardId cardId, boolean again) {

        /** That of a card, practice left out; empty if there is none. */
        public static Optional<FirstAnswer> of(CardId card, CardFold.Folded folded) {
            return folded.steps().stream()
                    .map(CardFold.Step::review)
                    .filter(review -> !review.practice())
                    .findFirst()
                    .map(review -> new FirstAnswer(card, review.rating() == Rating.AGAIN));
        }
    }

    /** @param again of the learners who have answered the card, those whose first answer was AGAIN */
    public record Row(CardId cardId, Proportion again) {
        private double share() {
            return (double) again.successes() / again.n();
        }
    }

    /** Takes in the first answer of a learner. */
    public void add(FirstAnswer answer) {
        errors.merge(answer.cardId(), new Proportion(answer.again() ? 1 : 0, 1), Proportion::plus);
    }

    /** How many cards somebody has answered. */
    public int cards() {
        return errors.size();
    }

    /** The cards that somebody has answered: those with the largest share first, then those of most learners. */
    public List<Row> rows() {
        return errors.entrySet().stream()
                .map(card -> new Row(card.getKey(), card.getValue()))
                .sorted(comparingDouble(Row::share)
                        .thenComparing(row -> row.again().n())
                        .reversed()
                        .thenComparing(comparing(Row::cardId)))
                .toList();
    }
}
