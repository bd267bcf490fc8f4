package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.measure.Machine;
import dev.engram.bench.measure.Used;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.study.AnalysisPlan;
import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.simulation.SimulatedTables;
import dev.engram.simulation.Simulation;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One process that ran a whole study once, after the JVM's start. Written and read as JSON.
 *
 * @param reviews first exposures included
 * @param rows that were fitted
 * @param threads at most
 * @param table filling and building the table of reviews, with the simulation that hands them over
 * @param study slope of lateness, primary fit, covariance, draws and ranks
 * @param method of the primary fit
 * @param covariance how that of the tags was got, in words
 * @param heap most heap that it was given, as {@code -Xmx} takes it
 * @param peakBytes most memory of the process; null if not known
 */
record StudyMeasurement(
        int learners,
        long reviews,
        long rows,
        int threads,
        Used table,
        Used study,
        String method,
        String covariance,
        String heap,
        @Nullable Long peakBytes) {
    /** What is run. */
    enum What {
        /** As the defaults are, side runs included. */
        WHOLE,
        /** Slope of lateness, primary fit, ranks with their uncertainty. */
        PRIMARY,
        /** The same by method pql for any number of rows. */
        PRIMARY_PQL
    }

    /**
     * Runs one study, as {@code engram hardness rank} would, with all tags of every card. Prints one line of JSON.
     *
     * @param arguments learners, threads, {@code -Xmx} as given, and what to run
     */
    public static void main(String[] arguments) throws IOException {
        var settings = StudySettings.defaults().withThreads(Integer.parseInt(arguments[1]));
        var run = run(
                GeneratedRows.simulation(RowShape.FEW_CARDS.size().withLearners(Integer.parseInt(arguments[0]))),
                switch (What.valueOf(arguments[3])) {
                    case WHOLE -> settings;
                    case PRIMARY -> settings.withPlan(AnalysisPlan.NONE);
                    case PRIMARY_PQL -> settings.withPlan(AnalysisPlan.NONE).withMethod(Method.PQL);
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
