package dev.engram.hardness.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills a {@link ReviewTable} row by row, in any order. Not thread-safe; used up by {@link #build()}. */
public final class ReviewTableBuilder {
    private static final int MOST_ROWS = 1 << 29;
    private static final int MOST_VALUES = 256;

    private final List<String> names;
    /** Texts and their numbers, in order of first appearance. */
    private final List<Map<String, Integer>> values = new ArrayList<>();

    private final Map<String, Integer> learners = new LinkedHashMap<>();
    private final Map<String, Integer> cards = new LinkedHashMap<>();
    private @Nullable ReviewColumns columns;
    private @Nullable Identities identities;
    private final List<String> notes = new ArrayList<>();
    private long delivered;
    private long duplicates;
    private boolean daysFromTimes;

    ReviewTableBuilder(List<String> covariates) {
        names = List.copyOf(covariates);
        Check.that(names.stream().noneMatch(String::isBlank), "a covariate must have a name, were %s", names);
        Check.that(new HashSet<>(names).size() == names.size(), "covariates must differ, were %s", names);
        names.forEach(_ -> values.add(new LinkedHashMap<>()));
        columns = new ReviewColumns(1_024, names.size());
        identities = new Identities(columns);
    }

    /**
     * Adds a row. A copy of an earlier row is counted and dropped.
     *
     * @param review          the row
     * @param covariateValues one for each covariate, in their order; blank = "unknown"
     * @return this
     * @throws InvalidReviewException         if a field breaks its rule, or an earlier row is the same review and differs
     * @throws IllegalStateException after {@link #build()}
     */
    public ReviewTableBuilder add(Review review, String... covariateValues) {
        if (columns == null || identities == null) {
            throw new IllegalStateException("the table has been built");
        }
        delivered++;
        check(review, covariateValues);
        columns.grow();
        int row = columns.size;
        columns.learner[row] = number(learners, review.learner());
        columns.card[row] = number(cards, review.card());
        columns.set(review);
        for (int c = 0; c < covariateValues.length; c++) {
            var value = covariateValues[c].isBlank() ? "unknown" : covariateValues[c];
            int number = number(values.get(c), value);
            rule(number < MOST_VALUES, names.get(c), "at most " + MOST_VALUES + " different values");
            columns.covariates[c][row] = (byte) number;
        }
        int earlier = identities.earlier(row, review.eventId());
        if (earlier < 0) {
            columns.size++;
        } else {
            duplicates++;
            rule(columns.same(earlier, row), review.eventId() == null ? "review_index" : "event_id", conflict(review));
        }
        return this;
    }

    private static int number(Map<String, Integer> numbers, String text) {
        return numbers.computeIfAbsent(text, _ -> numbers.size());
    }

    private static String conflict(Review review) {
        var which = review.eventId() == null
                ? "review " + review.reviewIndex() + " of learner " + review.learner() + " on card " + review.card()
                : "event " + review.eventId();
        return which + " was delivered before with other values";
    }

    private void check(Review review, String[] covariateValues) {
        rule(!review.learner().isBlank(), "learner", "must not be blank");
        rule(!review.card().isBlank(), "card", "must not be blank");
        whole(review.reviewIndex(), "review_index");
        whole(review.priorSuccesses(), "prior_successes");
        whole(review.priorLapses(), "prior_lapses");
        int before = review.priorSuccesses() + review.priorLapses();
        rule(
                before <= review.reviewIndex(),
                "prior_successes",
                "prior_successes + prior_lapses must be at most review_index, which counts all answers before; were "
                        + before + " at index " + review.reviewIndex());
        days(review.elapsedDays(), "elapsed_days");
        days(review.plannedDays(), "planned_days");
        rule(review.rating() >= 1 && review.rating() <= 4, "rating", "must be 1 to 4, was " + review.rating());
        rule(
                covariateValues.length == names.size(),
                "covariates",
                "must be " + names.size() + " values, were " + covariateValues.length);
        rule(columns == null || columns.size < MOST_ROWS, "table", "holds at most " + MOST_ROWS + " reviews");
    }

    private void whole(int value, String field) {
        rule(value >= 0 && value <= Character.MAX_VALUE, field, "must be in [0, 65535], was " + value);
    }

    private void days(double value, String field) {
        rule(Double.isNaN(value) || (value >= 0 && value <= 1e6), field, "must be in [0, 1000000] days, was " + value);
    }

    private void rule(boolean holds, String field, String text) {
        if (!holds) {
            throw new InvalidReviewException(delivered, field, text);
        }
    }

    /** Says that the days between answers come from their times, so that their unit is not in doubt. */
    public void daysFromTimes() {
        daysFromTimes = true;
    }

    /** What a reader should know of where the rows are from: goes into the report. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /**
     * The table. The builder gives up its rows.
     *
     * @throws IllegalStateException if it was called before
     */
    public ReviewTable build() {
        var filled = columns;
        if (filled == null) {
            throw new IllegalStateException("the table has been built");
        }
        columns = null;
        identities = null;
        var covariates = new ArrayList<ReviewTable.Covariate>();
        for (int c = 0; c < names.size(); c++) {
            var found = List.copyOf(values.get(c).keySet());
            var sorted = found.stream().sorted().toList();
            renumber(filled.covariates[c], filled.size, found, sorted);
            covariates.add(new ReviewTable.Covariate(names.get(c), sorted));
        }
        return new ReviewTable(
                filled,
                List.copyOf(learners.keySet()),
                List.copyOf(cards.keySet()),
                covariates,
                duplicates,
                daysFromTimes,
                notes);
    }

    private static void renumber(byte[] column, int rows, List<String> from, List<String> to) {
        var number = new byte[from.size()];
        for (int i = 0; i < number.length; i++) {
            number[i] = (byte) Collections.binarySearch(to, from.get(i));
        }
        for (int row = 0; row < rows; row++) {
            column[row] = number[column[row] & 0xff];
        }
    }
}
