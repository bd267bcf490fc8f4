package dev.engram.hardness.glmm.rows;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A grouping with all its memberships side by side: the total effect of level j is its own effect plus the weighted effects
 * of the columns it belongs to.
 */
public final class GroupingColumns {
    public final RandomFactor.Grouping grouping;
    public final int levels;
    /** Which random factor of the design this is, or -1, and which each column comes from. */
    public final int factor;

    public final int[] factorOfColumn;
    public final int columns;
    public final int[] start;
    public final int[] column;
    public final double[] weight;

    private GroupingColumns(Design design, int factor, RandomFactor.Grouping grouping) {
        this.factor = factor;
        this.grouping = grouping;
        levels = grouping.levels().size();
        List<RandomFactor.Membership> memberships = new ArrayList<>();
        var ofColumn = new ArrayList<Integer>();
        for (int f = 0; f < design.random().size(); f++) {
            if (design.random().get(f) instanceof RandomFactor.Membership membership
                    && membership.of().equals(grouping.name())) {
                memberships.add(membership);
                for (int t = 0; t < membership.levels().size(); t++) {
                    ofColumn.add(f);
                }
            }
        }
        factorOfColumn = ofColumn.stream().mapToInt(i -> i).toArray();
        columns = factorOfColumn.length;
        start = new int[levels + 1];
        int entries = memberships.stream()
                .mapToInt(membership -> membership.level().length)
                .sum();
        column = new int[entries];
        weight = new double[entries];
        int at = 0;
        for (int j = 0; j < levels; j++) {
            int first = 0;
            for (var membership : memberships) {
                for (int e = membership.start()[j]; e < membership.start()[j + 1]; e++) {
                    column[at] = first + membership.level()[e];
                    weight[at++] = membership.weight()[e];
                }
                first += membership.levels().size();
            }
            start[j + 1] = at;
        }
    }

    /** All groupings of a design, that with the most levels first; one of a single level, factor -1, if there is none. */
    public static List<GroupingColumns> of(Design design) {
        var groupings = new ArrayList<GroupingColumns>();
        for (int f = 0; f < design.random().size(); f++) {
            if (design.random().get(f) instanceof RandomFactor.Grouping grouping) {
                groupings.add(new GroupingColumns(design, f, grouping));
            }
        }
        if (groupings.isEmpty()) {
            groupings.add(new GroupingColumns(
                    design, -1, new RandomFactor.Grouping("", List.of(""), new int[design.rows()])));
        }
        // a threshold that shifts is never eliminated: neighbouring thresholds hold its effects
        int shift = design.thresholds() == null ? -1 : design.thresholds().shift;
        groupings.sort(Comparator.comparingInt(grouping -> grouping.factor == shift ? 0 : -grouping.levels));
        return groupings;
    }

    /** Weighted sum over the columns of level j of the effects that begin at {@code from}. */
    public double sum(int j, double[] effects, int from) {
        double sum = 0;
        for (int e = start[j]; e < start[j + 1]; e++) {
            sum += weight[e] * effects[from + column[e]];
        }
        return sum;
    }

    /** Adds {@code value} of level j to its columns, weighted. */
    public void spread(int j, double value, double[] columns, int from) {
        for (int e = start[j]; e < start[j + 1]; e++) {
            columns[from + column[e]] += weight[e] * value;
        }
    }
}
