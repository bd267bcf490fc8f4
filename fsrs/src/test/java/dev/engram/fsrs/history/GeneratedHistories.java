package dev.engram.fsrs.history;

import dev.engram.fsrs.ReviewGenerator;

/** Reviews of the generator as histories; time is its day. */
public final class GeneratedHistories {
    private GeneratedHistories() {}

    public static ReviewHistories of(int reviews, int seed) {
        var builder = ReviewHistories.builder();
        for (var card : ReviewGenerator.cards(reviews, seed)) {
            builder.card();
            for (var review : card) {
                builder.review(review.rating(), review.elapsedDays(), review.day());
            }
        }
        return builder.build();
    }
}
