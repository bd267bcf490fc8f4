package dev.engram.projections;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerEvent;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.DayActivity;
import dev.engram.testing.Generate;
import dev.engram.testing.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever several clients send in whatever order: one state, and that of the simple way to compute it. */
class ManyClientsPropertyTest {
    private static final int HISTORIES = 10_000;
    private static final LearnerCardProjection CARDS = new LearnerCardProjection("cards");

    /** What a fold comes to; epochs count how often contexts changed, which depends on the order. */
    private record Result(Map<LearnerCardKey, LearnerCard> cards, Map<String, LearnerContext> contexts) {}

    @Test
    void shouldGiveOneStateInAnyOrderThatIsTheOneOfTheSimpleFold() {
        long seed = Seeds.one();
        for (int i = 0; i < HISTORIES; i++) {
            // given
            var random = new Random(seed + i);
            var events = ManyClients.history(random);
            // when
            var inOrder = inBatches(List.of(events));
            var shuffled = inBatches(Generate.batches(Generate.shuffledWithRepeats(events, random), random));
            // then
            assertThat(shuffled).as("seed %d", seed + i).isEqualTo(inOrder);
            inOrder.cards().forEach((key, card) -> assertIsSimple(card, events, inOrder));
            assertThat(inOrder.cards()).hasSize(NaiveFold.cards(events).size());
        }
    }

    private static void assertIsSimple(LearnerCard card, List<LearnerEvent> events, Result result) {
        var key = card.key();
        var context = result.contexts().getOrDefault(key.learnerId().text(), LearnerContext.EMPTY);
        var expected = NaiveFold.of(events, key.cardId());
        var state = card.state();
        assertThat(card.history().reviews()).isEqualTo(expected.counting());
        assertThat(state.phase()).isEqualTo(expected.phase());
        assertThat(state.stabilityDays()).isEqualTo(expected.stabilityDays());
        assertThat(state.difficulty()).isEqualTo(expected.difficulty());
        assertThat(state.dueAt()).isEqualTo(expected.dueAt());
        assertThat(state.reviews()).isEqualTo(expected.reviews());
        assertThat(state.lapses()).isEqualTo(expected.lapses());
        assertThat(state.overrides().suspended()).isEqualTo(expected.suspended());
        assertThat(state.overrides().buriedUntil()).isEqualTo(expected.buriedUntil());
        assertThat(card.days().stream().collect(toMap(DayActivity::day, DayActivity::answers)))
                .isEqualTo(expected.answersByDay());
        assertThat(CardFold.trace(card.history(), context.plan(), context.calendar()))
                .allMatch(step -> step.elapsedDays() == null || step.elapsedDays() >= 0);
    }

    /** Each batch over what the one before has stored, as the runner does it. */
    private static Result inBatches(List<List<LearnerEvent>> batches) {
        var contexts = new HashMap<String, ProjectedContext<LearnerContext>>();
        var documents = new HashMap<LearnerCardKey, Projected<LearnerCard>>();
        for (var batch : batches) {
            var fold = new LogFold<>(CARDS, contexts, documents, Set.of());
            for (int offset = 0; offset < batch.size(); offset++) {
                assertThat(fold.apply(offset, batch.get(offset))).isNull();
            }
            documents.putAll(fold.documents());
            contexts.putAll(fold.contexts());
        }
        // what an earlier batch derived under an older plan is derived again, between batches
        return new Result(
                documents.values().stream()
                        .map(document -> CARDS.derive(
                                document.state(),
                                contexts.containsKey(document.contextKey())
                                        ? contexts.get(document.contextKey()).context()
                                        : LearnerContext.EMPTY))
                        .collect(toMap(LearnerCard::key, card -> card)),
                contexts.entrySet().stream()
                        .collect(toMap(
                                Map.Entry::getKey, entry -> entry.getValue().context())));
    }
}
