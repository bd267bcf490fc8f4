package dev.engram.hardness.glmm;

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
            for (int k = begin; k < end; k++) {
                place[layout.pattern[k]] = k;
            }
            for (var member : layout.members) {
                if (member.parent < 0) {
                    toTags(member, j, sums.weight[j], place, sums.cross);
                }
            }
            for (int k = begin; k < end; k++) {
                int factor = layout.columnFactor[layout.pattern[k]];
                for (var member : layout.members) {
                    if (factor >= 0 && member.parent >= 0 && layout.kept[member.parent] == factor) {
                        int level = layout.pattern[k] - layout.keptFrom[member.parent];
                        toTags(member, level, sums.cross[k], place, sums.cross);
                    }
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

    private static void toTags(Member member, int level, double value, int[] place, double[] cross) {
        for (int e = member.start[level]; e < member.start[level + 1]; e++) {
            cross[place[member.from + member.level[e]]] += member.weight[e] * value;
        }
    }

    /** Adds a multiple of a pattern to the row of a tag; the pair of two tags is met twice, and added in one of its orders. */
    private static void row(Layout layout, RowPass sums, int tag, double weight, int begin, int end) {
        for (int k = begin; k < end; k++) {
            int column = layout.pattern[k];
            if (column <= tag || !ofEliminated(layout, column)) {
                sums.add(tag, column, weight * sums.cross[k]);
            }
        }
    }

    private static boolean ofEliminated(Layout layout, int column) {
        for (var member : layout.members) {
            if (column >= member.from && column < member.from + member.size) {
                return member.parent < 0;
            }
        }
        return false;
    }

    /** The rows of the tags of a grouping that stays, against groupings, coefficients and tags of groupings that stay. */
    private static void ofKept(Layout layout, RowPass sums, int m) {
        var member = layout.members.get(m);
        int from = layout.keptFrom[member.parent];
        int groupings = layout.randomColumns
                - layout.members.stream().mapToInt(other -> other.size).sum();
        for (int i = 0; i + 1 < member.start.length; i++) {
            for (int e = member.start[i]; e < member.start[i + 1]; e++) {
                int tag = member.from + member.level[e];
                for (int column = 0; column < groupings; column++) {
                    sums.add(tag, column, member.weight[e] * get(layout, sums, from + i, column));
                }
                for (int c = 0; c < layout.coefs; c++) {
                    int coef = layout.randomColumns + c;
                    sums.add(tag, coef, member.weight[e] * get(layout, sums, from + i, coef));
                }
                for (int o = 0; o <= m; o++) {
                    if (layout.members.get(o).parent >= 0) {
                        tags(layout, sums, from + i, tag, member.weight[e], layout.members.get(o));
                    }
                }
            }
        }
    }

    private static void tags(Layout layout, RowPass sums, int level, int tag, double weight, Member other) {
        int from = layout.keptFrom[other.parent];
        for (int l = 0; l + 1 < other.start.length; l++) {
            double value = get(layout, sums, level, from + l);
            if (value != 0) {
                for (int e = other.start[l]; e < other.start[l + 1]; e++) {
                    int column = other.from + other.level[e];
                    if (column <= tag) {
                        sums.add(tag, column, weight * other.weight[e] * value);
                    }
                }
            }
        }
    }

    private static double get(Layout layout, RowPass sums, int row, int column) {
        return sums.matrix[Math.max(row, column) * layout.columns + Math.min(row, column)];
    }
}
