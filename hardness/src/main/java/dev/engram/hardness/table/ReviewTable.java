package dev.engram.hardness.table;

import dev.engram.hardness.glmm.numeric.SplitMix64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The reviews of a study by column. Learners, cards and rows are in an order that follows from what happened, not from names or
 * delivery, so that sums have the same bits whatever these are: learners and cards by a hash of their reviews and of those of their
 * counterparts, equals by name; rows by learner, card and review index. About 26 bytes a review, while it is built up to 90 (copies are found by a table of rows, and event ids
 * are remembered); at most 2^29 reviews. Immutable.
 */
public final class ReviewTable {
    public final ReviewColumns columns;
    public final List<String> learners;
    public final List<String> cards;
    /** Hash of what happened to a card. */
    public final long[] cardKeys;

    public final List<Covariate> covariates;
    public final List<String> notes;
    /** Rows delivered that were copies of others. */
    public final long duplicates;
    /** Whether the days between answers come from their times. */
    public final boolean daysFromTimes;

    /**
     * What is known of every review beyond the fixed fields.
     *
     * @param name   of the covariate
     * @param values that occur, sorted
     */
    public record Covariate(String name, List<String> values) {}

    /** Takes the rows of {@code columns}, with learners and cards as numbered there, and sorts them. */
    ReviewTable(
            ReviewColumns columns,
            List<String> learnerNames,
            List<String> cardNames,
            List<Covariate> covariates,
            long duplicates,
            boolean daysFromTimes,
            List<String> notes) {
        this.columns = columns;
        this.covariates = List.copyOf(covariates);
        this.duplicates = duplicates;
        this.daysFromTimes = daysFromTimes;
        this.notes = List.copyOf(notes);
        var firstCard = new long[cardNames.size()];
        for (int row = 0; row < columns.size; row++) {
            firstCard[columns.card[row]] += columns.content(row);
        }
        var learnerKey = new long[learnerNames.size()];
        for (int row = 0; row < columns.size; row++) {
            learnerKey[columns.learner[row]] += SplitMix64.of(columns.content(row), firstCard[columns.card[row]]);
        }
        var cardKey = new long[cardNames.size()];
        for (int row = 0; row < columns.size; row++) {
            cardKey[columns.card[row]] += SplitMix64.of(columns.content(row), learnerKey[columns.learner[row]]);
        }
        int[] learnerOrder = order(learnerKey, learnerNames);
        int[] cardOrder = order(cardKey, cardNames);
        renumber(columns.learner, columns.size, learnerOrder);
        renumber(columns.card, columns.size, cardOrder);
        columns.arrange(RowSort.order(columns, learnerNames.size(), cardNames.size()));
        learners = IntStream.of(learnerOrder).mapToObj(learnerNames::get).toList();
        cards = IntStream.of(cardOrder).mapToObj(cardNames::get).toList();
        cardKeys = IntStream.of(cardOrder).mapToLong(j -> cardKey[j]).toArray();
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

    /** A table to be filled row by row, without covariates. */
    public static ReviewTableBuilder builder() {
        return builder(List.of());
    }

    /**
     * A table to be filled row by row.
     *
     * @param covariates names of what is known of every review beside the fixed fields: client, format, language
     * @throws IllegalArgumentException if a name is blank or given twice
     */
    public static ReviewTableBuilder builder(List<String> covariates) {
        return new ReviewTableBuilder(covariates);
    }

    /** Different reviews. */
    public int size() {
        return columns.size;
    }

    /** Number of learners. */
    public int learners() {
        return learners.size();
    }

    /** Number of cards. */
    public int cards() {
        return cards.size();
    }
}
