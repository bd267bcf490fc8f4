package dev.engram.hardness.glmm.numeric;

/** Sums of vectors of the same length. */
public final class Vectors {
    private Vectors() {}

    /** The inner product. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** A new vector, {@code a + factor b}. */
    public static double[] plus(double[] a, double factor, double[] b) {
        var sum = a.clone();
        for (int k = 0; k < sum.length; k++) {
            sum[k] += factor * b[k];
        }
        return sum;
    }
}
