package dev.engram.hardness.glmm.laplace;

/** Carries the sums of {@link RowPass} from the levels of groupings to the tags whose members they are. */
final class Memberships {
    private Memberships() {}

    static void expand(Layout layout, RowPass sums) {
        for (var member : layout.members) {
            if (member.parent < 0) {
                member.collect(sums.residual.eliminated, 0, sums.residual.columns);
            } else {
                member.collect(sums.residual.columns, layout.keptFrom[member.parent], sums.residual.columns);
            }
        }
        if (layout.members.isEmpty()) {
            return;
        }
        cross(layout, sums);
        for (int m = 0; m < layout.members.size(); m++) {
            if (layout.members.get(m).parent >= 0) {
                ofKept(layout, sums, m);
            }
        }
    }

    /** Completes the pattern of each level of the eliminated grouping, and the rows of the tags of which it is a member. */
    private static void cross(Layout layout, RowPass sums) {
        var place = new int[layout.columns];
        for (int j = 0; j < layout.levels; j++) {
            int begin = layout.patternStart[j];
            int end = layout.patternStart[j + 1];
            note(layout.pattern, begin, end, place);
            for (var member : layout.members) {
                if (member.parent < 0) {
                    toTags(member, j, sums.weight[j], place, sums.cross);
                } else {
                    fromKept(layout, member, begin, end, place, sums.cross);
                }
            }
            for (var member : layout.members) {
                if (member.parent < 0) {
                    for (int e = member.start[j]; e < member.start[j + 1]; e++) {
                        row(layout, sums, member.from + member.level[e], member.weight[e], begin, end);
                    }
                }
            }
        }
    }

    private static void note(int[] pattern, int begin, int end, int[] place) {
        for (int k = begin; k < end; k++) {
            place[pattern[k]] = k;
        }
    }

    private static void fromKept(Layout layout, Member member, int begin, int end, int[] place, double[] cross) {
        int from = layout.keptFrom[member.parent];
        for (int k = begin; k < end; k++) {
            if (layout.columnFactor[layout.pattern[k]] == layout.kept[member.parent]) {
                toTags(member, layout.pattern[k] - from, cross[k], place, cross);
            }
        }
    }

    private static void toTags(Member member, int level, double value, int[] place, double[] cross) {
        for (int e = member.start[level]; e < member.start[level + 1]; e++) {
            cross[place[member.from + member.level[e]]] += member.weight[e] * value;
        }
    }

    /** Adds a multiple of a pattern to the row of a tag; the pair of two tags is met twice, and added in one of its orders. */
    private static void row(Layout layout, RowPass sums, int tag, double weight, int begin, int end) {
        for (int k = begin; k < end; k++) {
            int column = layout.pattern[k];
            if (column <= tag || !layout.tagOfEliminated[column]) {
                sums.add(tag, column, weight * sums.cross[k]);
            }
        }
    }

    /** The rows of the tags of a grouping that stays, against groupings, coefficients and tags of groupings that stay. */
    private static void ofKept(Layout layout, RowPass sums, int m) {
        var member = layout.members.get(m);
        int from = layout.keptFrom[member.parent];
        for (int i = 0; i + 1 < member.start.length; i++) {
            for (int e = member.start[i]; e < member.start[i + 1]; e++) {
                int tag = member.from + member.level[e];
                for (int g = 0; g < layout.kept.length; g++) {
                    int first = g == member.parent ? from + i : layout.keptFrom[g];
                    int last = g == member.parent ? from + i + 1 : first + layout.size(layout.kept[g]);
                    groupings(layout, sums, from + i, tag, member.weight[e], first, last);
                }
                groupings(layout, sums, from + i, tag, member.weight[e], layout.randomColumns, layout.columns);
                for (int o = 0; o <= m; o++) {
                    if (layout.members.get(o).parent >= 0) {
                        tags(layout, sums, member, i, e, layout.members.get(o));
                    }
                }
            }
        }
    }

    private static void groupings(Layout layout, RowPass sums, int level, int tag, double weight, int first, int last) {
        for (int column = first; column < last; column++) {
            sums.add(tag, column, weight * get(layout, sums, level, column));
        }
    }

    /** Two levels of one grouping never meet in a row, so that of the same grouping only the level itself counts. */
    private static void tags(Layout layout, RowPass sums, Member member, int level, int entry, Member other) {
        int tag = member.from + member.level[entry];
        int row = layout.keptFrom[member.parent] + level;
        boolean same = member.parent == other.parent;
        int last = same ? level + 1 : other.start.length - 1;
        for (int l = same ? level : 0; l < last; l++) {
            double value = member.weight[entry] * get(layout, sums, row, layout.keptFrom[other.parent] + l);
            for (int e = other.start[l]; value != 0 && e < other.start[l + 1]; e++) {
                int column = other.from + other.level[e];
                if (column <= tag) {
                    sums.add(tag, column, other.weight[e] * value);
                }
            }
        }
    }

    private static double get(Layout layout, RowPass sums, int row, int column) {
        return sums.matrix[Math.max(row, column) * layout.columns + Math.min(row, column)];
    }
}
