package dev.engram.bench.fsrs;

import dev.engram.bench.measure.RoundFigures;
import dev.engram.bench.measure.Machine;
import dev.engram.bench.measure.Used;
import dev.engram.fsrs.Weights;
import dev.engram.fsrs.evaluate.Evaluation;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.optimize.Optimizer;
import dev.engram.fsrs.optimize.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures our folds and our optimizer beside ts-fsrs and the Node binding of fsrs-rs, in one run and taking turns, on the same
 * reviews. Without Node our figures alone. Arguments: the number of rounds, and the file the figures are written to.
 */
public final class FsrsBench {
    private static final String BINDING = "binding";

    private final GeneratedReviews reviews = new GeneratedReviews();
    private final GeneratedFolds folds = new GeneratedFolds(reviews);
    private final List<Comparison> comparisons = new ArrayList<>();
    private final Map<String, Double> preparation = new LinkedHashMap<>();
    private final int rounds;

    private FsrsBench(int rounds) {
        this.rounds = rounds;
    }

    /** @param arguments rounds, at least 1; path of the JSON file */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        var file = Path.of(arguments[1]);
        var folder = Path.of(System.getProperty("user.home"), ".cache", "engram", "bench-fsrs");
        var report = new FsrsBench(rounds).run(folder);
        System.out.print(report.text());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, report.json().toPrettyString() + "\n");
        System.out.println("All figures: " + file);
    }

    private BenchReport run(Path folder) throws IOException, InterruptedException {
        var missing = NpmPackages.install(folder);
        if (missing != null) {
            return measure(null, missing);
        }
        try (var node = new NodeWorker(folder, reviews)) {
            return measure(node, null);
        }
    }

    private BenchReport measure(@Nullable NodeWorker node, @Nullable String missing) throws IOException {
        folds(node);
        var losses = fits(node);
        return new BenchReport(versions(node != null), comparisons, losses, preparation, missing);
    }

    private static Map<String, String> versions(boolean withNode) throws IOException {
        var versions = new LinkedHashMap<>(Machine.versions("fsrs"));
        if (withNode) {
            versions.put("Node", NpmPackages.node());
            versions.putAll(NpmPackages.WANTED);
        }
        return versions;
    }

    private void folds(@Nullable NodeWorker node) throws IOException {
        var memory = new PairedRounds();
        var views = new PairedRounds();
        for (int round = -2; round < rounds; round++) { // two to warm up
            boolean counts = round >= 0;
            memory.ours(checked(Round.of(folds::memory), 0.001), counts);
            if (node != null) {
                memory.theirs(checked(node.round("nextState"), 0.1), counts);
            }
            views.ours(checked(Round.of(folds::views), 0.001), counts);
            if (node != null) {
                views.theirs(checked(node.round("next"), 0.1), counts);
            }
        }
        comparisons.add(memory.comparison("fold: S and D", "next_state", 10, 5));
        comparisons.add(views.comparison("fold: card view", "next", 1, 10));
    }

    /** ts-fsrs rounds to eight decimals, hence its tolerance. */
    private static Round checked(Round round, double tolerance) {
        if (!(Math.abs(round.checksum() - GeneratedReviews.STABILITY_SUM) <= tolerance)) {
            throw new IllegalStateException("the sum of S is " + round.checksum() + ", not "
                    + GeneratedReviews.STABILITY_SUM + " within " + tolerance);
        }
        return round;
    }

    private Losses fits(@Nullable NodeWorker node) throws IOException {
        long start = System.nanoTime();
        var histories = reviews.histories();
        preparation.put("Engram", Used.secondsSince(start));
        if (node != null) {
            preparation.put(BINDING, node.items().get("wallSeconds").asDouble());
        }
        List<FitRound> ours = new ArrayList<>();
        List<FitRound> theirs = new ArrayList<>();
        for (int round = -1; round < rounds; round++) { // one to warm up
            var ourFit = fit(histories);
            var theirFit = node == null ? null : node.fit();
            if (round >= 0) {
                ours.add(ourFit);
                if (theirFit != null) {
                    theirs.add(theirFit);
                }
            }
        }
        comparisons.add(fitComparison("fit: processor time", cpu(ours), theirs.isEmpty() ? null : cpu(theirs)));
        comparisons.add(fitComparison("fit: time gone by", wall(ours), theirs.isEmpty() ? null : wall(theirs)));
        var evaluation = Evaluation.of(ours.getLast().weights(), histories);
        return new Losses(
                evaluation.defaults().logLoss(),
                evaluation.fsrs().logLoss(),
                theirs.isEmpty() ? null : loss(theirs.getLast().weights(), histories));
    }

    private static double loss(Weights weights, ReviewHistories histories) {
        return Evaluation.of(weights, histories).fsrs().logLoss();
    }

    private static FitRound fit(ReviewHistories histories) {
        return FitRound.of(
                () -> new Optimizer(TrainingSettings.DEFAULT).fit(histories).weights());
    }

    private static Comparison fitComparison(String what, RoundFigures ours, @Nullable RoundFigures theirs) {
        return new Comparison(what, "s", false, ours, BINDING, theirs, null, 1);
    }

    private static RoundFigures cpu(List<FitRound> fits) {
        return new RoundFigures(fits.stream().map(FitRound::cpuSeconds).toList());
    }

    private static RoundFigures wall(List<FitRound> fits) {
        return new RoundFigures(fits.stream().map(FitRound::wallSeconds).toList());
    }
}
