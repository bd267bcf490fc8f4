package dev.engram.fsrs.simulation;

import dev.engram.fsrs.CardView;
import dev.engram.fsrs.CardViewFold;
import dev.engram.fsrs.ForgettingCurve;
import dev.engram.fsrs.Fuzz;
import dev.engram.fsrs.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Simulates days of study. Every answer is drawn from (seed, card, number of its answers before), so that two
 * plans are compared on the same draws. Deterministic; no clock. Without fuzz.
 *
 * <p>A day: cards due are reviewed in the order they fell due, up to the limit, what is left waits for the next day; then new
 * cards. A card in steps of less than a day is repeated on that day until it leaves them, at most 20 times. A card in review
 * is recalled with the probability that its memory state gives, changed by the {@link LapseFactors} of the learner.
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
    private static final int NONE = -1;

    private final SimulationSettings settings;
    private final double secondsPerDay;
    private final CardViewFold fold;
    private final ForgettingCurve curve;
    private final CardView[] cards; // those started before first, then the new ones
    private final int[] lastDay; // of each card, the study day of its last answer

    // cards by the day on which they fall due, first come first served: chains of indices
    private final int[] next;
    private final int[] first;
    private final int[] last;

    private int seen;
    private double seconds;

    private WorkloadSimulation(SimulationSettings settings) {
        this(settings, List.of(), Double.POSITIVE_INFINITY);
    }

    /**
     * Begins with cards that were studied before; they fall due in the order given.
     *
     * @param minutesPerDay most minutes of answers on a day; no card is begun beyond them
     */
    WorkloadSimulation(SimulationSettings settings, List<StartedCard> started, double minutesPerDay) {
        this.settings = settings;
        this.secondsPerDay = minutesPerDay * 60;
        this.fold = new CardViewFold(settings.weights(), settings.rules());
        this.curve = ForgettingCurve.of(settings.weights());
        this.seen = started.size();
        this.cards = new CardView[seen + settings.cards()];
        this.lastDay = new int[cards.length];
        this.next = new int[cards.length];
        this.first = new int[settings.days()];
        this.last = new int[settings.days()];
        Arrays.fill(first, NONE);
        Arrays.fill(last, NONE);
        for (int i = 0; i < seen; i++) {
            var card = started.get(i);
            cards[i] = CardView.of(
                    card.phase(),
                    card.step(),
                    card.stabilityDays(),
                    card.difficulty(),
                    card.lastReviewMillis(),
                    card.dueDay() * DAY_MILLIS);
            lastDay[i] = card.lastDay();
            enqueue(i, Math.max(0, card.dueDay()));
        }
    }

    /** The days of {@code settings}, in order. Time grows with days times cards. */
    public static List<Day> run(SimulationSettings settings) {
        var simulation = new WorkloadSimulation(settings);
        var days = new ArrayList<Day>(settings.days());
        for (int day = 0; day < settings.days(); day++) {
            var done = simulation.day(day);
            days.add(new Day(done.newCards(), done.reviews(), done.minutes(), simulation.knowledge(day)));
        }
        return List.copyOf(days);
    }

    /** What was done on a day. */
    record Done(int newCards, int reviews, double minutes) {}

    /** Studies the next day; the days must be given in order, from 0. */
    Done day(int day) {
        seconds = 0;
        int reviews = 0;
        while (hasRoom(reviews) && first[day] != NONE) {
            int index = first[day];
            first[day] = next[index];
            study(index, day);
            reviews++;
        }
        postpone(day);
        int introduced = 0;
        while (introduced < settings.newCardsPerDay() && seen < cards.length && hasRoom(reviews + introduced)) {
            cards[seen] = new CardView();
            study(seen++, day);
            introduced++;
        }
        return new Done(introduced, reviews, seconds / 60);
    }

    /** Lets the next day pass without study, in place of {@link #day}. */
    void rest(int day) {
        postpone(day);
    }

    private boolean hasRoom(int studied) {
        return studied < settings.reviewsPerDay() && seconds < secondsPerDay;
    }

    /** What is left comes before what falls due on the day after. */
    private void postpone(int day) {
        if (first[day] == NONE || day + 1 >= settings.days()) {
            return;
        }
        next[last[day]] = first[day + 1];
        last[day + 1] = first[day + 1] == NONE ? last[day] : last[day + 1];
        first[day + 1] = first[day];
    }

    private void enqueue(int index, int day) {
        if (day >= settings.days()) {
            return;
        }
        next[index] = NONE;
        if (first[day] == NONE) {
            first[day] = index;
        } else {
            next[last[day]] = index;
        }
        last[day] = index;
    }

    /** Answers a card until it is not due today. */
    private void study(int index, int day) {
        var card = cards[index];
        for (int i = 0; i < MOST_ANSWERS_A_DAY && dueDay(card) <= day; i++) {
            answer(card, index, day);
        }
        enqueue(index, Math.max(day + 1, dueDay(card)));
    }

    private void answer(CardView card, int index, int day) {
        double u = Fuzz.u(settings.seed(), index, card.reviews());
        int elapsed = card.phase() == Phase.NEW ? 0 : day - lastDay[index];
        var habits = settings.habits();
        int rating = switch (card.phase()) {
            case NEW -> habits.firstAnswers().rating(u);
            case LEARNING, RELEARNING -> habits.stepAnswers().rating(u);
            case REVIEW -> reviewed(u, recall(card, index, elapsed));
        };
        seconds += switch (card.phase()) {
            case NEW, LEARNING -> habits.learningSeconds().at(rating);
            case REVIEW -> habits.reviewSeconds().at(rating);
            case RELEARNING -> habits.relearningSeconds().at(rating);
        };
        fold.answer(card, day * DAY_MILLIS, elapsed, rating);
        lastDay[index] = day;
    }

    private double recall(CardView card, int index, int elapsed) {
        double predicted = curve.retrievability(elapsed, card.stabilityDays());
        return settings.habits().lapses().recall(predicted, dueDay(card) - lastDay[index]);
    }

    /** One draw decides recall and answer: the share of {@code u} above forgetting is spread over the answers. */
    private int reviewed(double u, double recall) {
        double forgotten = 1 - recall;
        return u < forgotten ? 1 : settings.habits().recalledAnswers().rating((u - forgotten) / recall);
    }

    private double knowledge(int day) {
        double known = 0;
        for (int i = 0; i < seen; i++) {
            known += curve.retrievability(day - lastDay[i], cards[i].stabilityDays());
        }
        return known;
    }

    /** The sum of recall over all cards seen, at a moment in days of 24 hours after that of day 0; fractions count. */
    double recallAt(double moment) {
        double known = 0;
        for (int i = 0; i < seen; i++) {
            double elapsed = moment - cards[i].lastReviewMillis() / (double) DAY_MILLIS;
            known += curve.retrievability(elapsed, cards[i].stabilityDays());
        }
        return known;
    }

    private static int dueDay(CardView card) {
        return (int) Math.floorDiv(card.dueMillis(), DAY_MILLIS);
    }
}
