package dev.engram.runtime.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.DeckEvent;
import dev.engram.projections.UnappliedException;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueProjectionTest {

    private final CatalogueProjection projection = new CatalogueProjection();
    private final CatalogueMapping mapping = new CatalogueMapping();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotDependOnHowOftenARelayWasCutOff(long seed) {
        // given
        var random = new Random(seed);
        var events = DeckStories.deck(random, 30);
        // when
        var relayed = DeckStories.relayedWithInterruptions(events, random);
        // then
        assertThat(relayed).hasSizeGreaterThan(events.size());
        assertThat(deck(relayed)).isEqualTo(deck(events));
        assertThat(cards(relayed)).isEqualTo(cards(events));
        assertThat(deck(events).completeVersion()).isEqualTo(30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldFoldACardFromItsEventsInAnyOrder(long seed) {
        // given
        var random = new Random(seed);
        var events = DeckStories.deck(random, 30);
        var shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(0, events.size() / 2));
        // when
        Collections.shuffle(shuffled, random);
        // then
        assertThat(cards(shuffled)).isEqualTo(cards(events));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldStudyExactlyTheCardsWhoseLatestEventDidNotRetireThem(long seed) {
        // given
        var events = DeckStories.deck(new Random(seed), 60);
        // when
        var cards = cards(events);
        // then
        cards.forEach((card, facts) -> {
            var latest = events.stream()
                    .filter(event -> projection.keys(event).contains(card))
                    .reduce((one, later) -> later)
                    .orElseThrow();
            assertThat(facts.retired()).isEqualTo(latest instanceof CardRetired);
        });
        assertThat(cards.values()).extracting(CardFacts::retired).contains(true, false);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotApplyWhatComesAfterAMissingEvent(long seed) {
        // given
        var random = new Random(seed);
        var events = new ArrayList<>(DeckStories.deck(random, 20));
        int lost = random.nextInt(events.size() - 1);
        // when
        events.remove(lost);
        var stop = catchThrowable(() -> deck(events));
        // then
        assertThat(stop).isInstanceOf(UnappliedException.class).hasMessageContaining("missing");
    }

    @Test
    void shouldCountAVersionAsHeldOnlyWhenAllItsEventsAre() {
        // given
        var events = DeckStories.deck(new Random(5), 12);
        // when
        var progress = DeckProgress.NONE;
        for (var event : events) {
            progress = progress.apply(event);
            // then
            long held = event.stamp().last()
                    ? event.stamp().version()
                    : event.stamp().version() - 1;
            assertThat(progress.completeVersion()).isEqualTo(held);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldReadBackWhatItStoresStepByStep(long seed) {
        // given
        var events = DeckStories.deck(new Random(seed), 25);
        var stored = new HashMap<CardId, Document>();
        var states = new HashMap<CardId, CardFacts>();
        // when
        for (var event : events) {
            for (var key : projection.keys(event)) {
                var before = states.get(key);
                var after = projection.apply(before == null ? projection.initial(key) : before, event);
                if (before == null) {
                    stored.put(key, mapping.insert(key, after));
                } else {
                    var update = mapping.update(key, before, after);
                    assertThat(update.isEmpty()).isEqualTo(before.equals(after));
                    stored.get(key).putAll(update.get("$set", new Document()));
                }
                states.put(key, after);
            }
        }
        // then
        stored.forEach(
                (key, document) -> assertThat(mapping.state(key, document)).isEqualTo(states.get(key)));
        assertThat(states).hasSizeGreaterThan(5);
        var progress = deck(events);
        assertThat(mapping.context(mapping.insertContext(progress))).isEqualTo(progress);
        assertThat(mapping.context(mapping.insertContext(DeckProgress.NONE))).isEqualTo(DeckProgress.NONE);
    }

    private DeckProgress deck(List<DeckEvent> events) {
        var progress = projection.initialContext();
        for (var event : events) {
            progress = projection.applyContext(progress, event);
        }
        return progress;
    }

    private Map<CardId, CardFacts> cards(List<DeckEvent> events) {
        var cards = new HashMap<CardId, CardFacts>();
        for (var event : events) {
            for (var key : projection.keys(event)) {
                cards.put(key, projection.apply(cards.getOrDefault(key, projection.initial(key)), event));
            }
        }
        return cards;
    }
}
