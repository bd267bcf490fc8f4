package dev.engram.fsrs;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Reviews of many cards as arrays, card after card. */
final class ReviewArrays {
    private final byte[] ratings;
    private final int[] elapsedDays;
    private final int[] starts;

    private ReviewArrays(List<List<ReviewGenerator.Review>> cards) {
        var all = cards.stream().flatMap(List::stream).toList();
        ratings = new byte[all.size()];
        elapsedDays = new int[all.size()];
        starts = new int[cards.size() + 1];
        for (int i = 0; i < all.size(); i++) {
            ratings[i] = (byte) all.get(i).rating();
            elapsedDays[i] = all.get(i).elapsedDays();
        }
        for (int card = 0; card < cards.size(); card++) {
            starts[card + 1] = starts[card] + cards.get(card).size();
        }
    }

    static ReviewArrays generated(int reviews, int seed) {
        return new ReviewArrays(ReviewGenerator.cards(reviews, seed));
    }

    static ReviewArrays random(int cards, int mostReviews, SplittableRandom random) {
        return new ReviewArrays(IntStream.range(0, cards)
                .mapToObj(card -> IntStream.range(0, random.nextInt(1, mostReviews + 1))
                        .mapToObj(i -> new ReviewGenerator.Review(
                                random.nextInt(1, 5), random.nextInt(3) == 0 ? 0 : random.nextInt(900), 0))
                        .toList())
                .toList());
    }

    byte[] ratings() {
        return ratings;
    }

    int[] elapsedDays() {
        return elapsedDays;
    }

    int[] starts() {
        return starts;
    }

    int cards() {
        return starts.length - 1;
    }
}
