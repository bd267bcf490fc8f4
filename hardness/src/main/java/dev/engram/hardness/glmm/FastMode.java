package dev.engram.hardness.glmm;

/**
 * The iterations of {@link Method#FAST}. Each sweep is a pass over the rows at the present effects; then, with its weights
 * held, the mode and the standard deviations go together to their common fixed point (see {@link SweepSystem} and
 * {@link FastSds}). As the weights settle that is Newton's method for the mode. A sweep that lowers the penalised
 * log-likelihood is taken back by halves.
 */
final class FastMode {
    static final double TOLERANCE = 1e-6;
    private static final int MOST_HALVINGS = 12;
    private static final int MOST_SD_STEPS = 12;
    private static final double SETTLED = 0.7;
    /** Longest step of an effect: more on the logit scale than data can ask for. */
    private static final double LONGEST = 10;

    final SweepModel model;
    final SweepPass pass;
    final SweepSystem system;
    final FastSds sds;
    SweepState state;
    int sweeps;
    boolean converged;
    boolean finite = true;

    private final SweepTeam team;
    /** Whether the weights are near those of the mode, so that what they say about variances counts. */
    private boolean settled;

    FastMode(SweepModel model, FastSds sds, SweepTeam team) {
        this.model = model;
        this.sds = sds;
        this.team = team;
        pass = new SweepPass(model);
        system = new SweepSystem(pass, team);
        state = new SweepState(model);
    }

    void run(double intercept, int most, FitProgress progress) {
        state.remainder[model.beta] = intercept;
        sweep(state, progress);
        while (sweeps < most) {
            var next = state.copy();
            double before = pass.logLik;
            double moved = advance(next);
            double distance = next.distance(state);
            if (!(distance < Double.POSITIVE_INFINITY)) {
                finite = false;
                return;
            }
            settled = distance < SETTLED;
            if (distance < TOLERANCE && moved < TOLERANCE) {
                state = next;
                converged = !sds.atBound();
                return;
            }
            next.shortenTowards(state, LONGEST / distance);
            double penalised = before - state.penalty(model, sds.sd());
            sweep(next, progress);
            for (int h = 0; h < MOST_HALVINGS && sweeps < most && worse(next, penalised); h++) {
                next.shortenTowards(state, 0.5);
                sweep(next, progress);
            }
            state = next;
        }
    }

    private boolean worse(SweepState next, double penalised) {
        double now = pass.logLik - next.penalty(model, sds.sd());
        return !(now >= penalised - 1e-9 * Math.abs(penalised));
    }

    private void sweep(SweepState at, FitProgress progress) {
        pass.run(at, team);
        sweeps++;
        progress.done(sweeps, Double.NaN);
    }

    /** Brings effects and standard deviations to their fixed point at the weights of the pass; returns how far ln s^2 moved. */
    private double advance(SweepState next) {
        system.refresh(next);
        system.refresh(sds.sd());
        double first = system.solve(next, 1e-2);
        double tolerance = Math.max(1e-10, Math.min(1e-3, 0.05 * first * first));
        system.solve(next, tolerance);
        double moved = 0;
        double least = TOLERANCE / 10;
        sds.interrupt();
        boolean zeros = settled;
        int most = settled ? MOST_SD_STEPS : 1;
        for (int i = 0; i < most; i++) {
            double[] imbalance = system.imbalance(next);
            int shrinking = settled ? sds.shrinking(imbalance) : -1;
            if (shrinking >= 0) {
                imbalance = tryZero(shrinking, next, tolerance, imbalance);
            }
            int leaving = zeros ? sds.leavingZero(imbalance) : -1;
            zeros = false;
            if (leaving >= 0) {
                sds.backFromZero(leaving, 0.15);
                resolve(next, tolerance);
                moved = 1;
                continue;
            }
            double[] step = sds.propose(imbalance);
            double size = FastSds.largest(step);
            if (i == 0) {
                least = Math.max(least, 0.03 * size);
            }
            moved = Math.max(moved, size);
            if (!(size > least)) {
                break;
            }
            sds.take(step);
            resolve(next, tolerance);
        }
        return moved;
    }

    private void resolve(SweepState next, double tolerance) {
        system.refresh(sds.sd());
        system.solve(next, tolerance);
    }

    /** Looks whether the score of a variance is still negative at zero: then zero is the estimate. */
    private double[] tryZero(int factor, SweepState next, double tolerance, double[] imbalance) {
        double value = sds.sd()[factor];
        sds.toZero(factor);
        resolve(next, tolerance);
        double[] atZero = system.imbalance(next);
        if (atZero[factor] <= 0) {
            return atZero;
        }
        sds.backFromZero(factor, value);
        resolve(next, tolerance);
        return imbalance;
    }
}
