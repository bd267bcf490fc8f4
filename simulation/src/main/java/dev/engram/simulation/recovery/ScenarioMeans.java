package dev.engram.simulation.recovery;

import dev.engram.simulation.Scenario;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A scenario over several seeds. Gates are on means, since single seeds scatter widely.
 *
 * @param runs of one scenario, at least one
 */
public record ScenarioMeans(List<RecoveryRun> runs) {
    public ScenarioMeans {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("runs must not be empty");
        }
    }

    /** The scenario of the runs. */
    public Scenario scenario() {
        return runs.getFirst().scenario();
    }

    /** Mean of a figure over the seeds. */
    public double of(ToDoubleFunction<RecoveryRun> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** Mean tau of an estimator. */
    public double tau(Estimator estimator) {
        return of(run -> run.score(estimator).tau());
    }

    /** Share of the significant pairs that are in the wrong order, over all seeds; 0 where there are none. */
    public double wrongShare(Estimator estimator) {
        double significant = of(run -> run.intervals(estimator).significantPairs());
        return significant == 0 ? 0 : of(run -> run.intervals(estimator).wrongPairs()) / significant;
    }
}
