package dev.engram.fsrs.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.fsrs.Expected;
import dev.engram.fsrs.Vectors;
import dev.engram.fsrs.Weights;
import dev.engram.fsrs.evaluate.SyntheticFitVector;
import dev.engram.fsrs.optimize.InitialStability.FirstRecalls;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;

/** Vectors about training. */
public final class OptimizerVectors {
    /** What checks a vector of a kind: given the whole vector and what it expects. */
    public static final Map<String, BiConsumer<JsonNode, Expected>> CHECKS = Map.of(
            "clip", OptimizerVectors::clip,
            "pretrain-loss", OptimizerVectors::pretrainLoss,
            "pretrain-search", OptimizerVectors::pretrainSearch,
            "pretrain-fill", OptimizerVectors::pretrainFill,
            "gradient", OptimizerVectors::gradient,
            "learning-rate", OptimizerVectors::learningRate,
            "synthetic-fit", SyntheticFitVector::check);

    private OptimizerVectors() {}

    static void clip(JsonNode vector, Expected expected) {
        var input = vector.get("input");
        var settings = TrainingSettings.DEFAULT
                .withRelearningSteps(input.get("relearningSteps").asInt())
                .withShortTerm(input.get("shortTerm").asBoolean());
        var cases = input.get("cases");
        for (int i = 0; i < cases.size(); i++) {
            var w = outOfBounds(cases.get(i));
            new TrainingBounds(settings).clip(w);
            var clipped = expected.values().get("weights").get(i);
            assertThat(clipped.size()).isPositive();
            clipped.properties()
                    .forEach(weight -> assertThat(w[Integer.parseInt(weight.getKey())])
                            .as("w%s", weight.getKey())
                            .isCloseTo(weight.getValue().asDouble(), within(expected.tolerance())));
        }
    }

    private static double[] outOfBounds(JsonNode weights) {
        ObjectNode named = weights.deepCopy();
        named.remove("overrides");
        var w = Vectors.weights(named).toArray();
        weights.get("overrides")
                .properties()
                .forEach(override -> w[Integer.parseInt(override.getKey())] =
                        override.getValue().asDouble());
        return w;
    }

    static void pretrainLoss(JsonNode vector, Expected expected) {
        var input = vector.get("input");
        var groups = groups(input, Vectors.doubles(input.get("recall")));
        double usual = input.get("defaultS0").asDouble();
        expected.at("loss")
                .isNumbers(Arrays.stream(Vectors.doubles(input.get("s0")))
                        .map(s -> groups.loss(s, usual))
                        .toArray());
    }

    static void pretrainSearch(JsonNode vector, Expected expected) {
        var input = vector.get("input");
        double average = input.get("averageRecall").asDouble();
        var recall = Vectors.doubles(input.get("recall"));
        var count = Vectors.doubles(input.get("count"));
        for (int j = 0; j < recall.length; j++) {
            recall[j] = (recall[j] * count[j] + average) / (count[j] + 1);
        }
        int rating = input.get("firstRating").asInt();
        expected.at("s0").isNumber(InitialStability.search(groups(input, recall), Weights.DEFAULT.at(rating - 1)));
    }

    private static FirstRecalls groups(JsonNode input, double[] recall) {
        return new FirstRecalls(Vectors.doubles(input.get("deltaT")), recall, Vectors.doubles(input.get("count")));
    }

    static void pretrainFill(JsonNode vector, Expected expected) {
        var cases = vector.get("input").get("cases");
        for (int i = 0; i < cases.size(); i++) {
            var stability = new double[4];
            var counts = new int[4];
            for (int g = 0; g < 4; g++) {
                var rating = Integer.toString(g + 1);
                boolean known = cases.get(i).get("known").has(rating);
                stability[g] = known ? cases.get(i).get("known").get(rating).asDouble() : Double.NaN;
                counts[g] = known ? cases.get(i).get("counts").get(rating).asInt() : 0;
            }
            new Expected(expected.values().get("s0").get(i), expected.tolerance())
                    .isNumbers(InitialStability.complete(stability, counts));
        }
    }

    /** Published in single precision; ours must agree to that, which is far closer than the vector's tolerance. */
    static void gradient(JsonNode vector, Expected published) {
        var expected = new Expected(published.values(), Math.min(published.tolerance(), 2e-5));
        var input = vector.get("input");
        var adamSettings = input.get("adam");
        double rate = adamSettings.get("lr").asDouble();
        var w = Vectors.weights(input).toArray();
        var adam = new Adam();
        var bounds = new TrainingBounds(TrainingSettings.DEFAULT);

        var pass = new ForwardPass(64);
        var fold = new FoldGradient(pass);
        fold(input.get("sequences"), fold, w);
        expected.at("loss").isNumber(pass.loss);
        expected.at("gradient").isNumbers(fold.gradient);
        adam.step(w, fold.gradient, rate);
        bounds.clip(w);
        expected.at("parametersAfterAdamStep1").isNumbers(w);

        var l2 = input.get("l2");
        var pull = new StartPenalty(Weights.DEFAULT.toArray(), l2.get("gamma").asDouble());
        double share = l2.get("batchSize").asDouble() / l2.get("totalSize").asDouble();
        var pullGradient = new double[Weights.COUNT];
        pull.addGradient(w, share, pullGradient);
        expected.at("l2PenaltyAtStep1").isNumber(pull.penalty(w, share));
        expected.at("l2GradientAtStep1").isNumbers(pullGradient);

        fold(input.get("sequences"), fold, w);
        expected.at("lossAfterStep1").isNumber(pass.loss);
        expected.at("gradientAfterStep1").isNumbers(fold.gradient);
        adam.step(w, fold.gradient, rate);
        bounds.clip(w);
        expected.at("parametersAfterAdamStep2").isNumbers(w);
    }

    private static void fold(JsonNode sequences, FoldGradient fold, double[] w) {
        fold.start(w);
        for (var sequence : sequences) {
            var ratings = Vectors.ints(sequence.get("ratings"));
            int n = ratings.length + 1;
            var days = Arrays.copyOf(Vectors.doubles(sequence.get("elapsedDays")), n);
            days[n - 1] = sequence.get("predictAfterDays").asDouble();
            var answers = new byte[n];
            for (int i = 0; i < n - 1; i++) {
                answers[i] = (byte) ratings[i];
            }
            answers[n - 1] = (byte) (sequence.get("recalled").asInt() == 1 ? 3 : 1);
            var weights = new double[n];
            weights[n - 1] = 1;
            fold.add(days, answers, weights, 0, n);
        }
    }

    static void learningRate(JsonNode vector, Expected expected) {
        var input = vector.get("input");
        var rates = new double[expected.values().get("lr").size()];
        for (int k = 0; k < rates.length; k++) {
            rates[k] = Adam.learningRate(
                    input.get("lr").asDouble(), k, input.get("tMax").asInt());
        }
        expected.at("lr").isNumbers(rates);
    }
}
