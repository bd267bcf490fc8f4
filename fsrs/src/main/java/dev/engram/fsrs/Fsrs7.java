package dev.engram.fsrs;

/**
 * The FSRS-7 memory model under one set of weights: two traces of a memory, a slow and a fast one, and elapsed time in
 * fractional days. All answers take the same update, those of one day included. Immutable.
 *
 * <p>Under some legal weights a state with the larger stability is not remembered longer, so raw intervals are ordered by
 * answer only in {@link #nextStates}.
 *
 * <p>Source: open-spaced-repetition/ts-fsrs, packages/fsrs/src/models/fsrs-7, after open-spaced-repetition/fsrs-rs,
 * src/model_v7.rs; here in {@code double} without rounding between steps.
 */
public final class Fsrs7 implements MemoryModel<Fsrs7State> {
    /** Name of the model as derived states report it. */
    public static final String NAME = "FSRS-7";

    private static final int SLOW = 7;
    private static final int FAST = 15;
    /** A fast trace starts at this share of the slow one, and is at most that after AGAIN. */
    private static final double FAST_SHARE = 0.8;

    private static final double MEAN_REVERSION = 0.01;

    private final double[] w;
    private final String weightsVersion;
    private final double easyDifficulty; // D0(EASY), unclamped

    /** The model under {@code weights}, which are named by their content. */
    public Fsrs7(Fsrs7Weights weights) {
        this(weights, weights.version(NAME, Fsrs7Weights.DEFAULT));
    }

    /**
     * The model under weights that have a name.
     *
     * @param weightsVersion the name under which the weights are kept
     */
    public Fsrs7(Fsrs7Weights weights, String weightsVersion) {
        this.w = weights.toArray();
        this.weightsVersion = weightsVersion;
        this.easyDifficulty = Fsrs6.rawInitialDifficulty(w, Grade.EASY);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String weightsVersion() {
        return weightsVersion;
    }

    @Override
    public Fsrs7State first(Grade grade) {
        double stability = w[grade.ordinal()];
        return new Fsrs7State(
                stability,
                clampStability(FAST_SHARE * stability),
                Fsrs6.clampDifficulty(Fsrs6.rawInitialDifficulty(w, grade)));
    }

    @Override
    public Fsrs7State next(Fsrs7State before, double elapsedDays, Grade grade) {
        Require.atLeast(0, elapsedDays, "elapsed days");
        var curve = curve(before);
        double recall = curve.recall(elapsedDays);
        double slow = updated(before.stabilityDays(), before.difficulty(), recall, grade, SLOW);
        double fast =
                updated(before.fastStabilityDays(), before.difficulty(), curve.fastRecall(elapsedDays), grade, FAST);
        return new Fsrs7State(
                clampStability(slow),
                clampStability(grade == Grade.AGAIN ? Math.min(fast, FAST_SHARE * slow) : fast),
                nextDifficulty(before.difficulty(), recall, grade));
    }

    @Override
    public double retrievability(Fsrs7State state, double elapsedDays) {
        return curve(state).recall(Require.atLeast(0, elapsedDays, "elapsed days"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>In [0, 36500]; found by iteration, so that recall at the result is within 0.001 of {@code desiredRetention}, unless
     * the result is 36500 or below 1e-9, the resolution of the search. 0 at 0.9999 and above; below 0.0001 as at 0.0001.
     */
    @Override
    public double intervalDays(Fsrs7State state, double desiredRetention) {
        return curve(state).daysUntil(Require.retention(desiredRetention));
    }

    private Fsrs7Curve curve(Fsrs7State state) {
        return new Fsrs7Curve(w, state.stabilityDays(), state.fastStabilityDays(), state.difficulty());
    }

    /** One trace after an answer; {@code k} is the first of its eight weights. */
    private double updated(double stability, double difficulty, double recall, Grade grade, int k) {
        double forgotten = 1 - recall;
        double failed = w[k + 3] * (Math.pow(stability + 1, w[k + 4]) - 1) * Math.exp(forgotten * w[k + 5]);
        double afterFailure = Math.min(stability, failed);
        if (grade == Grade.AGAIN) {
            return afterFailure;
        }
        double answer = switch (grade) {
            case HARD -> w[k + 6];
            case EASY -> w[k + 7];
            case AGAIN, GOOD -> 1;
        };
        double gain = Math.exp(w[k] - 1.5)
                * (11 - difficulty)
                * Math.pow(stability, -w[k + 1])
                * Math.expm1(forgotten * w[k + 2])
                * answer;
        return Math.max(afterFailure, stability * (1 + gain));
    }

    private double nextDifficulty(double difficulty, double recall, Grade grade) {
        double step = -w[6] * (grade.value() - 3);
        if (grade == Grade.AGAIN) {
            step *= recall + 0.1; // a lapse at low recall is weak evidence about the card
        }
        double damped = difficulty + step * (10 - difficulty) / 9;
        return Fsrs6.clampDifficulty(MEAN_REVERSION * easyDifficulty + (1 - MEAN_REVERSION) * damped);
    }

    private static double clampStability(double stabilityDays) {
        return Math.clamp(stabilityDays, Fsrs7State.MIN_STABILITY, Fsrs7State.MAX_STABILITY);
    }
}
