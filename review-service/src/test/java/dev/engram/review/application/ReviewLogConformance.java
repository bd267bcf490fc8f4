package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import dev.engram.testing.Generate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every log of reviews keeps to. */
public abstract class ReviewLogConformance {
    private final Random random = new Random();

    protected abstract ReviewLog log();

    /** The events of the log, oldest first. */
    protected abstract List<LearnerEvent> read();

    private List<LearnerEvent> events(int count) {
        return List.copyOf(Generate.reviewsOf(Generate.learnerId(random), Generate.cardId(random), count, random));
    }

    @Test
    void shouldKeepTheEventsOfALearnerInOrder() {
        // given
        var events = events(5);

        // when
        log().append(events.subList(0, 2));
        log().append(events.subList(2, 5));

        // then
        assertThat(read()).containsExactlyElementsOf(events);
    }

    @Test
    void shouldAnswerTheOffsetOfTheLastEvent() {
        // given
        var events = events(5);

        // when
        var first = log().append(events.subList(0, 3));
        var second = log().append(events.subList(3, 5));

        // then
        assertThat(first.reviews()).hasSize(1);
        assertThat(offset(second) - offset(first)).isEqualTo(2);
        assertThat(second.reviews().firstKey()).isEqualTo(first.reviews().firstKey());
    }

    private static long offset(Position position) {
        return position.reviews().firstEntry().getValue();
    }
}
