package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardEvent;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.fsrs.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A preview is what the fold gives once the answer is in the history. */
class AnswerSchedulerTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final List<Duration> STEPS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private static Plan plan(Random random) {
        return new Plan(
                0.7 + random.nextInt(30) / 100.0,
                STEPS.subList(0, random.nextInt(3)),
                STEPS.subList(0, random.nextInt(3)),
                random.nextBoolean() ? 36_500 : 1 + random.nextInt(60),
                4,
                ZoneId.of("UTC"),
                20,
                200,
                random.nextBoolean(),
                Plan.DEFAULT.weights(),
                Plan.DEFAULT.weightsVersion());
    }

    private static CardState fold(List<CardEvent> events, Plan plan, LearnerCalendar calendar) {
        return CardFold.fold(CardHistory.EMPTY.applyAll(events), plan, calendar);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldShowWhatTheFoldGivesAfterThatAnswer(long seed) {
        var random = new Random(seed);
        for (int life = 0; life < 200; life++) {
            // given
            var plan = plan(random);
            var zone = List.of("UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin")
                    .get(random.nextInt(4));
            var calendar = LearnerCalendar.of(ZoneId.of(zone), random.nextInt(24));
            var scheduler = new AnswerScheduler(plan, calendar);
            var events = new ArrayList<CardEvent>();
            var at = START;
            for (int number = 1; number <= 12; number++) {
                at = at.plusMillis(random.nextBoolean() ? random.nextInt(900_000) : random.nextLong(40L * 86_400_000));
                var before = fold(events, plan, calendar);
                // when
                var previews = scheduler.previews(Reviews.CARD, before, at);
                // then
                for (var rating : Rating.values()) {
                    var answered = new ArrayList<>(events);
                    answered.add(Reviews.review(number, at.toString(), rating));
                    var after = fold(answered, plan, calendar);
                    assertThat(previews.get(rating))
                            .as("%s at %s after %s", rating, at, before)
                            .isEqualTo(new AnswerPreview(
                                    after.phase(),
                                    after.step(),
                                    after.stabilityDays(),
                                    after.difficulty(),
                                    after.dueAt(),
                                    after.phase() == Phase.REVIEW ? Due.studyDay(after, calendar) : null,
                                    Duration.between(at, after.dueAt())));
                }
                events.add(
                        random.nextInt(8) == 0
                                ? Reviews.practice(number, at.toString(), Rating.GOOD)
                                : Reviews.review(number, at.toString(), Rating.values()[random.nextInt(4)]));
            }
        }
    }

    @Test
    void shouldGiveTheSameIntervalsAtAnyHourOfAStudyDay() {
        // given
        var calendar = LearnerCalendar.DEFAULT;
        var scheduler = new AnswerScheduler(Plan.DEFAULT, calendar);
        var card = fold(List.of(Reviews.review(1, "2026-03-01T09:00:00Z", Rating.EASY)), Plan.DEFAULT, calendar);
        var day = calendar.day(Instant.parse("2026-03-09T12:00:00Z"));
        // when
        var first = scheduler.previews(Reviews.CARD, card, calendar.start(day));
        var last =
                scheduler.previews(Reviews.CARD, card, calendar.start(day + 1).minusMillis(1));
        // then
        for (var rating : Rating.values()) {
            assertThat(last.get(rating).interval()).isEqualTo(first.get(rating).interval());
            assertThat(last.get(rating).dueDay()).isEqualTo(first.get(rating).dueDay());
        }
    }
}
