package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Vectors about phases, steps and intervals. */
final class ScheduleVectors {
    private ScheduleVectors() {}

    static void firstReview(JsonNode input, Expected expected) {
        var scheduler = new CardScheduler(Vectors.weights(input), rules(input));
        isExpected(
                Arrays.stream(Vectors.ints(input.get("rating")))
                        .mapToObj(rating -> scheduler.answer(CardProgress.NEW, 0, Grade.of(rating)))
                        .toList(),
                expected);
        var views = Arrays.stream(Vectors.ints(input.get("rating")))
                .mapToObj(rating -> firstView(input, rating))
                .toList();
        expected.maySay("reps", views.stream().mapToDouble(CardView::reviews).toArray());
        expected.maySay("lapses", views.stream().mapToDouble(CardView::lapses).toArray());
        expected.maySay(
                "scheduledDays",
                views.stream().mapToDouble(CardView::intervalDays).toArray());
    }

    private static CardView firstView(JsonNode input, int rating) {
        var view = new CardView();
        new CardViewFold(Vectors.weights(input), rules(input)).answer(view, 0, 0, rating);
        return view;
    }

    /** Whole days pass in UTC, with the same rollover for every answer; expected are recall and due instant. */
    static void retrievabilityAtDue(JsonNode input, Expected expected) {
        var scheduler = new CardScheduler(Vectors.weights(input), SchedulingRules.DEFAULT);
        expected.at("retrievability")
                .isNumbers(Arrays.stream(Vectors.ints(input.get("rating")))
                        .mapToObj(rating -> scheduler.answer(CardProgress.NEW, 0, Grade.of(rating)))
                        .mapToDouble(next -> scheduler
                                .model()
                                .curve()
                                .retrievability(
                                        next.delay().toDays(), next.memory().stabilityDays()))
                        .toArray());
    }

    static void schedule(JsonNode input, Expected expected) {
        var scheduler = new CardScheduler(Vectors.weights(input), rules(input));
        var card = CardProgress.NEW;
        var at = Instant.parse(input.get("firstReviewUtc").asText());
        long lastDay = HistoryVectors.day(at, input);
        var answers = new ArrayList<Scheduled>();
        var view = new CardView();
        var views = new CardViewFold(Vectors.weights(input), rules(input));
        for (int rating : Vectors.ints(input.get("ratings"))) {
            long day = HistoryVectors.day(at, input);
            var next = scheduler.answer(card, day - lastDay, Grade.of(rating));
            answers.add(next);
            views.answer(view, at.toEpochMilli(), (int) (day - lastDay), rating);
            assertThat(view.dueMillis()).isEqualTo(at.plus(next.delay()).toEpochMilli());
            card = next.progress();
            lastDay = day;
            at = at.plus(next.delay());
        }
        isExpected(answers, expected);
    }

    static void steps(JsonNode input, Expected expected) {
        expected.at("seconds")
                .isLongsOrNull(StreamSupport.stream(input.get("cases").spliterator(), false)
                        .map(ScheduleVectors::delaySeconds)
                        .toList());
    }

    /** Asked of the scheduler, so that the steps a phase uses are checked too. */
    private static @Nullable Long delaySeconds(JsonNode step) {
        var steps = new Steps(Arrays.stream(Vectors.ints(step.get("stepsSeconds")))
                .mapToObj(Duration::ofSeconds)
                .toList());
        var phase = Phase.valueOf(step.get("state").asText().toUpperCase(Locale.ROOT));
        var rules = phase == Phase.LEARNING
                ? new SchedulingRules(0.9, steps, Steps.NONE, 36500, true)
                : new SchedulingRules(0.9, Steps.NONE, steps, 36500, true);
        var card = new CardProgress(phase, step.get("step").asInt(), new MemoryState(5, 5));
        var next = new CardScheduler(Weights.DEFAULT, rules)
                .answer(card, 0, Grade.of(step.get("rating").asInt()));
        return next.phase() == Phase.REVIEW ? null : next.delay().toSeconds();
    }

    private static void isExpected(List<Scheduled> answers, Expected expected) {
        assertThat(expected.values().size()).isPositive();
        expected.maySay(
                "scheduledDays",
                answers.stream().mapToDouble(Scheduled::intervalDays).toArray());
        expected.maySay(
                "stability",
                answers.stream()
                        .mapToDouble(next -> next.memory().stabilityDays())
                        .toArray());
        expected.maySay(
                "difficulty",
                answers.stream().mapToDouble(next -> next.memory().difficulty()).toArray());
        expected.maySay(
                "state",
                answers.stream()
                        .map(next -> next.phase().name().charAt(0)
                                + next.phase().name().substring(1).toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static SchedulingRules rules(JsonNode input) {
        return new SchedulingRules(
                input.path("desiredRetention").asDouble(0.9),
                new Steps(minutes(input.path("learningSteps"))),
                new Steps(minutes(input.path("relearningSteps"))),
                input.path("maximumInterval").asInt(36500),
                input.path("enableShortTerm").asBoolean(true));
    }

    private static List<Duration> minutes(JsonNode steps) {
        return StreamSupport.stream(steps.spliterator(), false)
                .map(step -> Duration.parse("PT" + step.asText().toUpperCase(Locale.ROOT)))
                .toList();
    }
}
