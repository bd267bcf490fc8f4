package dev.engram.hardness.rank;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups of things that no draw can tell apart. Each draw puts the members of a group into the next cyclic order, so that
 * over all draws every member has every place of the group equally often.
 */
final class Ties {
    private final int size;
    private final List<int[]> groups;

    private Ties(int size, List<int[]> groups) {
        this.size = size;
        this.groups = groups;
    }

    static Ties of(Differences differences) {
        int size = differences.size();
        var groups = new ArrayList<int[]>();
        boolean[] placed = new boolean[size];
        for (int s = 0; s < size; s++) {
            if (placed[s]) {
                continue;
            }
            var members = new ArrayList<Integer>(List.of(s));
            for (int t = s + 1; t < size; t++) {
                if (!placed[t] && differences.tied(t, s)) {
                    members.add(t);
                    placed[t] = true;
                }
            }
            if (members.size() > 1) {
                groups.add(members.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return new Ties(size, List.copyOf(groups));
    }

    int size() {
        return size;
    }

    /** Gives all members of a group the value of its first. */
    void level(double[] values) {
        for (int[] group : groups) {
            for (int member : group) {
                values[member] = values[group[0]];
            }
        }
    }

    /** Which thing stands at each place of the sorting in this draw; {@code into} must be the identity but for groups. */
    void rotate(long draw, int[] into) {
        for (int[] group : groups) {
            for (int i = 0; i < group.length; i++) {
                into[group[i]] = group[(int) ((i + draw) % group.length)];
            }
        }
    }
}
