package dev.engram.hardness.afm;

import dev.engram.hardness.afm.AfmFit.Concept;
import dev.engram.hardness.afm.AfmFit.Student;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/**
 * Additive Factors Model (Cen, Koedinger and Junker 2006):
 * {@code logit P(correct) = theta_i + sum over the concepts k of the item of (beta_k + gamma_k T_ik)}, with {@code T} the earlier
 * opportunities of the student on the concept. Maximises the log-likelihood less {@code 1/2 lambda sum theta^2} with
 * {@code lambda = 1}, and {@code gamma_k >= 0}: the definition of CMU DataShop.
 *
 * <p>Projected Newton steps with the students eliminated; a slope at 0 whose gradient is not positive is held. Time and memory grow
 * with the square of the number of concepts. Standard errors come from the inverse of the information of what is not held.
 */
public final class AdditiveFactorsModel {
    static final double LAMBDA = 1;

    private static final int MOST_STEPS = 200;
    private static final double DONE = 1e-11;
    /** No estimate of finite data lies further out; what does is on its way to infinity. */
    private static final double FAR = 12;
    /** A standard error above this says that concepts cannot be told apart. */
    private static final double UNKNOWN = 100;

    private static final double RIDGE = 1e-10;

    private final Opportunities data;
    private final int size;
    /** Intercepts, then slopes. */
    private double[] effects;

    private double[] abilities;
    private final boolean[] oneOutcome;
    private final boolean[] flat;
    private final boolean[] used;
    private double[] gradient = {};
    private DMatrixRMaj information = new DMatrixRMaj(0, 0);
    private double[] studentStep = {};
    private List<double[]> coupling = List.of();
    private double[] weight = {};

    private AdditiveFactorsModel(Opportunities data) {
        this.data = data;
        size = data.concepts.size();
        effects = new double[2 * size];
        abilities = new double[data.students.size()];
        oneOutcome = new boolean[size];
        flat = new boolean[size];
        used = new boolean[data.size()];
        screen();
    }

