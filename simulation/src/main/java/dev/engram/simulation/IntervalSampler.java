package dev.engram.simulation;

import dev.engram.fsrs.Fsrs6;
import dev.engram.fsrs.MemoryState;
import dev.engram.fsrs.Weights;
import java.util.List;
import java.util.random.RandomGenerator;

/** From a rule and the state of a card to the planned and to the actual interval. */
public final class IntervalSampler {
    static final Fsrs6 MODEL = new Fsrs6(Weights.DEFAULT);

    private static final double[] LADDER = {1, 3, 7, 14, 30, 60, 120};
    private static final IntervalRule USUAL = new IntervalRule.Fsrs(0.9);
    private static final IntervalRule HIGH = new IntervalRule.Fsrs(0.95);
    private static final IntervalRule LOW = new IntervalRule.Fsrs(0.80);
    private static final IntervalRule ORACLE = new IntervalRule.Truth(0.9);
    private static final IntervalRule STEPS = new IntervalRule.Ladder();
    private static final List<IntervalRule> MIX = List.of(STEPS, USUAL, LOW, new IntervalRule.Powers());

    private IntervalSampler() {}

    /** @param kind 0 to 3: the learner's own of the mixed schedulers */
    static IntervalRule rule(Scheduling scheduling, int kind, boolean strict) {
        return switch (scheduling) {
            case FIXED -> STEPS;
            case FSRS -> USUAL;
            case MIXED -> MIX.get(kind);
            case ORACLE -> ORACLE;
            case POLICY -> strict ? HIGH : LOW;
        };
    }

    /** Number of rules that {@link Scheduling#MIXED} draws from. */
    static int mix() {
        return MIX.size();
    }

    /** The planned interval, days. */
    static double planned(
            IntervalRule rule,
            int streak,
            MemoryState state,
            TrueMemory memory,
            double stability,
            RandomGenerator random) {
        double jitter = 0.95 + 0.1 * random.nextDouble();
        return switch (rule) {
            case IntervalRule.Ladder _ -> whole(ladderDays(streak) * jitter);
            case IntervalRule.Powers _ -> whole(Math.pow(2.5, Math.max(streak - 1, 0)) * jitter);
            case IntervalRule.Fsrs fsrs -> whole(MODEL.intervalDays(state, fsrs.retention()) * jitter);
            case IntervalRule.Truth truth -> Math.max(0.02, memory.intervalDays(stability, truth.recall())) * jitter;
        };
    }

    /** The interval of the ladder: 1, 3, 7, 14, 30, 60, 120 days. @param streak successes in a row, {@code >= 0} */
    public static double ladderDays(int streak) {
        return LADDER[Math.clamp(streak - 1, 0, LADDER.length - 1)];
    }

    private static double whole(double days) {
        return Math.max(1, Math.rint(days));
    }

    /** The actual interval, days: late by some share, and now and then by a break. */
    static double actual(double plannedDays, RandomGenerator random) {
        double late = Math.exp(Math.abs(0.25 * random.nextGaussian()));
        double pause = random.nextDouble() < 0.1 ? 5 * random.nextExponential() : 0;
        return plannedDays * late + pause;
    }
}
