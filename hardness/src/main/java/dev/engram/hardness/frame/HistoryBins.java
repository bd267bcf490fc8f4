package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.FixedTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Levels 0 to cap of a count, joined where a level alone has no finite coefficient: a level without both a lapse and a
 * success joins the one below, level 0 the one above.
 */
final class HistoryBins {
    private final String letter;
    /** First level of each group, ascending, the first 0. */
    private final int[] first;

    private final int cap;

    private HistoryBins(String letter, int[] first, int cap) {
        this.letter = letter;
        this.first = first;
        this.cap = cap;
    }

    /**
     * @param letter of the coefficients' names
     * @param level  of each row, in [0, cap]
     * @param lapsed 0 or 1 of each row
     */
    static HistoryBins of(String letter, int cap, byte[] level, byte[] lapsed) {
        var count = new long[cap + 1][2];
        for (int n = 0; n < level.length; n++) {
            count[level[n]][lapsed[n]]++;
        }
        var groups = new ArrayList<Integer>();
        long[] open = new long[2];
        for (int k = cap; k >= 0; k--) {
            open[0] += count[k][0];
            open[1] += count[k][1];
            if ((open[0] > 0 && open[1] > 0) || k == 0) {
                groups.addFirst(k);
                if (k > 0) {
                    open = new long[2];
                }
            }
        }
        if (groups.size() > 1 && (open[0] == 0 || open[1] == 0)) {
            groups.remove(1);
        }
        return new HistoryBins(
                letter, groups.stream().mapToInt(Integer::intValue).toArray(), cap);
    }

    /** The term, absent where one group is left. */
    Optional<FixedTerm> term(byte[] level) {
        if (first.length == 1) {
            return Optional.empty();
        }
        var group = new byte[level.length];
        for (int n = 0; n < level.length; n++) {
            group[n] = (byte) groupOf(level[n]);
        }
        var names = new ArrayList<String>();
        for (int g = 0; g < first.length; g++) {
            names.add(name(g));
        }
        return Optional.of(
                new FixedTerm.Categorical(letter, names, group, List.copyOf(names.subList(1, names.size()))));
    }

    /** Name of the coefficient of a level, absent for the reference. */
    Optional<String> coefficient(int level) {
        int group = groupOf(Math.min(level, cap));
        return group == 0 ? Optional.empty() : Optional.of(name(group));
    }

    /** What was joined, in words. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        for (int g = 0; g < first.length; g++) {
            if (last(g) > first[g]) {
                notes.add("strata " + letter + first[g] + " to " + letter + last(g)
                        + " joined: one alone has no lapses or nothing else");
            }
        }
        return notes;
    }

    private int groupOf(int level) {
        int group = first.length - 1;
        while (first[group] > level) {
            group--;
        }
        return group;
    }

    private int last(int group) {
        return group + 1 < first.length ? first[group + 1] - 1 : cap;
    }

    private String name(int group) {
        return letter + first[group] + (last(group) > first[group] ? "-" + last(group) : "");
    }
}
