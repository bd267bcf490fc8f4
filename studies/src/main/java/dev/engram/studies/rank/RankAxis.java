package dev.engram.studies.rank;

import java.util.ArrayList;
import java.util.List;

/** An axis of ranks from 1 to {@code last} over {@code [left, right]}. */
record RankAxis(int last, double left, double right) {
    private static final int MOST_TICKS = 9;

    double at(double rank) {
        return left + (right - left) * (rank - 1) / (Math.max(2, last) - 1);
    }

    /** 1, then round steps, and the last rank if no other tick is near it. */
    List<Integer> ticks() {
        int step = 1;
        for (int next : new int[] {2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
            step = last / step > MOST_TICKS ? next : step;
        }
        List<Integer> ticks = new ArrayList<>(List.of(1));
        for (int rank = step == 1 ? 2 : step; rank <= last; rank += step) {
            ticks.add(rank);
        }
        if (last - ticks.getLast() > step / 2) {
            ticks.add(last);
        }
        return ticks;
    }
}
