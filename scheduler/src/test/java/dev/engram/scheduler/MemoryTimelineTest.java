package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.Plan;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryTimelineTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldSayOfEachMomentWhatTheFoldUpToItSays(long seed) {
        // given
        var random = new Random(seed);
        var recall = Recall.under(Plan.DEFAULT);
        for (int i = 0; i < 100; i++) {
            var events = Generate.historyOf(Generate.learnerId(random), Generate.cardId(random), 12, random);
            var history = CardHistory.EMPTY.applyAll(events);
            var timeline = MemoryTimeline.of(CardFold.of(history, Plan.DEFAULT, LearnerCalendar.DEFAULT));
            var moments = new ArrayList<>(
                    events.stream().map(event -> event.stamp().at()).toList());
            events.forEach(
                    event -> moments.add(event.stamp().at().plusMillis(random.nextLong(-90_000_000, 90_000_000))));
            for (var moment : moments) {
                // when
                var state = CardFold.fold(history.asOf(moment), Plan.DEFAULT, LearnerCalendar.DEFAULT);
                // then
                assertThat(timeline.isSeen(moment)).isEqualTo(!state.isNew());
                for (long days : new long[] {0, 1, 30}) {
                    var later = moment.plus(Duration.ofDays(days));
                    assertThat(timeline.recall(recall, moment, later)).isEqualTo(recall.of(state, later));
                }
            }
        }
    }
}
