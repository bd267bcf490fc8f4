package dev.engram.hardness.glmm;

import java.lang.management.*;
import java.util.*;

public class SpeedMain {
    static Design design(int I, int J, int K, int perLearner, int rows, long seed) {
        var rng = new SplittableRandom(seed);
        var h = new double[K];
        for (int k = 0; k < K; k++) h[k] = 0.5 * rng.nextGaussian();
        var u = new double[J];
        for (int j = 0; j < J; j++) u[j] = 0.35 * rng.nextGaussian();
        var a = new double[I];
        for (int i = 0; i < I; i++) a[i] = 0.5 * rng.nextGaussian();
        int[] start = new int[J + 1];
        int[] level = new int[J * 3];
        double[] w = new double[J * 3];
        int e = 0;
        for (int j = 0; j < J; j++) {
            int m = 1 + rng.nextInt(3);
            var s = new TreeSet<Integer>();
            while (s.size() < m) s.add(rng.nextInt(K));
            for (int t : s) {
                level[e] = t;
                w[e++] = 1.0 / m;
            }
            start[j + 1] = e;
        }
        level = Arrays.copyOf(level, e);
        w = Arrays.copyOf(w, e);
        int pairs = I * perLearner;
        int per = rows / pairs;
        byte[] y = new byte[rows];
        byte[] s = new byte[rows], l = new byte[rows];
        int[] li = new int[rows], ca = new int[rows];
        double[] off = new double[rows];
        int n = 0;
        for (int i = 0; i < I; i++) {
            int[] perm = new int[J];
            for (int j = 0; j < J; j++) perm[j] = j;
            for (int j = 0; j < perLearner; j++) {
                int k = j + rng.nextInt(J - j);
                int t = perm[j];
                perm[j] = perm[k];
                perm[k] = t;
            }
            for (int q = 0; q < perLearner; q++) {
                int j = perm[q];
                int ns = 0, nl = 0;
                int r = (i * perLearner + q) < rows - pairs * per ? per + 1 : per;
                double days = 1;
                for (int v = 0; v < r; v++) {
                    double elapsed = days * Math.exp(Math.abs(0.25 * rng.nextGaussian()));
                    double eta = -2.2
                            - 0.5 * Math.min(ns, 5)
                            + 0.4 * Math.min(nl, 4)
                            + 0.8 * Math.log(elapsed)
                            + a[i]
                            + u[j];
                    for (int k = start[j]; k < start[j + 1]; k++) eta += w[k] * h[level[k]];
                    y[n] = (byte) (rng.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
                    s[n] = (byte) Math.min(ns, 5);
                    l[n] = (byte) Math.min(nl, 4);
                    li[n] = i;
                    ca[n] = j;
                    off[n] = 0.8 * Math.log(elapsed);
                    if (y[n] == 1) {
                        nl++;
                        days = 1;
                    } else {
                        ns++;
                        days *= 2;
                    }
                    n++;
                }
            }
        }
        if (n != rows) throw new IllegalStateException(n + " " + rows);
        return Design.of(y)
                .offset(Column.of(off))
                .fixed(FixedTerm.Categorical.of("s", Fixture.names("", 6), s))
                .fixed(FixedTerm.Categorical.of("l", Fixture.names("", 5), l))
                .random(new RandomFactor.Grouping("learner", Fixture.names("i", I), li))
                .random(new RandomFactor.Grouping("card", Fixture.names("c", J), ca))
                .random(new RandomFactor.Membership("tag", Fixture.names("t", K), "card", start, level, w))
                .build();
    }

    static double cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    public static void main(String[] x) {
        var d = design(300, 600, 30, 100, Integer.parseInt(x.length > 1 ? x[1] : "190000"), 1);
        var method = Method.valueOf(x[0]);
        for (int r = 0; r < (x.length > 2 ? Integer.parseInt(x[2]) : 3); r++) {
            double c = cpu();
            long t = System.nanoTime();
            int[] it = {0};
            var f = (Fit) MixedModel.fit(d, FitSettings.of(method).withCovarianceOf("tag"), (i, v) -> {
                if (x.length > 3) System.out.printf("  %d %.8f  cpu %.3f%n", i, v, cpu() - c);
            });
            System.out.printf(
                    "%s cpu %.3f wall %.3f  logLik %.8f it %d conv %s sds",
                    method, cpu() - c, (System.nanoTime() - t) / 1e9, f.logLik(), f.iterations(), f.converged());
            for (var k : f.random()) System.out.printf(" %.6f", k.sd());
            System.out.println();
        }
    }
}
