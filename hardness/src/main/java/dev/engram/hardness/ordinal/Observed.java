package dev.engram.hardness.ordinal;

import java.util.ArrayList;
import java.util.List;

/**
 * The categories that occur. A category without rows has no threshold of its own: the two around it would grow together.
 *
 * @param names of the categories that occur, the worst first
 * @param code by category of the design, which of those it is; -1 for one without rows
 * @param missing names of the categories without rows
 * @param shifted which of the remaining thresholds shifts, -1 for none
 */
record Observed(List<String> names, List<Integer> code, List<String> missing, int shifted) {
    static Observed of(OrdinalDesign design) {
        long[] counts = new long[design.categories().size()];
        for (int n = 0; n < design.rows(); n++) {
            counts[design.categoryAt(n)]++;
        }
        var names = new ArrayList<String>();
        var code = new ArrayList<Integer>();
        var missing = new ArrayList<String>();
        for (int k = 0; k < counts.length; k++) {
            code.add(counts[k] == 0 ? -1 : names.size());
            (counts[k] == 0 ? missing : names).add(design.categories().get(k));
        }
        int shifted = design.shifted();
        // a threshold is there only if the categories on both its sides are
        boolean there = shifted >= 0 && counts[shifted] > 0 && counts[shifted + 1] > 0 && names.size() > 2;
        return new Observed(
                List.copyOf(names), List.copyOf(code), List.copyOf(missing), there ? code.get(shifted) : -1);
    }

    int thresholds() {
        return names.size() - 1;
    }

    /** Name of a threshold: the categories that it parts. */
    String threshold(int k) {
        return names.get(k) + "|" + names.get(k + 1);
    }
}
