package dev.engram.hardness.ordinal;

import java.util.Arrays;

/**
 * Gradient and negative Hessian of the log-likelihood in the effects on the logit scale (not spherical), without priors. The
 * grouping apart has a diagonal block; {@code cross} is apart by rest, {@code rest} the lower triangle by rows.
 */
final class Derivatives {
    final int columns;
    final double[] gradientApart;
    final double[] gradient;
    final double[] diagonal;
    final double[] cross;
    final double[] rest;

    Derivatives(Layout layout) {
        columns = layout.columns;
        gradientApart = new double[layout.apartSize()];
        gradient = new double[columns];
        diagonal = new double[gradientApart.length];
        cross = new double[gradientApart.length * columns];
        rest = new double[columns * columns];
    }

    void clear() {
        Arrays.fill(gradientApart, 0);
        Arrays.fill(gradient, 0);
        Arrays.fill(diagonal, 0);
        Arrays.fill(cross, 0);
        Arrays.fill(rest, 0);
    }

    /** Adds to one entry of the rest; either order. */
    void add(int i, int j, double value) {
        rest[i >= j ? i * columns + j : j * columns + i] += value;
    }

    /** An entry of the rest; either order. */
    double at(int i, int j) {
        return rest[i >= j ? i * columns + j : j * columns + i];
    }

    /** Derives the columns of the memberships from those of their groupings, one after the other. */
    void expand(Layout layout) {
        for (int m = 0; m < layout.memberAt.length; m++) {
            expandGradient(layout, m, gradientApart, gradient);
            if (layout.groupAt[layout.memberOf[m]] < 0) {
                expandApart(layout, m);
            } else {
                expandRest(layout, m);
            }
            expandOwn(layout, m);
        }
    }

    /** The entries of a vector over effects for a membership, from those for its grouping. */
    static void expandGradient(Layout layout, int m, double[] apart, double[] rest) {
        var membership = layout.memberships.get(m);
        int from = layout.groupAt[layout.memberOf[m]];
        int size = layout.groupings.get(layout.memberOf[m]).levels().size();
        for (int j = 0; j < size; j++) {
            double of = from < 0 ? apart[j] : rest[from + j];
            for (int entry = membership.from(j); entry < membership.from(j + 1); entry++) {
                rest[layout.memberAt[m] + membership.levelAt(entry)] += membership.weightAt(entry) * of;
            }
        }
    }

    private void expandApart(Layout layout, int m) {
        var membership = layout.memberships.get(m);
        int first = layout.memberAt[m];
        int last = first + membership.levels().size();
        for (int j = 0; j < diagonal.length; j++) {
            for (int entry = membership.from(j); entry < membership.from(j + 1); entry++) {
                int t = first + membership.levelAt(entry);
                double weight = membership.weightAt(entry);
                for (int x = 0; x < columns; x++) {
                    if ((x < first || x >= last) && cross[j * columns + x] != 0) {
                        add(t, x, weight * cross[j * columns + x]);
                    }
                }
                cross[j * columns + t] += weight * diagonal[j];
            }
        }
    }

    private void expandRest(Layout layout, int m) {
        var membership = layout.memberships.get(m);
        int first = layout.memberAt[m];
        int last = first + membership.levels().size();
        int from = layout.groupAt[layout.memberOf[m]];
        int size = layout.groupings.get(layout.memberOf[m]).levels().size();
        for (int j = 0; j < size; j++) {
            for (int entry = membership.from(j); entry < membership.from(j + 1); entry++) {
                int t = first + membership.levelAt(entry);
                double weight = membership.weightAt(entry);
                for (int x = 0; x < columns; x++) {
                    if (x < first || x >= last) {
                        add(t, x, weight * at(from + j, x));
                    }
                }
            }
        }
        for (int e = 0; e < diagonal.length; e++) {
            int row = e * columns;
            for (int j = 0; j < size; j++) {
                double of = cross[row + from + j];
                for (int entry = membership.from(j); of != 0 && entry < membership.from(j + 1); entry++) {
                    cross[row + first + membership.levelAt(entry)] += membership.weightAt(entry) * of;
                }
            }
        }
    }

    /** Memberships with each other, from memberships with their grouping. */
    private void expandOwn(Layout layout, int m) {
        var membership = layout.memberships.get(m);
        int first = layout.memberAt[m];
        int from = layout.groupAt[layout.memberOf[m]];
        int size = layout.groupings.get(layout.memberOf[m]).levels().size();
        for (int j = 0; j < size; j++) {
            for (int entry = membership.from(j); entry < membership.from(j + 1); entry++) {
                int t = first + membership.levelAt(entry);
                for (int other = first; other <= t; other++) {
                    double with = from < 0 ? cross[j * columns + other] : at(other, from + j);
                    rest[t * columns + other] += membership.weightAt(entry) * with;
                }
            }
        }
    }
}
