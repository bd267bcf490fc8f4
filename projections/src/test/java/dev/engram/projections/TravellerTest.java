package dev.engram.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.Stamp;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.DayActivity;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.testing.Generate;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A learner who studies every day flies from Tokyo to New York and on to Berlin, with three clients. */
class TravellerTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = LocalDate.parse("2026-05-01");
    private static final LearnerCardProjection CARDS = new LearnerCardProjection("cards");

    private final Random random = new Random(3);
    private final LearnerId learner = Generate.learnerId(random);
    private final CardId card = Generate.cardId(random);
    private final List<LearnerEvent> events = new ArrayList<>();

    private Stamp stamp(String client, ZonedDateTime at) {
        return new Stamp(
                new EventId(Generate.cardId(random).value()),
                learner,
                at.toInstant(),
                at.getOffset(),
                new ClientId(client),
                events.size(),
                at.toInstant().plusSeconds(client.equals("tablet") ? 86_400 : 1));
    }

    private void review(String client, ZonedDateTime at) {
        events.add(new ReviewRecorded(
                stamp(client, at), card, 1, Rating.GOOD, 1_000L, null, null, null, false, Origin.LIVE, null, Set.of()));
    }

    private void arrivesIn(ZoneId zone, ZonedDateTime at) {
        var plan = Plan.DEFAULT;
        events.add(new PlanChanged(
                stamp("phone", at.withZoneSameInstant(ZoneOffset.UTC)),
                new Plan(
                        plan.desiredRetention(),
                        plan.learningSteps(),
                        plan.relearningSteps(),
                        plan.maximumIntervalDays(),
                        plan.rolloverHour(),
                        zone,
                        plan.newCardsPerDay(),
                        plan.reviewsPerDay(),
                        plan.fuzz(),
                        plan.weights(),
                        plan.weightsVersion())));
    }

    /** Twice a day, in the morning on the phone and in the evening on the laptop, by local time; the tablet keeps Tokyo's. */
    private void studies(ZoneId zone, int fromDay, int toDay) {
        for (int day = fromDay; day <= toDay; day++) {
            var date = FIRST.plusDays(day);
            review("phone", date.atTime(8, 0).atZone(zone));
            review("laptop", date.atTime(21, 0).atZone(zone));
            review("tablet", date.atTime(21, 30).atZone(zone).withZoneSameInstant(TOKYO));
        }
    }

    private LearnerCard folded() {
        var fold = new LogFold<>(CARDS);
        for (int offset = 0; offset < events.size(); offset++) {
            assertThat(fold.apply(offset, events.get(offset))).isNull();
        }
        return fold.documents().get(new LearnerCardKey(learner, card)).state();
    }

    @Test
    void shouldHaveEveryDayOnceAndNoOther() {
        // given
        arrivesIn(TOKYO, FIRST.atTime(7, 0).atZone(TOKYO));
        studies(TOKYO, 0, 4);
        // leaves Tokyo on day 5 after studying there, arrives in New York in the morning of the same date
        review("phone", FIRST.plusDays(5).atTime(8, 0).atZone(TOKYO));
        arrivesIn(NEW_YORK, FIRST.plusDays(5).atTime(9, 30).atZone(NEW_YORK));
        review("laptop", FIRST.plusDays(5).atTime(21, 0).atZone(NEW_YORK));
        studies(NEW_YORK, 6, 9);
        // leaves New York in the evening of day 10, arrives in Berlin at noon of day 11
        review("phone", FIRST.plusDays(10).atTime(8, 0).atZone(NEW_YORK));
        arrivesIn(BERLIN, FIRST.plusDays(11).atTime(12, 0).atZone(BERLIN));
        review("laptop", FIRST.plusDays(11).atTime(21, 0).atZone(BERLIN));
        studies(BERLIN, 12, 14);

        // when
        var card = folded();

        // then: no day invented, none lost, so the streak is whole
        assertThat(card.days())
                .extracting(DayActivity::day)
                .containsExactlyElementsOf(LongStream.rangeClosed(
                                FIRST.toEpochDay(), FIRST.plusDays(14).toEpochDay())
                        .boxed()
                        .toList());
        long reviews = events.stream().filter(ReviewRecorded.class::isInstance).count();
        assertThat(card.days().stream().mapToInt(DayActivity::answers).sum()).isEqualTo((int) reviews);
        assertThat(card.days().stream().mapToLong(DayActivity::answerMillis).sum())
                .isEqualTo(reviews * 1_000);

        // when: the tablet was offline all the time, and everything arrives in another order
        Collections.shuffle(events, random);
        var again = folded();

        // then
        assertThat(again).isEqualTo(card);
    }

    @Test
    void shouldNeverGoBackADayOnTheWay() {
        // given: answers every hour of the flights, over the date line and back
        arrivesIn(TOKYO, FIRST.atTime(7, 0).atZone(TOKYO));
        arrivesIn(NEW_YORK, FIRST.plusDays(1).atTime(9, 30).atZone(NEW_YORK));
        arrivesIn(BERLIN, FIRST.plusDays(2).atTime(12, 0).atZone(BERLIN));
        arrivesIn(TOKYO, FIRST.plusDays(3).atTime(1, 0).atZone(BERLIN));
        for (int hour = 0; hour < 6 * 24; hour++) {
            review(
                    List.of("phone", "laptop", "tablet").get(hour % 3),
                    FIRST.atTime(8, 0).atZone(TOKYO).plusHours(hour));
        }

        // when
        var card = folded();

        // then
        var days = card.days().stream().map(DayActivity::day).toList();
        assertThat(days).isSorted().doesNotHaveDuplicates();
        assertThat(days.getLast() - days.getFirst()).isEqualTo(days.size() - 1L);
        assertThat(CardFold.trace(card.history(), Plan.DEFAULT, LearnerCalendar.of(TOKYO, 4)))
                .allMatch(step -> step.elapsedDays() == null || step.elapsedDays() >= 0);
    }
}
