package dev.engram.analytics.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.learner.CardAnswer.NotCounted;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.testing.Generate;
import dev.engram.testing.Seeds;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CardAnswerTest {
    private static final LearnerCalendar UTC = LearnerCalendar.DEFAULT;

    private static CardFold.Folded folded(CardHistory history) {
        return CardFold.of(history, Plan.DEFAULT, UTC);
    }

    @Test
    void shouldSayOfEachAnswerWhatObservedRetentionCountsOfIt() {
        var random = new Random(Seeds.one());
        for (int i = 0; i < 300; i++) {
            // given: with retractions, resets, practice and clocks that had lost their time
            LearnerId learner = Generate.learnerId(random);
            CardId card = Generate.cardId(random);
            List<CardEvent> events = Generate.historyOf(learner, card, 1 + random.nextInt(12), random);
            var history = CardHistory.EMPTY.applyAll(events);
            var folded = folded(history);
            // when
            var answers = CardAnswer.of(history, folded);
            // then: all of them, in their order
            assertThat(answers).hasSize(history.recorded().size());
            assertThat(answers).extracting(answer -> answer.review().stamp()).isSorted();
            assertThat(answers.stream().filter(CardAnswer::counted)).hasSize(history.answers());
            assertThat(answers.stream().filter(CardAnswer::inRetention))
                    .hasSameSizeAs(RetentionAnswer.of(folded))
                    .allMatch(CardAnswer::counted);
            for (var answer : answers) {
                assertThat(answer.reason() == null).isEqualTo(answer.inRetention());
                assertThat(answer.reason() == NotCounted.RETRACTED)
                        .isEqualTo(history.retracted()
                                .contains(answer.review().stamp().eventId()));
                assertThat(answer.reason() == NotCounted.PRACTICE)
                        .isEqualTo(answer.step() != null && answer.review().practice());
            }
            // and: pages of three hold each once
            var page = CardAnswer.Page.of(answers, 3, null);
            var read = List.copyOf(page.answers());
            while (page.earlier() > 0) {
                page = CardAnswer.Page.of(
                        answers, 3, page.answers().getFirst().review().stamp().eventId());
                read = Stream.concat(page.answers().stream(), read.stream()).toList();
            }
            assertThat(read).isEqualTo(answers);
        }
    }
}
