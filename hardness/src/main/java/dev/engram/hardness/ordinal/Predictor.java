package dev.engram.hardness.ordinal;

/** The parts of the linear predictor at a state, on the logit scale. */
final class Predictor {
    /** By grouping and level: its effect and the weighted effects of its memberships. */
    final double[][] total;
    /** By level of the shifting grouping; empty without shift. */
    final double[] shift;

    final double[] alpha;
    /** By coefficient, 0 where it is left out. */
    final double[] beta;

    Predictor(Layout layout, State state) {
        total = new double[layout.groupings.size()][];
        for (int g = 0; g < total.length; g++) {
            int at = layout.groupAt[g];
            double sd = state.sd[at < 0 ? layout.apartFactor : factor(layout, at)];
            total[g] = new double[layout.groupings.get(g).levels().size()];
            for (int i = 0; i < total[g].length; i++) {
                total[g][i] = sd * (at < 0 ? state.apart[i] : state.rest[at + i]);
            }
        }
        for (int m = 0; m < layout.memberAt.length; m++) {
            addMembership(layout, state, m);
        }
        shift = new double
                [layout.shifting == null ? 0 : layout.shifting.levels().size()];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = state.sd[layout.factors() - 1] * state.rest[layout.shiftAt + i];
        }
        alpha = new double[layout.observed.thresholds()];
        System.arraycopy(state.rest, layout.alphaAt, alpha, 0, alpha.length);
        beta = new double[layout.betaColumn.length];
        for (int i = 0; i < beta.length; i++) {
            beta[i] = layout.betaColumn[i] < 0 ? 0 : state.rest[layout.betaColumn[i]];
        }
    }

    private static int factor(Layout layout, int column) {
        // a factor without levels has no column of its own
        return column < layout.factorOf.length ? layout.factorOf[column] : layout.apartFactor;
    }

    private void addMembership(Layout layout, State state, int m) {
        var membership = layout.memberships.get(m);
        double[] to = total[layout.memberOf[m]];
        int at = layout.memberAt[m];
        if (membership.levels().isEmpty()) {
            return;
        }
        double sd = state.sd[layout.factorOf[at]];
        for (int j = 0; j < to.length; j++) {
            for (int entry = membership.from(j); entry < membership.from(j + 1); entry++) {
                to[j] += membership.weightAt(entry) * sd * state.rest[at + membership.levelAt(entry)];
            }
        }
    }
}
