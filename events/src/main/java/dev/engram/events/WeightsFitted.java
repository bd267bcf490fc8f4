package dev.engram.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New weights were fitted to the learner's reviews, and compared with those in use on later reviews that neither was fitted to.
 * Changes no schedule: only a {@link PlanChanged} with these weights does.
 *
 * @param stamp its event id is the id of the fit; time and client are the server's
 * @param weights the 21 weights of FSRS-6, finite, fitted to all reviews
 * @param weightsVersion the name under which a plan takes them, at most 64 characters
 * @param comparedWith {@code weightsVersion} of the plan in force when it was made
 * @param kind how many of the weights were fitted
 * @param reviews answers of the learner that counted when it was made, {@code >= 0}
 * @param trainedOn predicted reviews before the cut, {@code >= 0}; the comparison was trained on these
 * @param heldOut the comparison on the reviews after the cut
 * @param decks the same for each deck with enough reviews, at most {@value #MOST_DECKS}
 */
public record WeightsFitted(
        Stamp stamp,
        List<Double> weights,
        String weightsVersion,
        String comparedWith,
        Kind kind,
        int reviews,
        int trainedOn,
        HeldOutLoss heldOut,
        List<DeckFit> decks)
        implements LearnerEvent {

    /** Most decks of one fit, those with the most reviews. */
    public static final int MOST_DECKS = 50;

    /** How many of the weights were fitted. */
    public enum Kind {
        /** All of them. */
        TRAINED,
        /** The four initial stabilities; the others are the defaults. */
        INITIAL_STABILITIES,
        /** None: the defaults are not worse than any fit. */
        DEFAULTS
    }

    /**
     * Mean log loss (natural logarithm) on reviews that came after those fitted to.
     *
     * @param reviews how many, {@code >= 1}
     * @param before under the weights in use, {@code >= 0}
     * @param after under the weights fitted, {@code >= 0}
     * @param low lower bound of the 95 % interval of {@code after - before}, reviews clustered by card
     * @param high upper bound, {@code >= low}
     */
    public record HeldOutLoss(int reviews, double before, double after, double low, double high) {
        public HeldOutLoss {
            FieldCheck.that(reviews >= 1, "reviews must be at least 1, was %d", reviews);
            FieldCheck.that(before >= 0 && Double.isFinite(before), "before must be at least 0, was %s", before);
            FieldCheck.that(after >= 0 && Double.isFinite(after), "after must be at least 0, was %s", after);
            FieldCheck.that(
                    Double.isFinite(low) && Double.isFinite(high) && low <= high,
                    "low must be at most high, were %s and %s",
                    low,
                    high);
        }

        /** Whether the weights fitted are better beyond what chance explains. */
        public boolean improves() {
            return high < 0;
        }
    }

    /**
     * @param heldOut of the learner's fit, on the reviews of the deck
     * @param own of a fit to the deck alone, on the same reviews; null where the deck has too few
     */
    public record DeckFit(
            DeckId deckId, HeldOutLoss heldOut, @Nullable HeldOutLoss own) {
        public DeckFit {
            FieldCheck.present(deckId, "decks.deckId");
            FieldCheck.present(heldOut, "decks.heldOut");
        }
    }

    public WeightsFitted {
        FieldCheck.present(stamp, "stamp");
        weights = Plan.weights(weights, "weights");
        FieldCheck.text(weightsVersion, "weightsVersion", 64);
        FieldCheck.text(comparedWith, "comparedWith", 64);
        FieldCheck.present(kind, "kind");
        FieldCheck.that(reviews >= 0, "reviews must be at least 0, was %d", reviews);
        FieldCheck.that(trainedOn >= 0, "trainedOn must be at least 0, was %d", trainedOn);
        FieldCheck.present(heldOut, "heldOut");
        decks = List.copyOf(FieldCheck.present(decks, "decks"));
        FieldCheck.that(decks.size() <= MOST_DECKS, "decks must be at most %d, were %d", MOST_DECKS, decks.size());
    }
}
