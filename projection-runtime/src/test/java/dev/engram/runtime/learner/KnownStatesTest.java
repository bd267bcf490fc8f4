package dev.engram.runtime.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoClientSettings;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.projections.feed.Turn;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.store.Stored;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.testing.Generate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.UuidRepresentation;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.configuration.CodecRegistries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownStatesTest {
    private static final LearnerId LEARNER = Generate.learnerId(new Random(1));

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldHoldOfEachCardWhatWasWrittenLast(long seed) {
        // given
        var random = new Random(seed);
        var cards = Stream.generate(() -> Generate.cardId(random)).limit(400).toList();
        var expected = new HashMap<CardId, CardState>();
        var known = KnownStates.of(new Turn(1, 0), rows(cards.subList(0, 300), expected, random));

        for (int turn = 1; turn <= 30; turn++) {
            // when
            var changed = new ArrayList<>(cards);
            Collections.shuffle(changed, random);
            known = known.with(rows(changed.subList(0, random.nextInt(1, 40)), expected, random), turn);

            // then
            var held = new HashMap<CardId, CardState>();
            assertThat(known.each((rows, row) -> held.put(rows.card(row), rows.state(row)) == null))
                    .isTrue();
            assertThat(held).isEqualTo(expected);
            assertThat(known.turn()).isEqualTo(turn);
        }
        var asked = new ArrayList<CardId>();
        known.each(cards, (rows, row) -> asked.add(rows.card(row)));
        assertThat(asked).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    @Test
    void shouldReadWhyAStateCouldNotBeDerived() {
        // given
        var card = Generate.cardId(new Random(2));
        var rows = new StateRows(0);

        // when
        boolean first = rows.add(raw(row(Generate.cardId(new Random(3)), CardState.NEW)));
        boolean second = rows.add(raw(row(card, CardState.NEW).append(Stored.QUARANTINED, "größer als gedacht")));

        // then
        assertThat(first && second).isTrue();
        assertThat(rows.sorted().quarantined(rows.sorted().find(card))).isEqualTo("größer als gedacht");
        assertThat(rows.quarantined(0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phase", "step", "dueAt", "firstStudyDay", "suspended", "lastReview"})
    void shouldRefuseAStateThatLacksSomething(String field) {
        // given
        var random = new Random(4);
        var row = row(Generate.cardId(random), state(Generate.cardId(random), random));
        row.remove(field);
        var rows = new StateRows(1);

        // when
        boolean isAdded = rows.add(raw(row));

        // then
        assertThat(isAdded).isTrue();
        assertThat(catchThrowable(() -> rows.state(0))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void shouldRefuseARowWithAFieldOfAnotherType() {
        // given
        var row = row(Generate.cardId(new Random(5)), CardState.NEW);

        for (var damaged : Map.of("reviews", "two", "dueAt", 3, "cardId", "c", "phase", "LATE", "other", 1)
                .entrySet()) {
            var rows = new StateRows(1);
            // when
            boolean isAdded = rows.add(raw(new Document(row).append(damaged.getKey(), damaged.getValue())));
            // then
            assertThat(isAdded).as(damaged.getKey()).isFalse();
            assertThat(rows.size()).isZero();
        }
    }

    @Test
    void shouldReadAllFieldsOfTheIndex() {
        assertThat(StateRowFormat.names()).isEqualTo(LearnerCardMapping.covered());
    }

    private static StateRows rows(List<CardId> cards, Map<CardId, CardState> states, Random random) {
        var rows = new StateRows(1);
        for (var card : cards) {
            var state = state(card, random);
            states.put(card, state);
            assertThat(rows.add(raw(row(card, state)))).isTrue();
        }
        return rows;
    }

    private static CardState state(CardId card, Random random) {
        var history = CardHistory.EMPTY.applyAll(Generate.historyOf(LEARNER, card, 1 + random.nextInt(5), random));
        return CardFold.fold(history, Plan.DEFAULT, LearnerCalendar.DEFAULT);
    }

    private static Document row(CardId card, CardState state) {
        var row = new LearnerCardMapping().id(new LearnerCardKey(LEARNER, card));
        row.putAll(StateDocument.of(state));
        return row.append(Stored.EPOCH, 3L);
    }

    private static RawBsonDocument raw(Document row) {
        var codec = new DocumentCodec(CodecRegistries.withUuidRepresentation(
                MongoClientSettings.getDefaultCodecRegistry(), UuidRepresentation.STANDARD));
        return new RawBsonDocument(row, codec);
    }
}
