package dev.engram.bench.hardness;

import dev.engram.simulation.SimulatedTables;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.measure.Machine;
import dev.engram.bench.measure.Used;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.ReviewTable;
import dev.engram.hardness.study.SideRuns;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.StudyOutcome;
import dev.engram.simulation.Simulation;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
        /** The same by method fast, whatever the number of rows. */
        PRINCIPAL_FAST
    }

    private final Simulation simulation;
    private @Nullable ReviewTable reviews;
    private @Nullable StudyOutcome outcome;

    private StudyWorker(int learners) {
        simulation = GeneratedRows.simulation(learners);
    }

    public static void main(String[] arguments) throws IOException {
        var settings = StudySettings.defaults().withThreads(Integer.parseInt(arguments[1]));
        var run = new StudyWorker(Integer.parseInt(arguments[0]))
                .run(
                        switch (What.valueOf(arguments[3])) {
                            case WHOLE -> settings;
                            case PRINCIPAL -> settings.withSides(SideRuns.NONE);
                            case PRINCIPAL_FAST ->
                                settings.withSides(SideRuns.NONE).withMethod(Method.FAST);
                        },
                        arguments[2]);
        System.out.println(new JsonMapper().writeValueAsString(run));
    }

    private StudyMeasurement run(StudySettings settings, String heap) throws IOException {
        var table = Used.by(() -> reviews = SimulatedTables.reviews(simulation));
        var all = Objects.requireNonNull(reviews);
        var tags = SimulatedTables.tags(simulation.truth());
        var study = Used.by(() -> outcome = HardnessStudy.run(all, tags, settings));
        return switch (outcome) {
            case HardnessReport report ->
                new StudyMeasurement(
                        simulation.size().learners(),
                        all.size(),
                        report.rows().kept(),
                        settings.threads(),
                        table,
                        study,
                        report.fit().method(),
                        report.fit().covariance(),
                        heap,
                        Machine.peakMemoryBytes());
            case Insufficient insufficient -> throw new IllegalStateException("no report: " + insufficient.reasons());
            case null -> throw new IllegalStateException("no report");
        };
    }
}
