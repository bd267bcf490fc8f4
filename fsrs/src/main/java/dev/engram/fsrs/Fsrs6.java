package dev.engram.fsrs;

/**
 * The FSRS-6 memory model under one set of weights: a pure function from (state, elapsed days, answer) to state, in
 * {@code double} without rounding between steps. Immutable.
 *
 * <p>The primitive methods are for folds over many reviews and check nothing; those on {@link MemoryState} check their
 * arguments. Elapsed time is a whole number of study days: the caller decides how days are counted.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/model.rs and src/inference.rs. As there, and unlike other engines, same-day
 * HARD never lowers stability and the target of mean reversion is not clamped.
 */
public final class Fsrs6 implements MemoryModel<MemoryState> {
    /** Name of the model as derived states report it. */
    public static final String NAME = "FSRS-6";

    private final double[] w;
    private final String weightsVersion;
    private final ForgettingCurve curve;
    private final double gain; // e^w8
    private final double failureCap; // e^(w17 w18)
    private final double easyDifficulty; // D0(EASY), unclamped

    /** The model under {@code weights}, which are named by their content. */
    public Fsrs6(Weights weights) {
        this(weights, weights.version(NAME, Weights.DEFAULT));
    }

    /**
     * The model under weights that have a name.
     *
     * @param weightsVersion the name under which the weights are kept
     */
    public Fsrs6(Weights weights, String weightsVersion) {
        this.w = weights.toArray();
        this.weightsVersion = weightsVersion;
        this.curve = ForgettingCurve.of(weights);
        this.gain = Math.exp(w[8]);
        this.failureCap = Math.exp(w[17] * w[18]);
        this.easyDifficulty = rawInitialDifficulty(w, Grade.EASY);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String weightsVersion() {
        return weightsVersion;
    }

    /** The forgetting curve of the model's weights. */
    public ForgettingCurve curve() {
        return curve;
    }

    @Override
    public MemoryState first(Grade grade) {
        return new MemoryState(initialStability(grade), initialDifficulty(grade));
    }

    /**
     * The state after a later answer.
     *
     * @param elapsedDays whole study days since the answer before, {@code >= 0}; 0 takes the same-day formula
     * @throws IllegalArgumentException if {@code elapsedDays} is negative
     */
    public MemoryState next(MemoryState before, long elapsedDays, Grade grade) {
        Require.atLeast(0, elapsedDays, "elapsed days");
        return new MemoryState(
                nextStability(before.stabilityDays(), before.difficulty(), elapsedDays, grade),
                nextDifficulty(before.difficulty(), grade));
    }

    @Override
    public MemoryState next(MemoryState before, double elapsedDays, Grade grade) {
        Require.atLeast(0, elapsedDays, "elapsed days");
        if (elapsedDays != Math.rint(elapsedDays)) {
            throw new IllegalArgumentException("elapsed days of FSRS-6 must be whole study days, was " + elapsedDays);
        }
        return next(before, (long) elapsedDays, grade);
    }

    @Override
    public double retrievability(MemoryState state, double elapsedDays) {
        return curve.retrievability(Require.atLeast(0, elapsedDays, "elapsed days"), state.stabilityDays());
    }

    @Override
    public double intervalDays(MemoryState state, double desiredRetention) {
        return curve.intervalDays(desiredRetention, state.stabilityDays());
    }

    /** Stability in days after a first answer: w0 to w3. */
    public double initialStability(Grade grade) {
        return clampStability(w[grade.ordinal()]);
    }

    /** Difficulty after a first answer, in [1, 10]. */
    public double initialDifficulty(Grade grade) {
        return clampDifficulty(rawInitialDifficulty(w, grade));
    }

    /**
     * Stability after a later answer, from the stability and the difficulty before it.
     *
     * @return days, in [0.001, 36500]
     */
    public double nextStability(double stabilityDays, double difficulty, long elapsedDays, Grade grade) {
        if (elapsedDays == 0) {
            return clampStability(sameDay(stabilityDays, grade));
        }
        double recall = curve.retrievability(elapsedDays, stabilityDays);
        return clampStability(
                grade == Grade.AGAIN
                        ? Math.min(forgotten(stabilityDays, difficulty, recall), stabilityDays / failureCap)
                        : recalled(stabilityDays, difficulty, recall, grade));
    }

    /**
     * Difficulty after a later answer, same-day answers included.
     *
     * @return in [1, 10]
     */
    public double nextDifficulty(double difficulty, Grade grade) {
        return clampDifficulty(w[7] * easyDifficulty + (1 - w[7]) * damped(difficulty, grade));
    }

    /** Stability after HARD, GOOD or EASY on a later day. */
    double recalled(double stabilityDays, double difficulty, double recall, Grade grade) {
        double answer = switch (grade) {
            case HARD -> w[15];
            case EASY -> w[16];
            case AGAIN, GOOD -> 1;
        };
        return stabilityDays
                * (1
                        + gain
                                * (11 - difficulty)
                                * Math.pow(stabilityDays, -w[9])
                                * Math.expm1(w[10] * (1 - recall))
                                * answer);
    }

    /** Stability after AGAIN on a later day, before the cap that keeps a failure from raising it. */
    double forgotten(double stabilityDays, double difficulty, double recall) {
        return w[11]
                * Math.pow(difficulty, -w[12])
                * (Math.pow(stabilityDays + 1, w[13]) - 1)
                * Math.exp(w[14] * (1 - recall));
    }

    /** Stability after a second answer on one study day. */
    double sameDay(double stabilityDays, Grade grade) {
        double increase = Math.exp(w[17] * (grade.value() - 3 + w[18])) * Math.pow(stabilityDays, -w[19]);
        return stabilityDays * (grade == Grade.AGAIN ? increase : Math.max(increase, 1));
    }

    /** Difficulty after the answer's step, which shrinks towards 10; before mean reversion. */
    double damped(double difficulty, Grade grade) {
        return difficulty - w[6] * (grade.value() - 3) * (10 - difficulty) / 9;
    }

    /** D0, unclamped; the same in FSRS-7. */
    static double rawInitialDifficulty(double[] w, Grade grade) {
        return w[4] - Math.exp(w[5] * (grade.value() - 1)) + 1;
    }

    static double clampStability(double stabilityDays) {
        return Math.clamp(stabilityDays, MemoryState.MIN_STABILITY, MemoryState.MAX_STABILITY);
    }

    static double clampDifficulty(double difficulty) {
        return Math.clamp(difficulty, 1.0, 10.0);
    }
}
