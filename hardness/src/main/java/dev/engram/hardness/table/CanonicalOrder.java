package dev.engram.hardness.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learners, cards and rows in an order that follows from what happened, not from names or delivery, so that sums have the
 * same bits whatever these are: learners and cards by a hash of their reviews and of those of their counterparts, equals by
 * name; rows by learner, card and review index.
 */
final class CanonicalOrder {
    final ReviewColumns columns;
    final List<String> learners;
    final List<String> cards;
    /** Hash of what happened to a card, by its number in the order. */
    final long[] cardKeys;

    private CanonicalOrder(ReviewColumns columns, List<String> learners, List<String> cards, long[] cardKeys) {
        this.columns = columns;
        this.learners = learners;
        this.cards = cards;
        this.cardKeys = cardKeys;
    }

    /** Arranges the rows; within {@code raw}. */
    static CanonicalOrder of(ReviewColumns raw, List<String> learnerNames, List<String> cardNames) {
        var firstCard = new long[cardNames.size()];
        for (int row = 0; row < raw.size; row++) {
            firstCard[raw.card[row]] += raw.content(row);
        }
        var learnerKey = new long[learnerNames.size()];
        for (int row = 0; row < raw.size; row++) {
            learnerKey[raw.learner[row]] += SplitMix64.of(raw.content(row), firstCard[raw.card[row]]);
        }
        var cardKey = new long[cardNames.size()];
        for (int row = 0; row < raw.size; row++) {
            cardKey[raw.card[row]] += SplitMix64.of(raw.content(row), learnerKey[raw.learner[row]]);
        }
        int[] learnerOrder = order(learnerKey, learnerNames);
        int[] cardOrder = order(cardKey, cardNames);
        renumber(raw.learner, raw.size, learnerOrder);
        renumber(raw.card, raw.size, cardOrder);
        raw.arrange(RowSort.order(raw, learnerNames.size(), cardNames.size()));
        var keys = IntStream.of(cardOrder).mapToLong(j -> cardKey[j]).toArray();
        return new CanonicalOrder(raw, pick(learnerNames, learnerOrder), pick(cardNames, cardOrder), keys);
    }

    private static int[] order(long[] keys, List<String> names) {
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> keys[i]).thenComparing(names::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void renumber(int[] column, int rows, int[] order) {
        var place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        for (int row = 0; row < rows; row++) {
            column[row] = place[column[row]];
        }
    }

    private static List<String> pick(List<String> names, int[] order) {
        var picked = new ArrayList<String>(order.length);
        for (int i : order) {
            picked.add(names.get(i));
        }
        return List.copyOf(picked);
    }
}
