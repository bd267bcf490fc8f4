package dev.engram.simulation.recovery;

import dev.engram.simulation.Choice;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the primary estimate must reach, by the size of the world. */
public enum Gates {
    /** For {@link dev.engram.simulation.Size#FULL}. */
    FULL(0.70, 0.4, 0.2, 0.90),
    /** For {@link dev.engram.simulation.Size#CI}, where no margin over the lapse rate is required under FSRS. */
    CI(0.50, 0.3, Double.NEGATIVE_INFINITY, 0.85);

    private static final double SHUFFLED_TAU = 0.2;
    private static final double SHUFFLED_SD = 0.12;
    private static final double LEAST_G1 = 0.70;
    private static final double LARGEST_G1 = 0.90;

    private final double tau;
    private final double gain;
    private final double gainUnderFsrs;
    private final double coverage;

    Gates(double tau, double gain, double gainUnderFsrs, double coverage) {
        this.tau = tau;
        this.gain = gain;
        this.gainUnderFsrs = gainUnderFsrs;
        this.coverage = coverage;
    }

    /** Every gate of a scenario, passed or not, and the margins for which none is set. */
    public List<Gate> of(ScenarioMeans means) {
        var scenario = means.scenario();
        var where = ": " + scenario.label();
        List<Gate> gates = new ArrayList<>();
        double primary = means.tau(Estimator.PRIMARY);
        gates.add(Gate.atLeast("primary tau" + where, primary, tau));
        gates.add(Gate.atLeast(
                "primary - lapse rate" + where, primary - means.tau(Estimator.LAPSE_RATE), leastGain(scenario)));
        gates.add(Gate.atLeast(
                "rank coverage" + where,
                means.of(run -> run.intervals(Estimator.PRIMARY).rankCoverage()),
                coverage));
        if (this == FULL && scenario.world() == World.LL && scenario.scheduling() == Scheduling.ORACLE) {
            gates.add(new Gate("lateness slope g1" + where, means.of(RecoveryRun::g1), LEAST_G1, LARGEST_G1));
        }
        return gates;
    }

    /** The negative control over all scenarios whose studies permuted tags. */
    public static List<Gate> ofControl(List<ScenarioMeans> all) {
        return List.of(
                new Gate("tau of permuted tags", mean(all, RecoveryRun::shuffledTau), -SHUFFLED_TAU, SHUFFLED_TAU),
                Gate.atMost("SD of permuted tags", mean(all, RecoveryRun::shuffledSd), SHUFFLED_SD));
    }

    private static double mean(List<ScenarioMeans> all, ToDoubleFunction<RecoveryRun> figure) {
        return all.stream().mapToDouble(means -> means.of(figure)).average().orElseThrow();
    }

    /**
     * Under FSRS only where abler learners choose harder cards. Where cards are not chosen, the lapse rate is biased by the
     * scheduler alone and comes so close to what can be known at all that no estimator could beat it by such a margin.
     */
    private double leastGain(Scenario scenario) {
        return switch (scenario.scheduling()) {
            case ORACLE, POLICY -> gain;
            case FSRS -> scenario.choice() == Choice.ABILITY ? gainUnderFsrs : Double.NEGATIVE_INFINITY;
            case FIXED, MIXED -> Double.NEGATIVE_INFINITY;
        };
    }

    /**
     * A bound on the mean of the seeds.
     *
     * @param what the figure and where it was measured
     * @param measured the mean
     * @param low smallest value that passes
     * @param high largest value that passes
     */
    public record Gate(String what, double measured, double low, double high) {
        static Gate atLeast(String what, double measured, double low) {
            return new Gate(what, measured, low, Double.POSITIVE_INFINITY);
        }

        static Gate atMost(String what, double measured, double high) {
            return new Gate(what, measured, Double.NEGATIVE_INFINITY, high);
        }

        /** Whether anything is asked; else the figure is only reported. */
        public boolean asks() {
            return !Double.isInfinite(low) || !Double.isInfinite(high);
        }

        /** Whether the figure is within the bounds; never for NaN. */
        public boolean passes() {
            return measured >= low && measured <= high;
        }
    }
}
