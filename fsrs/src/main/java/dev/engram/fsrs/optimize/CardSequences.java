package dev.engram.fsrs.optimize;

import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import java.util.Arrays;

/**
 * What is trained on, in flat arrays: the reviews of card after card, shortest card first, each with the weight its prediction
 * has in the loss; 0 where a review is only read. A card ends with its last prediction.
 *
 * <p>All predictions of a card come from one pass over it. Their loss and gradient are those of one item per prefix; only the
 * batches differ, since they hold whole cards (fsrs-rs does the same where it is given card ids: build_windowed_batches).
 */
final class CardSequences {
    final double[] elapsedDays;
    final byte[] ratings;
    final double[] weights;
    /** Index of the first review of each card, and one behind the last. */
    final int[] starts;
    /** First card of each batch, and one behind the last. */
    final int[] batches;
    /** Number of predictions of each batch. */
    final int[] batchItems;
    /** Sum of the weights of the predictions of each batch. */
    final double[] batchWeights;

    final int items;
    final int longest;
    final double weightSum;

    CardSequences(ReviewItems items, FirstIntervals firsts, TrainingSettings settings) {
        var histories = items.histories();
        var weightOf = new double[histories.reviews()];
        var lengths = new int[histories.cards()];
        var predictions = new int[histories.cards()];
        weigh(items, firsts, settings.maxReviews(), weightOf, lengths, predictions);
        var cards = shortestFirst(lengths);
        int total = Arrays.stream(lengths).sum();
        this.elapsedDays = new double[total];
        this.ratings = new byte[total];
        this.weights = new double[total];
        this.starts = new int[cards.length + 1];
        for (int c = 0; c < cards.length; c++) {
            copy(histories, weightOf, cards[c], c, lengths[cards[c]]);
        }
        this.items = Arrays.stream(predictions).sum();
        this.longest = cards.length == 0 ? 0 : lengths[cards[cards.length - 1]];
        var batchStarts = new int[cards.length + 1];
        var sizes = new int[cards.length];
        int batch = 0;
        for (int c = 0; c < cards.length; c++) {
            if (batch == 0 || sizes[batch - 1] + predictions[cards[c]] > settings.batchSize()) {
                batchStarts[batch++] = c;
            }
            sizes[batch - 1] += predictions[cards[c]];
        }
        batchStarts[batch] = cards.length;
        this.batches = Arrays.copyOf(batchStarts, batch + 1);
        this.batchItems = Arrays.copyOf(sizes, batch);
        this.batchWeights = new double[batch];
        double all = 0;
        for (int b = 0; b < batch; b++) {
            for (int i = starts[batches[b]]; i < starts[batches[b + 1]]; i++) {
                batchWeights[b] += weights[i];
            }
            all += batchWeights[b];
        }
        this.weightSum = all;
    }

    /** Later reviews weigh more, from 0.25 to 1; prefixes that are too long count in this and are then left out. */
    private static void weigh(
            ReviewItems items,
            FirstIntervals firsts,
            int maxReviews,
            double[] weightOf,
            int[] lengths,
            int[] predictions) {
        int n = 0;
        for (int item = 0; item < items.size(); item++) {
            n += firsts.keeps(items.card(item)) ? 1 : 0;
        }
        int i = 0;
        for (int item = 0; item < items.size(); item++) {
            int card = items.card(item);
            if (firsts.keeps(card)) {
                double x = (double) i++ / Math.max(n - 1, 1);
                int length = items.review(item) + 1 - items.histories().start(card);
                if (length <= maxReviews) {
                    weightOf[items.review(item)] = 0.25 + 0.75 * x * x * x;
                    lengths[card] = length;
                    predictions[card]++;
                }
            }
        }
    }

    private static int[] shortestFirst(int[] lengths) {
        var keys = new long[lengths.length];
        int n = 0;
        for (int card = 0; card < lengths.length; card++) {
            if (lengths[card] > 0) {
                keys[n++] = (long) lengths[card] << 32 | card;
            }
        }
        Arrays.sort(keys, 0, n);
        return Arrays.stream(keys, 0, n).mapToInt(key -> (int) key).toArray();
    }

    private void copy(ReviewHistories histories, double[] weightOf, int card, int to, int length) {
        starts[to + 1] = starts[to] + length;
        for (int i = 0; i < length; i++) {
            int review = histories.start(card) + i;
            elapsedDays[starts[to] + i] = histories.elapsedDays(review);
            ratings[starts[to] + i] = (byte) histories.rating(review);
            weights[starts[to] + i] = weightOf[review];
        }
    }
}
