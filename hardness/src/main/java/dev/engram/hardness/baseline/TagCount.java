package dev.engram.hardness.baseline;

/**
 * What was counted of one tag; a review counts for each tag of its card.
 *
 * @param tag name of the tag
 * @param lapses reviews answered Again, in [0, reviews]
 * @param reviews reviews of cards with the tag, {@code >= 0}
 */
public record TagCount(String tag, long lapses, long reviews) {
    /** @throws IllegalArgumentException if a count is out of range */
    public TagCount {
        if (reviews < 0) {
            throw new IllegalArgumentException("reviews of " + tag + " must be >= 0, was " + reviews);
        }
        if (lapses < 0 || lapses > reviews) {
            throw new IllegalArgumentException(
                    "lapses of " + tag + " must be in [0, reviews = " + reviews + "], was " + lapses);
        }
    }

    /** Lapses per review; NaN without reviews. */
    double rate() {
        return reviews == 0 ? Double.NaN : (double) lapses / reviews;
    }
}
