package dev.engram.hardness.frame;

import dev.engram.hardness.study.report.Workload;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the answers that a card costs until its interval reaches 30 days. */
public final class Workloads {
    /** By number of answers: histories that got there after so many, and histories that ended with so many. */
    private record Tally(TreeMap<Integer, Long> reached, TreeMap<Integer, Long> censored) {
        Tally() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    private Workloads() {}

    /** Workload by tag name, over whole histories. */
    public static List<Workload> of(ReviewTable table, TagTable tags, Selection selection) {
        var tallies = new TreeMap<String, Tally>();
        var columns = table.columns;
        for (int from = 0; from < columns.size; ) {
            int to = from;
            int answers = 0;
            int reachedAfter = -1;
            while (to < columns.size
                    && columns.learner[to] == columns.learner[from]
                    && columns.card[to] == columns.card[from]) {
                if (selection.inWholeHistory(to)) {
                    // the interval before answer n was set by answer n - 1, so by then n answers had been given
                    float interval = columns.planned[to] > 0 ? columns.planned[to] : columns.elapsed[to];
                    if (reachedAfter < 0 && columns.index[to] > 0 && interval >= Workload.INTERVAL_DAYS) {
                        reachedAfter = answers;
                    }
                    answers++;
                }
                to++;
            }
            if (answers > 0) {
                for (var tag : tags.of(table.cards.get(columns.card[from])).keySet()) {
                    var tally = tallies.computeIfAbsent(tag, _ -> new Tally());
                    (reachedAfter < 0 ? tally.censored() : tally.reached())
                            .merge(reachedAfter < 0 ? answers : reachedAfter, 1L, Long::sum);
                }
            }
            from = to;
        }
        var workloads = new ArrayList<Workload>();
        tallies.forEach((tag, tally) -> workloads.add(workload(tag, tally)));
        workloads.sort(Comparator.comparing(Workload::tag));
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
