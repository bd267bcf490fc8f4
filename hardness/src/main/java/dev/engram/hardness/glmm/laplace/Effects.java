package dev.engram.hardness.glmm.laplace;

/** A vector over all effects: the levels of the eliminated grouping, and the columns of the remainder. */
final class Effects {
    final double[] eliminated;
    final double[] columns;

    Effects(Layout layout) {
        this(new double[layout.levels], new double[layout.columns]);
    }

    private Effects(double[] eliminated, double[] columns) {
        this.eliminated = eliminated;
        this.columns = columns;
    }

    Effects copy() {
        return new Effects(eliminated.clone(), columns.clone());
    }

    /** Adds a multiple of another vector. */
    Effects plus(double factor, Effects other) {
        var sum = copy();
        for (int j = 0; j < eliminated.length; j++) {
            sum.eliminated[j] += factor * other.eliminated[j];
        }
        for (int c = 0; c < columns.length; c++) {
            sum.columns[c] += factor * other.columns[c];
        }
        return sum;
    }

    double dot(Effects other) {
        double sum = 0;
        for (int j = 0; j < eliminated.length; j++) {
            sum += eliminated[j] * other.eliminated[j];
        }
        for (int c = 0; c < columns.length; c++) {
            sum += columns[c] * other.columns[c];
        }
        return sum;
    }
}
