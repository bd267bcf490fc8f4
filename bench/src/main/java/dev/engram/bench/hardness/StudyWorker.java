package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.measure.Machine;
import dev.engram.bench.measure.Used;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.SideRuns;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.simulation.SimulatedTables;
import dev.engram.simulation.Simulation;
import java.io.IOException;

/**
 * A process of its own that runs one study, as {@code engram hardness rank} would, with all tags of every card. Arguments:
 * learners, threads, {@code -Xmx} as given, and what to run. Prints one line of JSON.
 */
final class StudyWorker {
    /** What is run. */
    enum What {
        /** As the defaults are, side runs included. */
        WHOLE,
        /** Slope of lateness, principal fit, ranks with their uncertainty. */
        PRINCIPAL,
        /** The same by method fast for any number of rows. */
        PRINCIPAL_FAST
    }

    private StudyWorker() {}

    public static void main(String[] arguments) throws IOException {
        var settings = StudySettings.defaults().withThreads(Integer.parseInt(arguments[1]));
        var run = run(
                GeneratedRows.simulation(Integer.parseInt(arguments[0])),
                switch (What.valueOf(arguments[3])) {
                    case WHOLE -> settings;
                    case PRINCIPAL -> settings.withSides(SideRuns.NONE);
                    case PRINCIPAL_FAST -> settings.withSides(SideRuns.NONE).withMethod(Method.FAST);
                },
                arguments[2]);
        System.out.println(new JsonMapper().writeValueAsString(run));
    }

    private static StudyMeasurement run(Simulation simulation, StudySettings settings, String heap) throws IOException {
        var reviews = Used.by(() -> SimulatedTables.reviews(simulation));
        var tags = SimulatedTables.tags(simulation.truth());
        var study = Used.by(() -> HardnessStudy.run(reviews.result(), tags, settings));
        return switch (study.result()) {
            case HardnessReport report ->
                new StudyMeasurement(
                        simulation.size().learners(),
                        reviews.result().size(),
                        report.rows().kept(),
                        settings.threads(),
                        reviews.used(),
                        study.used(),
                        report.fit().method(),
                        report.fit().covariance(),
                        heap,
                        Machine.peakMemoryBytes());
            case Insufficient insufficient -> throw new IllegalStateException("no report: " + insufficient.reasons());
        };
    }
}
