package dev.engram.hardness.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers a card costs until its interval reaches 30 days. Descriptive, depends on the scheduler.
 *
 * @param tag         name
 * @param histories   learner-card histories on its cards, whole and not only practice
 * @param reached     those that reached the interval
 * @param meanReached mean answers of those that did; null if none did. Too small: the slow ones are still under way
 * @param median      Kaplan-Meier median over all, the unfinished censored; null if fewer than half get there
 */
public record Workload(
        String tag,
        long histories,
        long reached,
        @Nullable Double meanReached,
        @Nullable Integer median) {
    /** The interval, in days. */
    static final double INTERVAL_DAYS = 30;

    /** By number of answers: histories that got there after so many, and histories that ended with so many. */
    private record Tally(TreeMap<Integer, Long> reached, TreeMap<Integer, Long> censored) {
        Tally() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    /** Workload by tag name, over whole histories. */
    public static List<Workload> of(Selection selection) {
        var tallies = new TreeMap<String, Tally>();
        var reviews = selection.reviews;
        var columns = reviews.columns;
        for (int from = 0; from < columns.size; ) {
            int to = columns.historyEnd(from);
            int answers = 0;
            int reachedAfter = -1;
            for (int row = from; row < to; row++) {
                if (selection.inWholeHistory(row)) {
                    // the interval before answer n was set by answer n - 1, so by then n answers had been given
                    float interval = columns.planned(row) > 0 ? columns.planned(row) : columns.elapsed(row);
                    if (reachedAfter < 0 && columns.index(row) > 0 && interval >= INTERVAL_DAYS) {
                        reachedAfter = answers;
                    }
                    answers++;
                }
            }
            if (answers > 0) {
                for (var tag :
                        selection.tags.of(reviews.cards.get(columns.card[from])).keySet()) {
                    var tally = tallies.computeIfAbsent(tag, _ -> new Tally());
                    (reachedAfter < 0 ? tally.censored() : tally.reached())
                            .merge(reachedAfter < 0 ? answers : reachedAfter, 1L, Long::sum);
                }
            }
            from = to;
        }
        var workloads = new ArrayList<Workload>();
        tallies.forEach((tag, tally) -> workloads.add(workload(tag, tally)));
        return workloads;
    }

    private static Workload workload(String tag, Tally tally) {
        long reached = sum(tally.reached());
        long all = reached + sum(tally.censored());
        long answers = tally.reached().entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue())
                .sum();
        return new Workload(tag, all, reached, reached == 0 ? null : (double) answers / reached, median(tally, all));
    }

    /** Kaplan-Meier. What interval the last answer set nobody saw: a history of n answers was at risk up to n - 1. */
    private static @Nullable Integer median(Tally tally, long all) {
        double survival = 1;
        for (var entry : tally.reached().entrySet()) {
            int after = entry.getKey();
            long atRisk = all
                    - sum(tally.reached().headMap(after))
                    - sum(tally.censored().headMap(after, true));
            survival *= 1 - (double) entry.getValue() / atRisk;
            if (survival <= 0.5) {
                return after;
            }
        }
        return null;
    }

    private static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
