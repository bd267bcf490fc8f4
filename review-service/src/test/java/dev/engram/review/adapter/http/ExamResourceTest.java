package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.review.application.ExamForecasts.Topic;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExamResourceTest {
    @Test
    void shouldNameTheTagOnlyWhereOneWasSent() {
        // given
        var deck = new DeckId(new UUID(1, 1));
        // then
        assertThat(ExamResource.noCards(new Topic(null, Tag.of("a"))).problem().field())
                .isEqualTo("tag");
        assertThat(ExamResource.noCards(new Topic(deck, null)).problem()).satisfies(problem -> {
            assertThat(problem.field()).isNull();
            assertThat(problem.detail()).isEqualTo("The deck has no card");
        });
        assertThat(ExamResource.noCards(new Topic(null, null)).problem().detail())
                .isEqualTo("The decks that you study have no card");
    }
}
