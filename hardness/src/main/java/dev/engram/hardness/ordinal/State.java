package dev.engram.hardness.ordinal;

/**
 * A point in the space of all parameters. Random effects are spherical: the effect is {@code sd * u} with {@code u ~ N(0, 1)},
 * so that a standard deviation of 0 is a point like any other.
 */
final class State {
    /** By factor, {@code >= 0}. */
    final double[] sd;
    /** Of the grouping apart, spherical. */
    final double[] apart;
    /** Of the rest: spherical where random, then thresholds and coefficients. */
    final double[] rest;

    State(double[] sd, double[] apart, double[] rest) {
        this.sd = sd;
        this.apart = apart;
        this.rest = rest;
    }

    State copy() {
        return new State(sd.clone(), apart.clone(), rest.clone());
    }

    /** The same effects under other standard deviations, so that the linear predictor stays. */
    State withSd(Layout layout, double[] other) {
        var moved = new State(other.clone(), apart.clone(), rest.clone());
        double ratio = ratio(layout.apartFactor, other);
        for (int i = 0; i < apart.length; i++) {
            moved.apart[i] *= ratio;
        }
        for (int i = 0; i < layout.randomColumns; i++) {
            moved.rest[i] *= ratio(layout.factorOf[i], other);
        }
        return moved;
    }

    private double ratio(int factor, double[] other) {
        return other[factor] > 0 ? sd[factor] / other[factor] : 0;
    }

    /** This point and a step from it. */
    State plus(double share, double[] stepApart, double[] stepRest) {
        var moved = copy();
        for (int i = 0; i < apart.length; i++) {
            moved.apart[i] += share * stepApart[i];
        }
        for (int i = 0; i < rest.length; i++) {
            moved.rest[i] += share * stepRest[i];
        }
        return moved;
    }

    /** Sum of squares of all spherical effects. */
    double squares(Layout layout) {
        double sum = 0;
        for (double u : apart) {
            sum += u * u;
        }
        for (int i = 0; i < layout.randomColumns; i++) {
            sum += rest[i] * rest[i];
        }
        return sum;
    }
}
