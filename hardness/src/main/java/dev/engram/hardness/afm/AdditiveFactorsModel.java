package dev.engram.hardness.afm;

import dev.engram.hardness.afm.AfmFit.Concept;
import dev.engram.hardness.afm.AfmFit.Student;
import dev.engram.hardness.glmm.numeric.DenseCholesky;
import dev.engram.hardness.glmm.numeric.Vectors;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Arrays;
import java.util.stream.IntStream;

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
    /** More concepts are refused: a matrix of 2,000 x 2,000 numbers takes 32 MB, and several are held. */
    public static final int MOST_CONCEPTS = 1_000;

    private static final int MOST_STEPS = 200;
    private static final double DONE = 1e-11;
    /** No estimate of finite data lies further out; what does is on its way to infinity. */
    private static final double FAR = 12;
    /** What other concepts leave of the information on an effect, as a share, below which they cannot be told apart. */
    private static final double LEFT = 1e-7;

    private static final double RIDGE = 1e-10;

    private final Opportunities data;
    private final int students;
    private final int concepts;
    private final boolean[] oneOutcome;
    private final boolean[] flat;
    /** The rows of each student that say something. */
    private final int[][] rowsOf;
    /** For each row its effects, numbered from the first intercept on, and what multiplies them. */
    private final int[][] effect;

    private final double[][] factor;
    /** The estimates: abilities, intercepts, slopes. */
    private double[] estimate;

    private AdditiveFactorsModel(Opportunities data) {
        this.data = data;
        students = data.students.size();
        concepts = data.concepts.size();
        estimate = new double[students + 2 * concepts];
        oneOutcome = new boolean[concepts];
        flat = new boolean[concepts];
        boolean[] used = screen();
        rowsOf = new int[students][];
        effect = new int[data.size()][];
        factor = new double[data.size()][];
        var counts = new int[students];
        for (int n = 0; n < data.size(); n++) {
            counts[data.student[n]] += used[n] ? 1 : 0;
        }
        Arrays.setAll(rowsOf, i -> new int[counts[i]]);
        for (int n = data.size() - 1; n >= 0; n--) {
            int[] of = data.concept[n];
            int[] before = data.before[n];
            effect[n] = IntStream.range(0, 2 * of.length)
                    .map(c -> c < of.length ? of[c] : concepts + of[c - of.length])
                    .toArray();
            factor[n] = IntStream.range(0, 2 * of.length)
                    .mapToDouble(c -> c < of.length ? 1 : before[c - of.length])
                    .toArray();
            if (used[n]) {
                rowsOf[data.student[n]][--counts[data.student[n]]] = n;
            }
        }
    }

    /** Fits the model. @throws IllegalArgumentException without an answer, or with more than {@link #MOST_CONCEPTS} concepts */
    public static AfmFit fit(Opportunities data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("an answer is needed");
        }
        if (data.concepts.size() > MOST_CONCEPTS) {
            throw new IllegalArgumentException("at most " + MOST_CONCEPTS + " concepts, were " + data.concepts.size());
        }
        return new AdditiveFactorsModel(data).fit();
    }

    /**
     * A concept whose answers are all alike has no finite intercept: its answers are certain, and say nothing of the rest.
     * Returns which rows say something.
     */
    private boolean[] screen() {
        var used = new boolean[data.size()];
        Arrays.fill(used, true);
        for (boolean changed = true; changed; ) {
            changed = false;
            int[][] count = new int[concepts][2];
            int[] first = new int[concepts];
            Arrays.fill(first, -1);
            Arrays.fill(flat, true);
            for (int n = 0; n < used.length; n++) {
                for (int c = 0; used[n] && c < data.concept[n].length; c++) {
                    int k = data.concept[n][c];
                    count[k][data.correct[n] ? 1 : 0]++;
                    first[k] = first[k] < 0 ? data.before[n][c] : first[k];
                    flat[k] &= data.before[n][c] == first[k];
                }
            }
            for (int k = 0; k < concepts; k++) {
                if (!oneOutcome[k] && (count[k][0] == 0 || count[k][1] == 0)) {
                    oneOutcome[k] = true;
                    changed = true;
                }
            }
            for (int n = 0; n < used.length; n++) {
                used[n] &= Arrays.stream(data.concept[n]).noneMatch(k -> oneOutcome[k]);
            }
        }
        return used;
    }

    private AfmFit fit() {
        double reached = objective(estimate);
        boolean converged = false;
        int steps = 0;
        while (!converged && steps < MOST_STEPS) {
            steps++;
            var system = new NewtonStep();
            double[] direction = system.solve();
            if (Vectors.dot(direction, system.gradient) < DONE) {
                converged = true;
                break;
            }
            double next = Double.NaN;
            double share = 1;
            for (int half = 0; half < 40; half++, share /= 2) {
                double[] moved = Vectors.plus(estimate, share, direction);
                for (int k = students + concepts; k < moved.length; k++) {
                    moved[k] = Math.max(0, moved[k]);
                }
                next = objective(moved);
                if (next >= reached) {
                    estimate = moved;
                    break;
                }
            }
            converged = !(next > reached + DONE);
            reached = Math.max(reached, next);
        }
        return result(steps, converged);
    }

    /** The sum of the effects of a row, in a vector of abilities, intercepts and slopes. */
    private double effects(double[] of, int n) {
        double sum = 0;
        for (int c = 0; c < effect[n].length; c++) {
            sum += of[students + effect[n][c]] * factor[n][c];
        }
        return sum;
    }

    private double objective(double[] at) {
        double sum = logLik(at);
        for (int i = 0; i < students; i++) {
            sum -= LAMBDA / 2 * at[i] * at[i];
        }
        return sum;
    }

    private double logLik(double[] at) {
        double sum = 0;
        for (int i = 0; i < students; i++) {
            for (int n : rowsOf[i]) {
                double eta = at[i] + effects(at, n);
                sum += (data.correct[n] ? Math.min(eta, 0) : -Math.max(eta, 0)) - Math.log1p(Math.exp(-Math.abs(eta)));
            }
        }
        return sum;
    }

    /** Gradient and information at the present estimates, the latter with the students eliminated and held effects apart. */
    private final class NewtonStep {
        final double[] gradient = new double[estimate.length];
        /** By effect. */
        final boolean[] held = new boolean[2 * concepts];

        final DenseCholesky information = new DenseCholesky(2 * concepts);
        /** Of the information, before it is factored. */
        final double[] diagonal = new double[2 * concepts];

        private final double[] right = new double[2 * concepts];
        private final double[] rowWeight = new double[data.size()];
        private final double[] weight = new double[students];

        NewtonStep() {
            for (int i = 0; i < students; i++) {
                addStudent(i);
            }
            for (int k = 0; k < 2 * concepts; k++) {
                int concept = k % concepts;
                double slope = gradient[students + k];
                held[k] = oneOutcome[concept]
                        || k >= concepts && (flat[concept] || estimate[students + k] <= 0 && slope <= 0);
                right[k] = held[k] ? 0 : right[k] + slope;
            }
            for (int k = 0; k < held.length; k++) {
                for (int l = k; l < held.length; l++) {
                    information.row[k][l] = held[k] || held[l] ? 0 : information.row[k][l];
                }
                diagonal[k] = held[k] ? 1 : information.row[k][k] * (1 + RIDGE) + RIDGE;
                information.row[k][k] = diagonal[k];
            }
            information.factor(WorkerTeam.ALONE);
        }

        private void addStudent(int i) {
            var coupling = new double[2 * concepts];
            gradient[i] = -LAMBDA * estimate[i];
            weight[i] = LAMBDA;
            for (int n : rowsOf[i]) {
                double eta = estimate[i] + effects(estimate, n);
                double mu = eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
                double residual = (data.correct[n] ? 1 : 0) - mu;
                double w = mu * (1 - mu);
                rowWeight[n] = w;
                gradient[i] += residual;
                weight[i] += w;
                for (int c = 0; c < effect[n].length; c++) {
                    int k = effect[n][c];
                    gradient[students + k] += residual * factor[n][c];
                    coupling[k] += w * factor[n][c];
                    for (int d = 0; d < effect[n].length; d++) {
                        if (effect[n][d] >= k) {
                            information.row[k][effect[n][d]] += w * factor[n][c] * factor[n][d];
                        }
                    }
                }
            }
            int[] met = IntStream.range(0, coupling.length)
                    .filter(k -> coupling[k] != 0)
                    .toArray();
            for (int a = 0; a < met.length; a++) {
                double share = coupling[met[a]] / weight[i];
                right[met[a]] -= share * gradient[i];
                for (int b = a; b < met.length; b++) {
                    information.row[met[a]][met[b]] -= share * coupling[met[b]];
                }
            }
        }

        /** The step of all estimates. */
        double[] solve() {
            var step = new double[estimate.length];
            System.arraycopy(right, 0, step, students, right.length);
            information.solve(step, students, right.length);
            for (int i = 0; i < students; i++) {
                step[i] = gradient[i];
                for (int n : rowsOf[i]) {
                    step[i] -= rowWeight[n] * effects(step, n);
                }
                step[i] /= weight[i];
            }
            return step;
        }
    }

    private AfmFit result(int steps, boolean converged) {
        var system = new NewtonStep();
        double[][] inverse = system.information.inverse(2 * concepts, WorkerTeam.ALONE);
        var variance = new double[2 * concepts];
        Arrays.setAll(variance, k -> inverse[k][k]);
        // what would be left of the information on an effect if it came last, against what there is
        var determined = new boolean[variance.length];
        for (int k = 0; k < determined.length; k++) {
            determined[k] = !system.information.lifted() && 1 / variance[k] > LEFT * system.diagonal[k];
        }
        return new AfmFit(
                IntStream.range(0, concepts)
                        .mapToObj(k -> concept(k, system.held[concepts + k], determined, variance))
                        .toList(),
                IntStream.range(0, students)
                        .mapToObj(i -> new Student(data.students.get(i), estimate[i]))
                        .toList(),
                logLik(estimate),
                students + 2 * concepts,
                data.size(),
                steps,
                converged);
    }

    private Concept concept(int k, boolean slopeHeld, boolean[] determined, double[] variance) {
        double intercept = estimate[students + k];
        double slope = estimate[students + concepts + k];
        var problem = "";
        if (oneOutcome[k]) {
            problem = "all of its answers are alike: no finite intercept";
        } else if (Math.abs(intercept) > FAR || slope > FAR) {
            problem = "its opportunities decide its answers: no finite estimate";
        } else if (!determined[k] || !slopeHeld && !determined[concepts + k]) {
            problem = "cannot be told apart from other concepts";
        }
        var name = data.concepts.get(k);
        if (!problem.isEmpty()) {
            return new Concept(name, null, null, null, null, problem);
        }
        double se = Math.sqrt(variance[k]);
        if (flat[k]) {
            return new Concept(name, intercept, se, null, null, "one opportunity only: no slope");
        }
        return new Concept(name, intercept, se, slope, slopeHeld ? null : Math.sqrt(variance[concepts + k]), "");
    }
}
