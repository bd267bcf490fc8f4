package dev.engram.bench.fsrs;

import dev.engram.bench.fsrs.BenchReport.Losses;
import dev.engram.bench.measure.Machine;
import dev.engram.bench.measure.RoundFigures;
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
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures our folds and our optimizer beside ts-fsrs and the Node binding of fsrs-rs, in one run and taking turns, on the same
 * reviews. Without Node our figures alone. Arguments: the number of rounds, and the file the figures are written to.
 */
public final class FsrsBench {
    private static final String BINDING = "binding";

    private final GeneratedReviews reviews = new GeneratedReviews();
    private final FoldBenchmark folds = new FoldBenchmark(reviews);
    private final List<Comparison> comparisons = new ArrayList<>();
    private final Map<String, Double> preparation = new LinkedHashMap<>();
    private final int rounds;

    private FsrsBench(int rounds) {
        this.rounds = rounds;
    }

    /** @param arguments rounds, at least 1; path of the JSON file; folder in which npm packages are kept */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        var file = Path.of(arguments[1]);
        var report = new FsrsBench(rounds).run(Path.of(arguments[2]));
        System.out.print(report.text());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, report.json().toPrettyString() + "\n");
        System.out.println("All figures: " + file);
    }

    private BenchReport run(Path folder) throws IOException, InterruptedException {
        var missing = NpmPackages.install(folder);
        try (var node = missing == null ? new NodeWorker(folder, reviews) : null) {
            folds(node);
            var losses = fits(node);
            return new BenchReport(versions(node != null), comparisons, losses, preparation, missing);
        }
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
        var memory = new PairedRounds<Double>();
        var views = new PairedRounds<Double>();
        for (int round = -2; round < rounds; round++) { // two to warm up
            fold(round, memory, folds::memory, node, "nextState");
            fold(round, views, folds::cardViews, node, "next");
        }
        comparisons.add(memory.rate("fold: S and D", "next_state", 10, 5));
        comparisons.add(views.rate("fold: card view", "next", 1, 10));
    }

    /** ts-fsrs rounds to eight decimals, hence its tolerance. */
    private static void fold(
            int round, PairedRounds<Double> all, Supplier<Double> ours, @Nullable NodeWorker node, String engine)
            throws IOException {
        add(round, all.ours(), checked(Round.of(ours), 0.001));
        if (node != null) {
            add(round, all.theirs(), checked(node.round(engine), 0.1));
        }
    }

    private static <T> void add(int number, List<Round<T>> rounds, Round<T> round) {
        if (number >= 0) {
            rounds.add(round);
        }
    }

    private static Round<Double> checked(Round<Double> round, double tolerance) {
        if (!(Math.abs(round.result() - GeneratedReviews.STABILITY_SUM) <= tolerance)) {
            throw new IllegalStateException("the sum of S is " + round.result() + ", not "
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
        var fits = new PairedRounds<Weights>();
        for (int round = -1; round < rounds; round++) { // one to warm up
            add(round, fits.ours(), Round.of(() -> fitted(histories)));
            if (node != null) {
                add(round, fits.theirs(), node.fit());
            }
        }
        comparisons.add(fits.time("fit: processor time", BINDING, Round::cpuSecondsPerPass));
        comparisons.add(fits.time("fit: elapsed time", BINDING, Round::wallSecondsPerPass));
        var evaluation = Evaluation.of(fits.ours().getLast().result(), histories);
        return new Losses(
                evaluation.defaults().logLoss(),
                evaluation.fsrs().logLoss(),
                node == null
                        ? null
                        : Evaluation.of(fits.theirs().getLast().result(), histories)
                                .fsrs()
                                .logLoss());
    }

    private static Weights fitted(ReviewHistories histories) {
        return new Optimizer(TrainingSettings.DEFAULT).fit(histories).weights();
    }

    /**
     * The rounds of both sides, taken in turns.
     *
     * @param ours at least one
     * @param theirs as many, or none
     */
    private record PairedRounds<T>(List<Round<T>> ours, List<Round<T>> theirs) {
        PairedRounds() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        /** A rate in millions of reviews per second of processor time: more is better. */
        Comparison rate(String what, String engine, double goal, double goalRatio) {
            ToDoubleFunction<Round<T>> rate = round -> GeneratedReviews.REVIEWS / round.cpuSecondsPerPass() / 1e6;
            return new Comparison(what, "M/s", true, ours(rate), engine, theirs(rate), goal, goalRatio);
        }

        /** A time in seconds: less is better. */
        Comparison time(String what, String engine, ToDoubleFunction<Round<T>> seconds) {
            return new Comparison(what, "s", false, ours(seconds), engine, theirs(seconds), null, 1);
        }

        private RoundFigures ours(ToDoubleFunction<Round<T>> figure) {
            return new RoundFigures(ours.stream().map(figure::applyAsDouble).toList());
        }

        private @Nullable RoundFigures theirs(ToDoubleFunction<Round<T>> figure) {
            return theirs.isEmpty()
                    ? null
                    : new RoundFigures(
                            theirs.stream().map(figure::applyAsDouble).toList());
        }
    }
}
