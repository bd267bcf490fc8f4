package dev.engram.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.testing.Generate;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The counts of cards beside a plain count of the answers that count, day by day. */
class CardAnswersTest {

    /** Of a card and day: answers, those with a duration, and by opportunity the learners and those who failed. */
    private static final class Plain {
        private long answers;
        private long timed;
        private final long[] learners = new long[CardAnswers.OPPORTUNITIES];
        private final long[] failed = new long[CardAnswers.OPPORTUNITIES];
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldCountWhatAllLearnersAnswered(long seed) {
        // given
        var random = new Random(seed);
        var cards = Stream.generate(() -> Generate.cardId(random)).limit(3).toList();
        var log = new ArrayList<LearnerEvent>();
        var plain = new HashMap<AggregateKey, Plain>();
        for (int i = 0; i < 8; i++) {
            var learner = i < 5 ? Generate.learnerId(random) : new LearnerId(Ids.v8(new UUID(0, seed), "learner " + i));
            for (var card : cards) {
                var events = Generate.historyOf(learner, card, 1 + random.nextInt(40), random);
                log.addAll(Generate.shuffledWithRepeats(events, random));
                count(plain, learner, card, CardHistory.EMPTY.applyAll(events));
            }
        }
        // when
        var fold = new LogFold<>(new LearnerCardProjection("cards"));
        for (int offset = 0; offset < log.size(); offset++) {
            fold.apply(offset, log.get(offset));
        }
        var rows = Contributions.differences(CardAnswers.BY_WEEK, Map.of(), fold.documents());
        // then
        assertThat(rows.keySet()).isEqualTo(plain.keySet());
        rows.forEach((key, vector) -> {
            var counts = CardAnswers.read(vector);
            var expected = plain.getOrDefault(key, new Plain());
            assertThat(counts.answers()).as("%s", key).isEqualTo(expected.answers);
            assertThat(counts.timed()).isEqualTo(expected.timed);
            for (int k = 0; k < CardAnswers.OPPORTUNITIES; k++) {
                var opportunity = counts.opportunities().get(k);
                assertThat(opportunity.learners()).isEqualTo(expected.learners[k]);
                assertThat(opportunity.failed()).isEqualTo(expected.failed[k]);
                assertThat(opportunity.inReview()).isLessThanOrEqualTo(opportunity.learners());
                assertThat(opportunity.lapsed())
                        .isLessThanOrEqualTo(Math.min(opportunity.failed(), opportunity.inReview()));
            }
            // who answers a card for the first time is in no review
            assertThat(counts.opportunities().getFirst().inReview()).isZero();
        });
        assertThat(cards)
                .allSatisfy(card -> assertThat(CardAnswers.card(CardAnswers.subject(card, true)))
                        .isEqualTo(card));
    }

    private static void count(Map<AggregateKey, Plain> plain, LearnerId learner, CardId card, CardHistory history) {
        var byDay = new TreeMap<Long, List<ReviewRecorded>>();
        history.reviews().stream()
                .filter(review -> !review.practice())
                .forEach(review -> byDay.computeIfAbsent(
                                LearnerCalendar.DEFAULT.day(review.stamp().at()), _ -> new ArrayList<>())
                        .add(review));
        var subject = CardAnswers.subject(card, learner.isSimulated());
        int opportunity = 0;
        for (var day : byDay.entrySet()) {
            long monday = LocalDate.ofEpochDay(day.getKey())
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .toEpochDay();
            var counts = plain.computeIfAbsent(new AggregateKey(subject, monday), _ -> new Plain());
            counts.answers += day.getValue().size();
            counts.timed += day.getValue().stream()
                    .filter(review -> review.durationMs() != null)
                    .count();
            if (opportunity < CardAnswers.OPPORTUNITIES) {
                counts.learners[opportunity]++;
                counts.failed[opportunity] += day.getValue().getFirst().rating() == Rating.AGAIN ? 1 : 0;
                opportunity++;
            }
        }
    }
}
