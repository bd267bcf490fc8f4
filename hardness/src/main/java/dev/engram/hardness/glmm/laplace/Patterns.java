package dev.engram.hardness.glmm.laplace;

import java.util.Arrays;

/** Finds which columns of a {@link Layout} meet each level of the eliminated grouping. */
final class Patterns {
    private final Layout layout;

    Patterns(Layout layout) {
        this.layout = layout;
    }

    /** The columns of all patterns. Fills in where each begins, and the place of each row's levels in them. */
    int[] find() {
        var found = new int[Math.max(16, layout.levels * (layout.coefs + 8))];
        var seen = new int[layout.columns];
        var place = new int[layout.columns];
        int end = 0;
        for (int j = 0; j < layout.levels; j++) {
            int begin = end;
            if ((long) end + layout.columns > found.length) {
                found = Arrays.copyOf(found, Math.max(found.length + found.length / 2, end + layout.columns));
            }
            for (int g = 0; g < layout.kept.length; g++) {
                for (int n = layout.rowStart[j]; n < layout.rowStart[j + 1]; n++) {
                    end = note(layout.keptFrom[g] + layout.keptLevel[g][n], j, seen, found, end);
                }
            }
            int groupings = end;
            for (var member : layout.members) {
                if (member.parent < 0) {
                    end = note(member, j, j, seen, found, end);
                } else {
                    for (int k = begin; k < groupings; k++) {
                        if (layout.columnFactor[found[k]] == layout.kept[member.parent]) {
                            end = note(member, found[k] - layout.keptFrom[member.parent], j, seen, found, end);
                        }
                    }
                }
            }
            for (int c = 0; c < layout.coefs; c++) {
                found[end++] = layout.randomColumns + c;
            }
            Arrays.sort(found, begin, end);
            layout.patternStart[j + 1] = end;
            for (int k = begin; k < end; k++) {
                place[found[k]] = k;
            }
            for (int g = 0; g < layout.kept.length; g++) {
                for (int n = layout.rowStart[j]; n < layout.rowStart[j + 1]; n++) {
                    layout.keptPlace[g][n] = place[layout.keptFrom[g] + layout.keptLevel[g][n]];
                }
            }
        }
        return Arrays.copyOf(found, end);
    }

    private static int note(Member member, int level, int j, int[] seen, int[] found, int end) {
        int next = end;
        for (int k = member.start[level]; k < member.start[level + 1]; k++) {
            next = note(member.from + member.level[k], j, seen, found, next);
        }
        return next;
    }

    private static int note(int column, int j, int[] seen, int[] found, int end) {
        if (seen[column] == j + 1) {
            return end;
        }
        seen[column] = j + 1;
        found[end] = column;
        return end + 1;
    }
}
