package dev.engram.fsrs.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.fsrs.Expected;
import dev.engram.fsrs.Vectors;
import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.GeneratedHistories;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import dev.engram.fsrs.optimize.Optimizer;
import dev.engram.fsrs.optimize.PretrainedStability;
import dev.engram.fsrs.optimize.TrainingResult;
import dev.engram.fsrs.optimize.TrainingSettings;
import java.util.stream.IntStream;

/** A whole fit on generated reviews, its parts exactly and its loss against that of fsrs-rs; figures in strict order of time. */
public final class SyntheticFitVector {
    /** How much worse than the published fit ours may be, log loss. */
    private static final double SLACK = 0.0005;

    private SyntheticFitVector() {}

    public static void check(JsonNode vector, Expected expected) {
        var input = vector.get("input");
        var histories = GeneratedHistories.of(
                input.get("reviews").asInt(), input.get("seed").asInt());
        totals(histories, expected);
        assertThat(PretrainedStability.of(histories))
                .containsExactly(Vectors.doubles(expected.values().get("pretrainOnly_initialStability")), within(1e-6));

        var timeOrder = vector.get("timeOrder");
        var published = Weights.of(Vectors.doubles(expected.values().at("/epochs5/parameters")));
        var settings = settings(input);
        var ofPublished = Evaluation.of(published, histories);
        figures(ofPublished.fsrs(), timeOrder.get("epochs5Parameters"));
        figures(ofPublished.defaults(), timeOrder.get("defaultParameters"));

        var fit = new Optimizer(settings).fit(histories);
        var ofOurs = Evaluation.of(fit.weights(), histories);
        System.out.printf(
                "synthetic-fit: log loss ours %.7f, published %.7f, defaults %.7f, AVG %.7f, MOVING-AVG %.7f%n",
                ofOurs.fsrs().logLoss(),
                ofPublished.fsrs().logLoss(),
                ofOurs.defaults().logLoss(),
                ofOurs.average().logLoss(),
                ofOurs.movingAverage().logLoss());
        assertThat(fit).isInstanceOf(TrainingResult.Fitted.class);
        assertThat(ofOurs.fsrs().logLoss()).isLessThan(ofPublished.fsrs().logLoss() + SLACK);

        split(Evaluation.ofTimeSeriesSplit(histories, settings), timeOrder.get("timeSeriesSplit"));
        withoutShortTerm(histories, settings, expected);
    }

    private static TrainingSettings settings(JsonNode input) {
        var training = input.get("training");
        return new TrainingSettings(
                training.get("epochs").asInt(),
                training.get("batchSize").asInt(),
                training.get("seed").asLong(),
                training.get("learningRate").asDouble(),
                training.get("maxSeqLen").asInt(),
                training.get("gamma").asDouble(),
                input.get("enableShortTerm").asBoolean(),
                input.get("numRelearningSteps").asInt());
    }

    private static void totals(ReviewHistories histories, Expected expected) {
        var items = ReviewItems.of(histories);
        assertThat(histories.cards()).isEqualTo(expected.values().get("cards").asInt());
        assertThat(items.size())
                .isEqualTo(expected.values().get("trainingItems").asInt());
        assertThat(IntStream.range(0, histories.reviews())
                        .map(histories::rating)
                        .sum())
                .isEqualTo(expected.values().get("sumRating").asInt());
        assertThat(IntStream.range(0, items.size()).filter(items::recalled).count() / (double) items.size())
                .isCloseTo(expected.values().get("recallRateOfItems").asDouble(), within(1e-12));
    }

    private static void figures(Scores scores, JsonNode published) {
        assertThat(scores.logLoss()).isCloseTo(published.get("logLoss").asDouble(), within(1e-6));
        assertThat(scores.rmseBins()).isCloseTo(published.get("rmseBins").asDouble(), within(1e-6));
        if (published.has("auc")) {
            assertThat(requireNonNull(scores.auc()))
                    .isCloseTo(published.get("auc").asDouble(), within(1e-6));
        }
    }

    private static void split(Evaluation split, JsonNode published) {
        assertThat(split.fsrs().predictions())
                .isEqualTo(published.get("testItems").asInt());
        figures(split.defaults(), published.get("defaultParameters"));
        figures(split.average(), published.get("avg"));
        figures(split.movingAverage(), published.get("movingAvg"));
        double published6 =
                published.at("/weightsFittedByFsrsRsPerFold/logLoss").asDouble();
        System.out.printf("synthetic-fit: time series split, ours %s, published %.6f%n", split.fsrs(), published6);
        assertThat(split.fsrs().logLoss()).isLessThan(published6 + SLACK);
    }

    private static void withoutShortTerm(ReviewHistories histories, TrainingSettings settings, Expected expected) {
        var published = Weights.of(Vectors.doubles(expected.values().get("shortTermDisabled_parameters")));
        var ours = new Optimizer(settings.withShortTerm(false)).fit(histories).weights();
        assertThat(IntStream.range(0, 4).mapToDouble(ours::at).toArray())
                .containsExactly(
                        IntStream.range(0, 4).mapToDouble(published::at).toArray(), within(1e-6));
        assertThat(new double[] {ours.at(17), ours.at(18), ours.at(19)}).containsOnly(0);
        assertThat(Evaluation.of(ours, histories).fsrs().logLoss())
                .isLessThan(Evaluation.of(published, histories).fsrs().logLoss() + SLACK);
    }
}
