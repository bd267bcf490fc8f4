package dev.engram.simulation.recovery;

import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.Pairs;
import dev.engram.hardness.study.report.ShuffledControl;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.SimulatedTables;
import dev.engram.simulation.Simulation;
import dev.engram.simulation.Size;
import dev.engram.simulation.Truth;
import dev.engram.simulation.recovery.RecoveryRun.IntervalScore;
import dev.engram.simulation.recovery.RecoveryRun.RankScore;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Simulates a world, lets a hardness study rank its tags, and holds the ranking against the truth. */
public final class Recovery {
    private final Size size;
    private final StudySettings settings;
    private final Set<Estimator> others;

    /**
     * @param settings of the study, gamma not given
     * @param others the estimators wanted beside the primary and the lapse rates
     */
    public Recovery(Size size, StudySettings settings, Set<Estimator> others) {
        this.size = size;
        this.settings = settings;
        this.others = others.isEmpty() ? Set.of() : EnumSet.copyOf(others);
    }

    /**
     * Recovers one world.
     *
     * @throws IllegalStateException if the study finds that the world cannot be ranked
     */
    public RecoveryRun run(Scenario scenario, long seed) {
        var simulation = new Simulation(scenario, size, seed);
        var reviews = SimulatedTables.reviews(simulation);
        var tags = SimulatedTables.tags(simulation.truth());
        var report = switch (HardnessStudy.run(reviews, tags, settings)) {
            case HardnessReport found -> found;
            case Insufficient lacking ->
                throw new IllegalStateException(scenario.label() + ", seed " + seed + ": " + lacking.reasons());
        };
        return judged(simulation, report);
    }

    private RecoveryRun judged(Simulation simulation, HardnessReport report) {
        var ranking = new ReportedRanking(report, simulation.truth());
        Map<Estimator, RankScore> scores = new EnumMap<>(Estimator.class);
        Map<Estimator, IntervalScore> intervals = new EnumMap<>(Estimator.class);
        scores.put(Estimator.PRIMARY, ranking.score(TagHardness::effect));
        scores.put(Estimator.LAPSE_RATE, ranking.score(tag -> tag.baseline().rate()));
        scores.put(Estimator.BETA_BINOMIAL, ranking.score(tag -> tag.baseline().shrunk()));
        intervals.put(Estimator.PRIMARY, ranking.primary());
        intervals.put(Estimator.BETA_BINOMIAL, ranking.baseline());
        var counts = new Counts(simulation);
        double[] h = IntStream.range(0, size.tags())
                .mapToDouble(simulation.truth()::logitHardness)
                .toArray();
        var models = new ModelVariants(simulation, report.gamma().value(), settings.threads());
        for (var estimator : others) {
            switch (estimator) {
                case PRIMARY, LAPSE_RATE, BETA_BINOMIAL -> {} // are always there
                case FIRST_EXPOSURE -> scores.put(estimator, RankScore.of(counts.firstExposureRate(), h));
                case REVIEWS_PER_CARD -> scores.put(estimator, RankScore.of(counts.reviewsPerCard(), h));
                case CEILING -> scores.put(estimator, RankScore.of(Ceiling.of(simulation.truth()), h));
                case NO_TIME, FREE_SLOPE, GAMMA_ONE, NO_LEARNER, NO_CARD -> {
                    var fit = models.fit(estimator);
                    scores.put(estimator, RankScore.of(ModelVariants.tagEffects(fit), h));
                    intervals.put(estimator, ModelVariants.ranked(fit).score(h));
                }
            }
        }
        return new RecoveryRun(
                simulation.scenario(),
                simulation.seed(),
                counts.events,
                report.rows().kept(),
                scores,
                intervals,
                slope(report.gamma().lateness()),
                slope(report.gamma().planned()),
                shuffledTau(report.shuffled()),
                report.shuffled().meanSd());
    }

    /** Where the tags permuted over the cards have no variance there is nothing to order: that is agreement of 0. */
    private static double shuffledTau(ShuffledControl control) {
        return control.runs().stream()
                .mapToDouble(run -> Double.isNaN(run.tau()) ? 0 : run.tau())
                .average()
                .orElse(Double.NaN);
    }

    private static double slope(GammaReport.@Nullable Slope slope) {
        return slope == null ? Double.NaN : slope.estimate();
    }

    /** The tags of a report beside their true hardness. */
    private static final class ReportedRanking {
        private final List<TagHardness> tags;
        private final Pairs pairs;
        private final double[] h;

        ReportedRanking(HardnessReport report, Truth truth) {
            this.tags = report.tags();
            this.pairs = report.pairs();
            this.h = values(tag -> truth.logitHardness(SimulatedTables.tagNumber(tag.tag())));
        }

        RankScore score(ToDoubleFunction<TagHardness> estimate) {
            return RankScore.of(values(estimate), h);
        }

        /** The primary ranking with the rank intervals and the pairs as published. */
        IntervalScore primary() {
            var ranges = tags.stream().map(TagHardness::drawn).toList();
            return new Ranked(
                            values(TagHardness::effect),
                            values(TagHardness::sd),
                            ranges,
                            (one, other) -> pairs.harder(at(one), at(other)) >= Pairs.DISTINGUISHABLE)
                    .score(h);
        }

        private int at(int tag) {
            return pairs.tags().indexOf(tags.get(tag).tag());
        }

        /** The shrunk lapse rates with their Beta intervals, taken as normal and independent. */
        IntervalScore baseline() {
            double[] sd = values(tag -> (tag.baseline().high() - tag.baseline().low()) / (2 * Ranked.Z));
            return Ranked.byPairs(
                            values(tag -> tag.baseline().shrunk()), sd, (one, other) -> Math.hypot(sd[one], sd[other]))
                    .score(h);
        }

        private double[] values(ToDoubleFunction<TagHardness> of) {
            return tags.stream().mapToDouble(of).toArray();
        }
    }

    /** What can be had by counting, per tag; a review counts for each of its tags. */
    private static final class Counts {
        private final double[] first;
        private final double[] failedFirst;
        private final double[] reviews;
        private int events; // first exposures and reviews

        Counts(Simulation simulation) {
            var truth = simulation.truth();
            int[][] tags = new int[truth.cards()][];
            Arrays.setAll(tags, truth::tagsOf);
            first = new double[truth.tags()];
            failedFirst = new double[truth.tags()];
            reviews = new double[truth.tags()];
            simulation.reviews(review -> {
                events++;
                for (int tag : tags[review.card()]) {
                    if (review.index() == 0) {
                        first[tag]++;
                        failedFirst[tag] += review.lapse() ? 1 : 0;
                    } else {
                        reviews[tag]++;
                    }
                }
            });
        }

        /** Failures of first exposures / first exposures. */
        double[] firstExposureRate() {
            return ratios(failedFirst);
        }

        /** Reviews of a learner and card. */
        double[] reviewsPerCard() {
            return ratios(reviews);
        }

        private double[] ratios(double[] over) {
            double[] ratios = new double[first.length];
            Arrays.setAll(ratios, tag -> first[tag] == 0 ? 0 : over[tag] / first[tag]);
            return ratios;
        }
    }
}
