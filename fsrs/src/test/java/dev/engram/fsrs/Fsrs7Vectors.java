package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Vectors of the second model. */
final class Fsrs7Vectors {
    private Fsrs7Vectors() {}

    static void curve(JsonNode input, Expected expected) {
        var model = new Fsrs7(Vectors.weights7(input));
        expected.at("retrievability")
                .isNumbers(Arrays.stream(Vectors.doubles(input.get("elapsedDays")))
                        .map(days -> model.retrievability(state(input), days))
                        .toArray());
    }

    static void firstReview(JsonNode input, Expected expected) {
        var model = new Fsrs7(Vectors.weights7(input));
        are(
                Arrays.stream(Vectors.ints(input.get("rating")))
                        .mapToObj(rating -> model.first(Grade.of(rating)))
                        .toList(),
                expected);
    }

    static void memoryTrace(JsonNode input, Expected expected) {
        are(fold(input), expected);
    }

    static void memoryState(JsonNode input, Expected expected) {
        is(fold(input).getLast(), expected);
    }

    private static List<Fsrs7State> fold(JsonNode input) {
        var ratings = Vectors.ints(input.get("ratings"));
        var elapsed = input.has("elapsedDays") ? Vectors.doubles(input.get("elapsedDays")) : elapsed(input, ratings);
        return fold(new Fsrs7(Vectors.weights7(input)), ratings, elapsed);
    }

    /** Fractional days between answers. */
    private static double[] elapsed(JsonNode input, int[] ratings) {
        var times = Vectors.doubles(input.get("reviewEpochMs"));
        var elapsed = new double[ratings.length];
        double last = times[0];
        for (int i = 0; i < ratings.length; i++) {
            elapsed[i] = (times[i] - last) / 86_400_000;
            last = ratings[i] == 0 ? last : times[i];
        }
        return elapsed;
    }

    static void memoryStep(JsonNode input, Expected expected) {
        var model = new Fsrs7(Vectors.weights7(input));
        var cases =
                StreamSupport.stream(input.get("cases").spliterator(), false).toList();
        are(
                cases.stream()
                        .map(step -> model.next(
                                state(step),
                                step.get("elapsedDays").asDouble(),
                                Grade.of(step.get("rating").asInt())))
                        .toList(),
                expected);
        expected.maySay(
                "retrievability",
                cases.stream()
                        .mapToDouble(step -> model.retrievability(
                                state(step), step.get("elapsedDays").asDouble()))
                        .toArray());
    }

    static void nextStates(JsonNode input, Expected expected) {
        var model = new Fsrs7(Vectors.weights7(input));
        var before = fold(
                        model, Vectors.ints(input.get("historyRatings")), Vectors.doubles(input.get("historyElapsed")))
                .getLast();
        var next = model.nextStates(
                before,
                input.get("elapsedDays").asDouble(),
                input.get("desiredRetention").asDouble());
        for (var grade : Grade.values()) {
            var wanted = expected.at(grade.name().toLowerCase(Locale.ROOT));
            is(next.of(grade).state(), wanted);
            wanted.at("interval").isNumber(next.of(grade).intervalDays());
        }
    }

    /**
     * Recall at the interval; an interval at its ceiling leaves a higher one, and one below the resolution of the search may
     * miss it.
     */
    static void interval(JsonNode input, Expected expected) {
        var model = new Fsrs7(Vectors.weights7(input));
        var retentions = Vectors.doubles(input.get("desiredRetention"));
        var wanted = expected.at("retrievability").values();
        assertThat(wanted).hasSameSizeAs(retentions);
        for (int i = 0; i < retentions.length; i++) {
            double days = model.intervalDays(state(input), retentions[i]);
            if (wanted.get(i).isNull()) {
                assertThat(days).isZero();
            } else if (Math.abs(days - expected.at("exactRoot").values().get(i).asDouble()) > 1e-9) {
                assertThat(model.retrievability(state(input), days))
                        .isCloseTo(wanted.get(i).asDouble(), within(expected.tolerance()));
            }
        }
    }

    private static Fsrs7State state(JsonNode fields) {
        return new Fsrs7State(
                fields.get("stability").asDouble(),
                fields.get("stabilityFast").asDouble(),
                fields.get("difficulty").asDouble());
    }

    /** Rating 0 is an entry without an answer: it changes nothing. */
    private static List<Fsrs7State> fold(Fsrs7 model, int[] ratings, double[] elapsed) {
        var states = new ArrayList<Fsrs7State>();
        @Nullable Fsrs7State state = null;
        for (int i = 0; i < ratings.length; i++) {
            if (ratings[i] > 0) {
                var grade = Grade.of(ratings[i]);
                state = state == null ? model.first(grade) : model.next(state, elapsed[i], grade);
            }
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    private static void is(Fsrs7State state, Expected expected) {
        expected.at("stability").isNumber(state.stabilityDays());
        expected.at("difficulty").isNumber(state.difficulty());
        if (expected.values().has("stabilityFast")) {
            expected.at("stabilityFast").isNumber(state.fastStabilityDays());
        }
    }

    private static void are(List<Fsrs7State> states, Expected expected) {
        expected.at("stability").isNumbers(all(states, Fsrs7State::stabilityDays));
        expected.maySay("stabilityFast", all(states, Fsrs7State::fastStabilityDays));
        expected.maySay("difficulty", all(states, Fsrs7State::difficulty));
    }

    private static double[] all(List<Fsrs7State> states, ToDoubleFunction<Fsrs7State> field) {
        return states.stream().mapToDouble(field).toArray();
    }
}
