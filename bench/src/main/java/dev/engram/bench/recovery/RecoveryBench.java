package dev.engram.bench.recovery;

import dev.engram.bench.measure.Machine;
import dev.engram.bench.measure.Used;
import dev.engram.hardness.study.AnalysisPlan;
import dev.engram.hardness.study.StudySettings;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Size;
import dev.engram.simulation.recovery.Estimator;
import dev.engram.simulation.recovery.Recovery;
import dev.engram.simulation.recovery.RecoveryRun;
import dev.engram.simulation.recovery.ScenarioMeans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/**
 * Simulates every scenario at full size with several seeds, runs a hardness study on each, and writes how well the truth was
 * recovered. Worlds are recovered side by side, one on each processor. The figures do not depend on how many there are.
 */
public final class RecoveryBench {
    private static final int PERMUTATIONS = 1; // of the tags, in each world

    private RecoveryBench() {}

    /** @param arguments number of seeds, at least 1; path of the page. Ends with 1 if a gate fails. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int seeds = Integer.parseInt(arguments[0]);
        var file = Path.of(arguments[1]).toAbsolutePath();
        Files.createDirectories(file.getParent());
        var page = new RecoveryPage(recovered(seeds), seeds, Machine.versions("hardness"));
        Files.writeString(file, page.text());
        System.out.print(page.verdict());
        System.out.println("The whole page: " + file);
        if (!page.passes()) {
            System.exit(1);
        }
    }

    private static List<ScenarioMeans> recovered(int seeds) throws InterruptedException, ExecutionException {
        var settings = StudySettings.defaults()
                .withThreads(1)
                .withPlan(new AnalysisPlan(false, false, false, PERMUTATIONS, false, 0));
        var recovery = new Recovery(Size.FULL, settings, EnumSet.allOf(Estimator.class));
        try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var pending = Scenario.all().stream()
                    .map(scenario -> LongStream.rangeClosed(1, seeds)
                            .mapToObj(seed -> workers.submit(() -> recover(recovery, scenario, seed)))
                            .toList())
                    .toList();
            List<ScenarioMeans> means = new ArrayList<>();
            for (var runs : pending) {
                List<RecoveryRun> done = new ArrayList<>();
                for (var run : runs) {
                    done.add(run.get());
                }
                means.add(new ScenarioMeans(done));
            }
            return means;
        }
    }

    private static RecoveryRun recover(Recovery recovery, Scenario scenario, long seed) {
        long start = System.nanoTime();
        var run = recovery.run(scenario, seed);
        System.out.printf(
                "%-22s seed %d: %,d reviews, tau %.2f (lapse rate %.2f), %.1f s%n",
                run.scenario().label(),
                run.seed(),
                run.rows(),
                run.score(Estimator.PRIMARY).tau(),
                run.score(Estimator.LAPSE_RATE).tau(),
                Used.secondsSince(start));
        return run;
    }
}
