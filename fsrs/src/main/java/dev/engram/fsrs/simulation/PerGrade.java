package dev.engram.fsrs.simulation;

/**
 * One figure for each answer.
 *
 * @param again finite and {@code >= 0}, as the others
 */
public record PerGrade(double again, double hard, double good, double easy) {
    /** @throws IllegalArgumentException naming the answer whose figure is negative or not finite */
    public PerGrade {
        notNegative("again", again);
        notNegative("hard", hard);
        notNegative("good", good);
        notNegative("easy", easy);
    }

    private static void notNegative(String answer, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("figure of " + answer + " must be at least 0 and finite, was " + value);
        }
    }

    /** @param rating 1 (again) to 4 (easy) */
    double at(int rating) {
        return rating == 1 ? again : rating == 2 ? hard : rating == 3 ? good : easy;
    }

    double sum() {
        return again + hard + good + easy;
    }

    /** The answer in which {@code u} in [0, 1) falls if the figures are shares. */
    int rating(double u) {
        double point = u * sum();
        for (int rating = 1; rating < 4; rating++) {
            point -= at(rating);
            if (point < 0) {
                return rating;
            }
        }
        return easy > 0 ? 4 : good > 0 ? 3 : hard > 0 ? 2 : 1; // where rounding leaves no share
    }
}
