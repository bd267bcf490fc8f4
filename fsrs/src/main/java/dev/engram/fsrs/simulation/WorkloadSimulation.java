package dev.engram.fsrs.simulation;

import dev.engram.fsrs.CardView;
import dev.engram.fsrs.CardViewFold;
import dev.engram.fsrs.ForgettingCurve;
import dev.engram.fsrs.Fuzz;
import dev.engram.fsrs.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * Simulates days of study. Every answer is drawn from (seed, card, number of its answers before), so that two
 * plans are compared on the same draws. Deterministic; no clock. Without fuzz.
 *
 * <p>A day: cards due are reviewed in the order they fell due, up to the limit, what is left waits for the next day; then new
 * cards. A card in steps of less than a day is repeated on that day until it leaves them, at most 20 times. A card in review
 * is recalled with the probability that its memory state gives.
 *
 * <p>Costs and shares follow open-spaced-repetition/fsrs-rs, src/simulation.rs; the order of cards and the draws do not.
 */
public final class WorkloadSimulation {
    /**
     * One simulated day.
     *
     * @param newCards cards seen for the first time
     * @param reviews other cards reviewed; a card counts once a day
     * @param minutes of answers, those in steps included
     * @param knowledge cards known at the end of the day: the sum of retrievability over all cards seen
     */
    public record Day(int newCards, int reviews, double minutes, double knowledge) {}

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int MOST_ANSWERS_A_DAY = 20;

    private final SimulationSettings settings;
    private final CardViewFold fold;
    private final ForgettingCurve curve;
    private final CardView[] cards;
    private final Map<Integer, List<Integer>> dueOn = new HashMap<>(); // cards by day
    private final Queue<Integer> due = new ArrayDeque<>(); // until today, first come first served
    private int seen;
    private double seconds;

    private WorkloadSimulation(SimulationSettings settings) {
        this.settings = settings;
        this.fold = new CardViewFold(settings.weights(), settings.rules());
        this.curve = ForgettingCurve.of(settings.weights());
        this.cards = new CardView[settings.cards()];
    }

    /** The days of {@code settings}, in order. Time grows with days times cards. */
    public static List<Day> run(SimulationSettings settings) {
        var simulation = new WorkloadSimulation(settings);
        var days = new ArrayList<Day>(settings.days());
        for (int day = 0; day < settings.days(); day++) {
            days.add(simulation.day(day));
        }
        return List.copyOf(days);
    }

    private Day day(int day) {
        seconds = 0;
        due.addAll(Objects.requireNonNullElse(dueOn.remove(day), List.of()));
        int reviews = 0;
        while (reviews < settings.reviewsPerDay() && !due.isEmpty()) {
            study(due.remove(), day);
            reviews++;
        }
        int wanted = Math.min(settings.newCardsPerDay(), settings.cards() - seen);
        int introduced = Math.min(wanted, settings.reviewsPerDay() - reviews);
        for (int i = 0; i < introduced; i++) {
            cards[seen] = new CardView();
            study(seen++, day);
        }
        return new Day(introduced, reviews, seconds / 60, knowledge(day));
    }

    /** Answers a card until it is not due today. */
    private void study(int index, int day) {
        var card = cards[index];
        for (int i = 0; i < MOST_ANSWERS_A_DAY && dueDay(card) <= day; i++) {
            answer(card, index, day);
        }
        dueOn.computeIfAbsent(Math.max(day + 1, dueDay(card)), _ -> new ArrayList<>())
                .add(index);
    }

    private void answer(CardView card, int index, int day) {
        double u = Fuzz.u(settings.seed(), index, card.reviews());
        int elapsed = card.phase() == Phase.NEW ? 0 : day - dayOf(card.lastReviewMillis());
        var habits = settings.habits();
        int rating = switch (card.phase()) {
            case NEW -> habits.firstAnswers().rating(u);
            case LEARNING, RELEARNING -> habits.stepAnswers().rating(u);
            case REVIEW -> reviewed(u, curve.retrievability(elapsed, card.stabilityDays()));
        };
        seconds += switch (card.phase()) {
            case NEW, LEARNING -> habits.learningSeconds().at(rating);
            case REVIEW -> habits.reviewSeconds().at(rating);
            case RELEARNING -> habits.relearningSeconds().at(rating);
        };
        fold.answer(card, day * DAY_MILLIS, elapsed, rating);
    }

    /** One draw decides recall and answer: the share of {@code u} above forgetting is spread over the answers. */
    private int reviewed(double u, double recall) {
        double forgotten = 1 - recall;
        return u < forgotten ? 1 : settings.habits().recalledAnswers().rating((u - forgotten) / recall);
    }

    private double knowledge(int day) {
        double known = 0;
        for (int i = 0; i < seen; i++) {
            int elapsed = day - dayOf(cards[i].lastReviewMillis());
            known += curve.retrievability(elapsed, cards[i].stabilityDays());
        }
        return known;
    }

    private static int dueDay(CardView card) {
        return dayOf(card.dueMillis());
    }

    private static int dayOf(long millis) {
        return (int) (millis / DAY_MILLIS);
    }
}
