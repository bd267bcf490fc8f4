package dev.engram.hardness.glmm;

/** Adds up the sums of chunks. */
final class ChunkSums {
    private static final int STRIPE = 8_192;

    private ChunkSums() {}

    /** Adds the parts, in their order, into {@code sum}. */
    static void inOrder(double[][] parts, double[] sum, WorkerTeam team) {
        int stripes = Math.ceilDiv(sum.length, STRIPE);
        team.run(stripes, stripes < 8, stripe -> {
            int end = Math.min(sum.length, (stripe + 1) * STRIPE);
            System.arraycopy(parts[0], stripe * STRIPE, sum, stripe * STRIPE, end - stripe * STRIPE);
            for (int c = 1; c < parts.length; c++) {
                double[] part = parts[c];
                for (int k = stripe * STRIPE; k < end; k++) {
                    sum[k] += part[k];
                }
            }
        });
    }
}
