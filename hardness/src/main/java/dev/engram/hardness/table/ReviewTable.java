package dev.engram.hardness.table;

import java.util.List;

/**
 * The reviews of a study by column, in an order of its own that depends neither on the order of delivery nor on the names of
 * learners and cards. About 26 bytes a review, while it is built up to 90 (copies are found by a table of rows, and event ids
 * are remembered); at most 2^29 reviews. Immutable.
 */
public final class ReviewTable {
    public final ReviewColumns columns;
    public final List<String> learners;
    public final List<String> cards;
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

    ReviewTable(
            CanonicalOrder order,
            List<Covariate> covariates,
            long duplicates,
            boolean daysFromTimes,
            List<String> notes) {
        this.columns = order.columns;
        this.learners = order.learners;
        this.cards = order.cards;
        this.cardKeys = order.cardKeys;
        this.covariates = List.copyOf(covariates);
        this.duplicates = duplicates;
        this.daysFromTimes = daysFromTimes;
        this.notes = List.copyOf(notes);
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
