package dev.engram.hardness.ordinal;

/** Variances of what a level of a grouping adds to the linear predictor: its own effect and those of its memberships. */
final class EffectSums {
    private final Layout layout;
    private final double[] sd;
    private final Inverse inverse;
    private final int size;

    EffectSums(Layout layout, double[] sd, Inverse inverse) {
        this.layout = layout;
        this.sd = sd;
        this.inverse = inverse;
        size = layout.randomColumns;
    }

    private double sdOf(int column) {
        return sd[layout.factorOf[column]];
    }

    /** Covariances of the sums of a grouping with each spherical column of the rest, by level. */
    double[] project(int group) {
        int levels = layout.groupings.get(group).levels().size();
        int at = layout.groupAt[group];
        double[] projected = new double[levels * size];
        for (int l = 0; l < levels; l++) {
            if (at < 0) {
                double scale = sd[layout.apartFactor];
                for (int x = 0; x < size; x++) {
                    projected[l * size + x] = scale * inverse.cross[l * inverse.size + x];
                }
            } else {
                add(projected, l, at + l, sdOf(at + l));
            }
        }
        eachEntry(group, (l, column, weight) -> add(projected, l, column, weight));
        return projected;
    }

    private void add(double[] projected, int level, int column, double weight) {
        for (int x = 0; x < size; x++) {
            projected[level * size + x] += weight * inverse.rest[column * inverse.size + x];
        }
    }

    double[] variances(int group, double[] projected) {
        double[] variances = new double[layout.groupings.get(group).levels().size()];
        int at = layout.groupAt[group];
        double own = sd[layout.apartFactor];
        for (int l = 0; l < variances.length; l++) {
            variances[l] = at < 0 ? own * own * inverse.apart[l] : sdOf(at + l) * projected[l * size + at + l];
        }
        eachEntry(group, (l, column, weight) -> {
            variances[l] += weight * projected[l * size + column];
            if (at < 0) {
                variances[l] += weight * own * inverse.cross[l * inverse.size + column];
            }
        });
        return variances;
    }

    /** With the sums of a grouping of the rest, by level and its level. */
    double[] covariances(double[] projected, int other) {
        int levels = projected.length / Math.max(size, 1);
        int others = layout.groupings.get(other).levels().size();
        int at = layout.groupAt[other];
        double[] covariances = new double[levels * others];
        for (int l = 0; l < levels; l++) {
            for (int o = 0; o < others; o++) {
                covariances[l * others + o] = sdOf(at + o) * projected[l * size + at + o];
            }
        }
        eachEntry(other, (o, column, weight) -> {
            for (int l = 0; l < levels; l++) {
                covariances[l * others + o] += weight * projected[l * size + column];
            }
        });
        return covariances;
    }

    double[] withShifts(double[] projected) {
        int levels = projected.length / size;
        int shifts = shifts();
        double[] covariances = new double[levels * shifts];
        for (int l = 0; l < levels; l++) {
            for (int i = 0; i < shifts; i++) {
                covariances[l * shifts + i] = sdOf(layout.shiftAt + i) * projected[l * size + layout.shiftAt + i];
            }
        }
        return covariances;
    }

    double[] shiftVariances() {
        double[] variances = new double[shifts()];
        for (int i = 0; i < variances.length; i++) {
            int column = layout.shiftAt + i;
            variances[i] = sdOf(column) * sdOf(column) * inverse.rest[column * inverse.size + column];
        }
        return variances;
    }

    private int shifts() {
        return layout.shifting == null ? 0 : layout.shifting.levels().size();
    }

    /** An entry of a membership: level of the grouping, column, weight on the spherical scale. */
    private interface Entry {
        void visit(int level, int column, double weight);
    }

    private void eachEntry(int group, Entry visitor) {
        for (int m = 0; m < layout.memberAt.length; m++) {
            if (layout.memberOf[m] != group) {
                continue;
            }
            var membership = layout.memberships.get(m);
            int levels = layout.groupings.get(group).levels().size();
            for (int l = 0; l < levels; l++) {
                for (int entry = membership.from(l); entry < membership.from(l + 1); entry++) {
                    int column = layout.memberAt[m] + membership.levelAt(entry);
                    visitor.visit(l, column, membership.weightAt(entry) * sdOf(column));
                }
            }
        }
    }
}