    /** Fits the model. @throws IllegalArgumentException without an answer */
    public static AfmFit fit(Opportunities data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("an answer is needed");
        }
        return new AdditiveFactorsModel(data).fit();
    }

    /** A concept whose answers are all alike has no finite intercept: its answers are certain, and say nothing of the rest. */
    private void screen() {
        Arrays.fill(used, true);
        for (boolean changed = true; changed; ) {
            changed = false;
            int[][] count = new int[size][2];
            Arrays.fill(flat, true);
            for (int n = 0; n < data.size(); n++) {
                for (int c = 0; used[n] && c < data.concept[n].length; c++) {
                    int k = data.concept[n][c];
                    count[k][data.correct[n] ? 1 : 0]++;
                    flat[k] &= data.before[n][c] == data.before[first(k)][place(first(k), k)];
                }
            }
            for (int k = 0; k < size; k++) {
                if (!oneOutcome[k] && (count[k][0] == 0 || count[k][1] == 0)) {
                    oneOutcome[k] = true;
                    changed = true;
                }
            }
            for (int n = 0; n < data.size(); n++) {
                used[n] &= Arrays.stream(data.concept[n]).noneMatch(k -> oneOutcome[k]);
            }
        }
    }

    private int[] firstRow = {};

    private int first(int concept) {
        if (firstRow.length == 0) {
            firstRow = new int[size];
            for (int n = data.size() - 1; n >= 0; n--) {
                for (int k : data.concept[n]) {
                    firstRow[k] = n;
                }
            }
        }
        return firstRow[concept];
    }

    private int place(int row, int concept) {
        return IntStream.range(0, data.concept[row].length)
                .filter(c -> data.concept[row][c] == concept)
                .findFirst()
                .orElseThrow();
    }

    private AfmFit fit() {
        double reached = objective(abilities, effects);
        boolean converged = false;
        int steps = 0;
        while (!converged && steps < MOST_STEPS) {
            steps++;
            derive();
            boolean[] held = held();
            double[] direction = solve(held);
            double[] students = studentSteps(direction);
            double gain = dot(direction, gradient) + dot(students, studentStep);
            if (gain < DONE) {
                converged = true;
                break;
            }
            double factor = 1;
            double next = Double.NaN;
            for (int half = 0; half < 40; half++, factor /= 2) {
                double[] a = plus(abilities, factor, students);
                double[] e = plus(effects, factor, direction);
                for (int k = size; k < 2 * size; k++) {
                    e[k] = Math.max(0, e[k]);
                }
                next = objective(a, e);
                if (next >= reached) {
                    abilities = a;
                    effects = e;
                    break;
                }
            }
            converged = !(next > reached + DONE);
            reached = Math.max(reached, next);
        }
        return result(steps, converged);
    }

    private double eta(double[] a, double[] e, int n) {
        double eta = a[data.student[n]];
        for (int c = 0; c < data.concept[n].length; c++) {
            int k = data.concept[n][c];
            eta += e[k] + e[size + k] * data.before[n][c];
        }
        return eta;
    }

    private double objective(double[] a, double[] e) {
        double sum = 0;
        for (double ability : a) {
            sum -= LAMBDA / 2 * ability * ability;
        }
        return sum + logLik(a, e);
    }

    private double logLik(double[] a, double[] e) {
        double sum = 0;
        for (int n = 0; n < data.size(); n++) {
            if (used[n]) {
                double eta = eta(a, e, n);
                sum += (data.correct[n] ? Math.min(eta, 0) : -Math.max(eta, 0)) - Math.log1p(Math.exp(-Math.abs(eta)));
            }
        }
        return sum;
    }

    /** Gradient and information at the present estimates, students apart. */
    private void derive() {
        gradient = new double[2 * size];
        information = new DMatrixRMaj(2 * size, 2 * size);
        studentStep = new double[abilities.length];
        weight = new double[abilities.length];
        coupling = new ArrayList<>();
        for (int i = 0; i < abilities.length; i++) {
            studentStep[i] = -LAMBDA * abilities[i];
            weight[i] = LAMBDA;
            coupling.add(new double[2 * size]);
        }
        for (int n = 0; n < data.size(); n++) {
            if (used[n]) {
                add(n);
            }
        }
    }

    private void add(int n) {
        double mu = probability(eta(abilities, effects, n));
        double residual = (data.correct[n] ? 1 : 0) - mu;
        double w = mu * (1 - mu);
        int i = data.student[n];
        studentStep[i] += residual;
        weight[i] += w;
        int[] k = data.concept[n];
        int[] t = data.before[n];
        for (int c = 0; c < k.length; c++) {
            gradient[k[c]] += residual;
            gradient[size + k[c]] += residual * t[c];
            coupling.get(i)[k[c]] += w;
            coupling.get(i)[size + k[c]] += w * t[c];
            for (int d = 0; d < k.length; d++) {
                information.add(k[c], k[d], w);
                information.add(k[c], size + k[d], w * t[d]);
                information.add(size + k[c], k[d], w * t[c]);
                information.add(size + k[c], size + k[d], w * t[c] * t[d]);
            }
        }
    }

    private boolean[] held() {
        boolean[] held = new boolean[2 * size];
        for (int k = 0; k < size; k++) {
            held[k] = oneOutcome[k];
            held[size + k] = oneOutcome[k] || flat[k] || (effects[size + k] <= 0 && gradient[size + k] <= 0);
        }
        return held;
    }

    /** The Schur complement of the students, with ones on the diagonal of what is held. */
    private DMatrixRMaj reduced(boolean[] held) {
        DMatrixRMaj reduced = information.copy();
        for (int i = 0; i < abilities.length; i++) {
            double[] of = coupling.get(i);
            int[] touched =
                    IntStream.range(0, of.length).filter(k -> of[k] != 0).toArray();
            for (int k : touched) {
                for (int l : touched) {
                    reduced.add(k, l, -of[k] * of[l] / weight[i]);
                }
            }
        }
        for (int k = 0; k < held.length; k++) {
            for (int l = 0; held[k] && l < held.length; l++) {
                reduced.set(k, l, 0);
                reduced.set(l, k, 0);
            }
            double diagonal = reduced.get(k, k);
            reduced.set(k, k, held[k] ? 1 : diagonal * (1 + RIDGE) + RIDGE);
        }
        return reduced;
    }

    private double[] solve(boolean[] held) {
        DMatrixRMaj right = new DMatrixRMaj(2 * size, 1);
        for (int k = 0; k < held.length; k++) {
            right.set(k, 0, held[k] ? 0 : gradient[k]);
        }
        for (int i = 0; i < abilities.length; i++) {
            double[] of = coupling.get(i);
            for (int k = 0; k < held.length; k++) {
                if (!held[k] && of[k] != 0) {
                    right.add(k, 0, -of[k] * studentStep[i] / weight[i]);
                }
            }
        }
        var solver = LinearSolverFactory_DDRM.symmPosDef(2 * size);
        if (!solver.setA(reduced(held))) {
            throw new IllegalStateException("the information is not positive definite");
        }
        DMatrixRMaj step = new DMatrixRMaj(2 * size, 1);
        solver.solve(right, step);
        return step.data;
    }

    private double[] studentSteps(double[] direction) {
        double[] steps = new double[abilities.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (studentStep[i] - dot(coupling.get(i), direction)) / weight[i];
        }
        return steps;
    }

    private AfmFit result(int steps, boolean converged) {
        derive();
        boolean[] held = held();
        double[] se = standardErrors(held);
        var concepts = new ArrayList<Concept>();
        for (int k = 0; k < size; k++) {
            concepts.add(concept(k, held[size + k], se));
        }
        return new AfmFit(
                concepts,
                IntStream.range(0, abilities.length)
                        .mapToObj(i -> new Student(data.students.get(i), abilities[i]))
                        .toList(),
                logLik(abilities, effects),
                abilities.length + 2 * size,
                data.size(),
                steps,
                converged);
    }

    private double[] standardErrors(boolean[] held) {
        DMatrixRMaj inverse = new DMatrixRMaj(2 * size, 2 * size);
        var cholesky = DecompositionFactory_DDRM.chol(2 * size, true);
        if (!cholesky.decompose(reduced(held)) || !CommonOps_DDRM.invert(reduced(held), inverse)) {
            return IntStream.range(0, 2 * size)
                    .mapToDouble(k -> Double.POSITIVE_INFINITY)
                    .toArray();
        }
        return IntStream.range(0, 2 * size)
                .mapToDouble(k -> Math.sqrt(Math.max(0, inverse.get(k, k))))
                .toArray();
    }

    private Concept concept(int k, boolean slopeHeld, double[] se) {
        String name = data.concepts.get(k);
        if (oneOutcome[k]) {
            return new Concept(name, null, null, null, null, "all of its answers are alike: no finite intercept");
        }
        if (Math.abs(effects[k]) > FAR || effects[size + k] > FAR) {
            return new Concept(
                    name, null, null, null, null, "its opportunities decide its answers: no finite estimate");
        }
        if (!(se[k] < UNKNOWN) || (!slopeHeld && !(se[size + k] < UNKNOWN))) {
            return new Concept(name, null, null, null, null, "cannot be told apart from other concepts");
        }
        if (flat[k]) {
            return new Concept(name, effects[k], se[k], null, null, "one opportunity only: no slope");
        }
        return new Concept(name, effects[k], se[k], effects[size + k], slopeHeld ? null : se[size + k], "");
    }

    private static double probability(double eta) {
        return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
    }

    private static double[] plus(double[] from, double factor, double[] step) {
        double[] sum = from.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * step[i];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
