package dev.engram.analytics.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.analytics.domain.learner.StudiedCard;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.fsrs.simulation.DailyWork;
import dev.engram.fsrs.simulation.LapseFactors;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Recall;
import dev.engram.scheduler.exam.ExamCards;
import dev.engram.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant FIRST = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-10-01T09:00:00Z");
    private static final int CARDS = 150;
    private static final int DAYS = 60;
    private static final long SEED = 7;

    private final LearnerSetting setting = new LearnerSetting(Plan.DEFAULT, LearnerCalendar.DEFAULT, NOW);
    private final Random random = new Random(Seeds.one());

    @Test
    void shouldForecastMoreForALearnerWhoFailsTwiceAsOftenAsPredicted() {
        // given
        var studied = learner(2);
        // when
        var forecast = forecast(studied);
        // then
        var young = forecast.lapses().young();
        assertThat(young.n()).isGreaterThan(300);
        assertThat(young.lapses() / young.expected()).isBetween(1.5, 2.5);
        assertThat(young.factor()).isCloseTo((young.lapses() + 10) / (young.expected() + 10), within(1e-12));
        assertThat(studied(forecast.days())).isGreaterThan(1.05 * studied(model(studied)));
    }

    @Test
    void shouldForecastNearTheModelForALearnerWhoFailsAsPredicted() {
        // given
        var studied = learner(1);
        // when
        var forecast = forecast(studied);
        // then
        assertThat(forecast.lapses().young().factor()).isBetween(0.7, 1.3);
        double model = studied(model(studied));
        assertThat(studied(forecast.days())).isCloseTo(model, within(0.1 * model));
    }

    @Test
    void shouldForecastWhatTheModelDoesWithoutAnAnswerOfObservedRetention() {
        // given: answers on one day only, and cards never seen
        var cards = new ArrayList<StudiedCard>();
        for (int i = 0; i < 40; i++) {
            var card = new CardId(new UUID(5, i));
            cards.add(
                    i % 2 == 0
                            ? StudiedCard.neverAnswered(card, List.of())
                            : studied(card, CardHistory.EMPTY.apply(review(card, i, NOW, Rating.GOOD))));
        }
        // when
        var forecast = forecast(cards);
        // then
        assertThat(forecast.lapses().young().n()).isZero();
        assertThat(forecast.lapses().factors()).isEqualTo(LapseFactors.NONE);
        assertThat(forecast.days()).isEqualTo(model(cards));
    }

    private LearnerFigures.Forecast forecast(List<StudiedCard> cards) {
        var figures = LearnerFigures.forecast(setting, DAYS, SEED);
        cards.forEach(figures::add);
        return figures.result();
    }

    private List<DailyWork> model(List<StudiedCard> cards) {
        var states = cards.stream()
                .map(card -> card.folded().state())
                .filter(state -> !state.isNew())
                .toList();
        return LearnerFigures.dailyWork(
                setting, new ExamCards(states, cards.size() - states.size(), 0), DAYS, SEED, LapseFactors.NONE);
    }

    private static double studied(List<DailyWork> days) {
        return days.stream().mapToDouble(day -> day.cards().mean()).sum();
    }

    /** Cards that were studied when they fell due, each forgotten so many times as often as predicted. */
    private List<StudiedCard> learner(double factor) {
        var cards = new ArrayList<StudiedCard>();
        var recall = Recall.under(Plan.DEFAULT);
        for (int i = 0; i < CARDS; i++) {
            var card = new CardId(new UUID(4, i));
            var history = CardHistory.EMPTY;
            var state = CardState.NEW;
            var at = FIRST.plus(Duration.ofHours(i * 5L));
            for (int k = 0; at.isBefore(NOW) && k < 60; k++) {
                double forgotten = factor * (1 - recall.of(state, at));
                boolean inReview = state.intervalDays() > 0;
                var rating = inReview && random.nextDouble() < forgotten ? Rating.AGAIN : Rating.GOOD;
                history = history.apply(review(card, k, at, rating));
                state = CardFold.fold(history, Plan.DEFAULT, LearnerCalendar.DEFAULT);
                var due = state.dueAt();
                at = due == null ? NOW : due;
            }
            cards.add(studied(card, history));
        }
        return cards;
    }

    private static StudiedCard studied(CardId card, CardHistory history) {
        return new StudiedCard(card, List.of(), history, CardFold.of(history, Plan.DEFAULT, LearnerCalendar.DEFAULT));
    }

    private static ReviewRecorded review(CardId card, int number, Instant at, Rating rating) {
        var stamp = new Stamp(
                new EventId(new UUID(0x7000L, 0x8000000000000000L + number)),
                new LearnerId(new UUID(1, 1)),
                at,
                ZoneOffset.UTC,
                new ClientId("web"),
                number,
                at);
        return new ReviewRecorded(
                stamp, card, 1, rating, null, null, null, null, false, ReviewRecorded.Origin.LIVE, null, Set.of());
    }
}
