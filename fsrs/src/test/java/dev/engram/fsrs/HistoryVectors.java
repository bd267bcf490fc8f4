package dev.engram.fsrs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors that fold a history of answers into memory states. */
final class HistoryVectors {
    private HistoryVectors() {}

    static void memoryState(JsonNode input, Expected expected) {
        var weights = Vectors.weights(input);
        isLast(fold(weights, input), expected);
        if (expected.values().has("shortTermOff")) {
            isLast(fold(weights.withoutShortTerm(), input), expected.at("shortTermOff"));
        }
    }

    private static void isLast(List<MemoryState> states, Expected expected) {
        expected.at("stability").isNumber(states.getLast().stabilityDays());
        if (expected.values().has("difficulty")) {
            expected.at("difficulty").isNumber(states.getLast().difficulty());
        }
    }

    static void memoryTrace(JsonNode input, Expected expected) {
        var states = fold(Vectors.weights(input), input);
        expected.at("stability")
                .isNumbers(
                        states.stream().mapToDouble(MemoryState::stabilityDays).toArray());
        expected.maySay(
                "difficulty",
                states.stream().mapToDouble(MemoryState::difficulty).toArray());
    }

    static void nextStates(JsonNode input, Expected expected) {
        var model = new Fsrs6(Vectors.weights(input));
        var before = fold(
                        model, Vectors.ints(input.get("historyRatings")), Vectors.doubles(input.get("historyElapsed")))
                .getLast();
        for (var grade : Grade.values()) {
            var wanted = expected.at(grade.name().toLowerCase(java.util.Locale.ROOT));
            var after = model.next(before, input.get("elapsedDays").asLong(), grade);
            wanted.at("stability").isNumber(after.stabilityDays());
            wanted.at("difficulty").isNumber(after.difficulty());
            wanted.at("interval")
                    .isNumber(model.curve()
                            .intervalDays(input.get("desiredRetention").asDouble(), after.stabilityDays()));
        }
    }

    static void foldChecksum(JsonNode input, Expected expected) {
        var model = new Fsrs6(Vectors.weights(input));
        var cards = ReviewGenerator.cards(
                input.get("reviews").asInt(), input.get("seed").asInt());
        double sum = 0;
        for (var card : cards) {
            var first = card.getFirst();
            double stability = model.initialStability(Grade.of(first.rating()));
            double difficulty = model.initialDifficulty(Grade.of(first.rating()));
            for (var review : card.subList(1, card.size())) {
                var grade = Grade.of(review.rating());
                stability = model.nextStability(stability, difficulty, review.elapsedDays(), grade);
                difficulty = model.nextDifficulty(difficulty, grade);
            }
            sum += stability;
        }
        expected.at("plainDouble").isNumber(sum);
        double folded = foldedSum(Vectors.weights(input), input);
        assertThat(folded).isCloseTo(sum, within(1e-6));
        assertThat(Math.abs(sum - expected.at("plainDouble").values().asDouble()))
                .isLessThan(0.001);
    }

    /** The same sum by the fold over arrays. */
    private static double foldedSum(Weights weights, JsonNode input) {
        var reviews = ReviewArrays.generated(
                input.get("reviews").asInt(), input.get("seed").asInt());
        var stability = new double[reviews.cards()];
        new MemoryFold(weights)
                .fold(
                        reviews.ratings(),
                        reviews.elapsedDays(),
                        reviews.starts(),
                        stability,
                        new double[reviews.cards()]);
        double sum = 0;
        for (double last : stability) {
            sum += last;
        }
        return sum;
    }

    private static List<MemoryState> fold(Weights weights, JsonNode input) {
        var ratings = Vectors.ints(input.get("ratings"));
        var elapsed = input.has("elapsedDays") ? Vectors.doubles(input.get("elapsedDays")) : elapsed(input, ratings);
        return fold(new Fsrs6(weights), ratings, elapsed);
    }

    /** Rating 0 is an entry without an answer: it changes nothing. */
    private static List<MemoryState> fold(Fsrs6 model, int[] ratings, double[] elapsed) {
        var states = new ArrayList<MemoryState>();
        @Nullable MemoryState memory = null;
        for (int i = 0; i < ratings.length; i++) {
            if (ratings[i] > 0) {
                var grade = Grade.of(ratings[i]);
                memory = memory == null ? model.first(grade) : model.next(memory, (long) elapsed[i], grade);
            }
            states.add(requireNonNull(memory));
        }
        return states;
    }

    private static double[] elapsed(JsonNode input, int[] ratings) {
        var times = input.get("reviewEpochMs");
        var elapsed = new double[ratings.length];
        long last = 0;
        for (int i = 0; i < ratings.length; i++) {
            long day = day(Instant.ofEpochMilli(times.get(i).asLong()), input);
            elapsed[i] = i == 0 ? 0 : Math.max(0, day - last);
            last = ratings[i] == 0 ? last : day;
        }
        return elapsed;
    }

    /** The study day of a moment, by the vector's zone and rollover hour. */
    static long day(Instant at, JsonNode input) {
        return at.atZone(ZoneId.of(input.path("zone").asText("UTC")))
                .toLocalDateTime()
                .minusHours(input.path("rolloverHour").asInt())
                .toLocalDate()
                .toEpochDay();
    }
}
