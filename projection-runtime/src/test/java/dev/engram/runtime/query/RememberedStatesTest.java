package dev.engram.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.projections.Position;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.LearnerStates;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.runtime.learner.LearnerLives;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States that are remembered between requests are those that the database holds. */
class RememberedStatesTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static RunningProjections running;

    @BeforeAll
    static void start() {
        running = new RunningProjections();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldAnswerAsWithoutMemoryAfterAnyEvents(long seed) {
        // given: reviews, actions, retractions, conflicts, changes of plan and memberships, repeated and in any order
        var random = new Random(seed);
        var learner = Generate.learnerId(random);
        var cards = Stream.generate(() -> Generate.cardId(random)).limit(6).toList();
        var decks = List.of(new DeckId(Generate.cardId(random).value()));
        var events = Generate.shuffledWithRepeats(LearnerLives.of(learner, cards, decks, random), random);

        for (int from = 0, to; from < events.size(); from = to) {
            // when
            to = Math.min(events.size(), from + 1 + random.nextInt(events.size() / 4));
            append(events.subList(from, to));

            // then
            assertSame(learner, cards, random);
        }
    }

    @Test
    void shouldAnswerFromTheNewGenerationAfterARebuild() {
        // given
        var random = new Random(21);
        var learner = Generate.learnerId(random);
        var cards = List.of(Generate.cardId(random), Generate.cardId(random));
        for (var card : cards) {
            append(Generate.historyOf(learner, card, 9, random));
        }
        assertSame(learner, cards, random);

        // when
        running.rebuild();

        // then
        assertSame(learner, cards, random);
        append(Generate.reviewsOf(learner, cards.getFirst(), 3, random));
        assertSame(learner, cards, random);
    }

    @Test
    void shouldForgetWhoIsErased() {
        // given
        var random = new Random(22);
        var learner = Generate.learnerId(random);
        var cards = List.of(Generate.cardId(random));
        append(Generate.reviewsOf(learner, cards.getFirst(), 4, random));
        assertThat(states(running.queries(), learner, new CardSelection.All()).states())
                .hasSize(1);

        // when
        var now = Instant.parse("2026-03-01T00:00:00Z");
        append(List.of(new LearnerErased(
                new Stamp(new EventId(Ids.v7()), learner, now, ZoneOffset.UTC, new ClientId("server"), 0, now))));

        // then
        assertThat(states(running.queries(), learner, new CardSelection.All()).states())
                .isEmpty();
        assertThat(states(running.queries(), learner, new CardSelection.Of(cards))
                        .states())
                .isEmpty();
    }

    @Test
    void shouldReadOnlyTheDocumentsThatWereWrittenSince() {
        // given
        var random = new Random(23);
        var learner = Generate.learnerId(random);
        var cards =
                IntStream.range(0, 20).mapToObj(_ -> Generate.cardId(random)).toList();
        for (var card : cards) {
            append(Generate.reviewsOf(learner, card, 2, random));
        }
        states(running.queries(), learner, new CardSelection.All());

        // when
        running.takeCommands();
        states(running.queries(), learner, new CardSelection.All());
        var unchanged = running.takeCommands();
        append(Generate.reviewsOf(learner, cards.getFirst(), 1, random));
        running.takeCommands();
        states(running.queries(), learner, new CardSelection.All());
        var changed = running.takeCommands();

        // then: pointers, context and checkpoint, and then one question more
        assertThat(unchanged).hasSize(3).noneMatch(RememberedStatesTest::readsDocuments);
        assertThat(changed.stream().filter(RememberedStatesTest::readsDocuments))
                .singleElement()
                .asString()
                .contains("turn");
    }

    private static boolean readsDocuments(String command) {
        return command.matches("(?s).*\"find\": \"learner-cards\\.g\\d+\".*");
    }

    private static void append(List<? extends LearnerEvent> events) {
        Position last = running.append(events);
        assertThat(running.queries().await(last, LONG).caughtUp()).isTrue();
    }

    private static void assertSame(LearnerId learner, List<CardId> cards, Random random) {
        var moment = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(24 * 400)));
        for (var which : List.of(
                new CardSelection.All(),
                new CardSelection.Of(cards.subList(0, 1 + random.nextInt(cards.size()))),
                new CardSelection.AsOf(moment))) {
            assertThat(states(running.queries(), learner, which))
                    .as("%s", which)
                    .isEqualTo(states(running.withoutMemory(), learner, which));
        }
    }

    private static LearnerStates states(ProjectionQueries queries, LearnerId learner, CardSelection which) {
        return queries.within(scope -> scope.learners().states(learner, which));
    }
}
