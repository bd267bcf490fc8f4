package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.topic.Topics;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.limit.JobSlots;
import dev.engram.review.application.plan.PlanPreview;
import dev.engram.review.application.plan.StudyPlans;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlanPreviewTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T08:00:00Z"));

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();
    private final StubDirectory directory = new StubDirectory();

    private PlanPreview.Outcome preview(int mostCards) {
        var log = new ReviewLog(new InMemoryLog(projections), Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC);
        var preview = new PlanPreview(
                projections,
                directory.visible(CLOCK, Duration.ZERO),
                new StudyPlans(log, projections, CLOCK, Duration.ZERO),
                new JobSlots("history", new JobSlots.Limits(1, 0, 1, Duration.ZERO), new SimpleMeterRegistry()),
                CLOCK,
                mostCards);
        return preview.of(new CallerToken(learner, "token"), plan -> plan, 30);
    }

    @Test
    void shouldRefuseMoreCardsThanItMayHold() {
        // given
        var deck = new DeckId(Ids.v7());
        directory.knows(deck);
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(commit(deck, 0), learner, List.of("a"), "a"));
        for (int i = 0; i < 3; i++) {
            events.add(new CardAdded(
                    commit(deck, i + 1),
                    new CardId(Ids.v7()),
                    1,
                    i,
                    new CardContent("a" + i, null, List.of(), null, null)));
        }
        projections.appendDeck(events);
        // then
        assertThat(preview(3)).isInstanceOf(PlanPreview.Answer.class);
        assertThat(preview(2)).isEqualTo(new PlanPreview.TooManyCards(2));
    }

    private CommitStamp commit(DeckId deck, int index) {
        return new CommitStamp(deck, 1, index, 4, learner, CLOCK.instant());
    }
}
