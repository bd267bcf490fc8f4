package dev.engram.analytics.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.application.FigureOutcome.Known;
import dev.engram.analytics.demo.Demo;
import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.Position;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.runtime.query.RunningProjections;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealDemoStatesTest extends DemoStatesConformance {

    private static RunningProjections projections;

    @BeforeAll
    static void start() {
        projections = new RunningProjections();
    }

    @AfterAll
    static void stop() {
        projections.close();
    }

    @Override
    protected ProjectionQueries queries() {
        return projections.queries();
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        return projections.append(events);
    }

    @Test
    void shouldAskTheDatabaseFewTimesForAMasteryTable() {
        // given
        var learner = new LearnerId(UUID.randomUUID());
        var deck = new DeckId(UUID.randomUUID());
        var written = append(Demo.of(learner).batches().getFirst().reviews())
                .and(projections.appendDeck(largeDeck(deck, learner)));
        assertThat(read(figures(), learner, written).caughtUp()).isTrue();
        var reader = figures();
        projections.takeCommands();
        // when
        var answer = read(reader, learner, Position.NONE);
        // then
        assertThat(answer.figures())
                .singleElement()
                .satisfies(row -> assertThat(row.cards()).isEqualTo(600));
        assertThat(answer.dataUpTo()).isNotNull();
        // with the states, which have just been read, it would be one more
        assertThat(projections.takeCommands()).hasSize(5);
        // and the cards of a version of a deck are not read a second time
        assertThat(read(reader, learner, Position.NONE).figures())
                .singleElement()
                .satisfies(row -> assertThat(row.cards()).isEqualTo(600));
        assertThat(projections.takeCommands()).hasSize(4).noneMatch(command -> command.contains("content.tags"));
    }

    private LearnerFigures figures() {
        return new LearnerFigures(
                new FigureReader(
                        queries(),
                        FigureReaderTest.allBut(Set.of()),
                        InstantSource.system(),
                        FigureReaderTest.limits(1_000, 100, 1_000),
                        Duration.ofSeconds(30)),
                Level.Thresholds.DEFAULT);
    }

    private static Known<List<TagMastery>> read(LearnerFigures figures, LearnerId learner, Position after) {
        var query = FigureReaderTest.query(learner, null, null, after);
        return (Known<List<TagMastery>>) figures.tags(query, Horizon.DEFAULT);
    }

    /** More cards than MongoDB puts into a first answer by itself. */
    private static List<DeckEvent> largeDeck(DeckId deck, LearnerId owner) {
        var content = new CardContent("Why?", null, List.of(new Tag("attention")), null, null);
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(stamp(deck, owner, 0), owner, List.of("ML"), "ML"));
        for (int i = 1; i <= 600; i++) {
            events.add(new CardAdded(stamp(deck, owner, i), Demo.card(i), 1, i - 1, content));
        }
        return events;
    }

    private static CommitStamp stamp(DeckId deck, LearnerId owner, int index) {
        return new CommitStamp(deck, 1, index, 601, owner, Instant.parse("2026-09-06T12:00:00Z"));
    }
}
