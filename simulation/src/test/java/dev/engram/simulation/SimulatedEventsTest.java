package dev.engram.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.CardAdded;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.EventCodec;
import dev.engram.events.codec.LearnerEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedEventsTest {
    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");
    private static final EventCodec<LearnerEvent> CODEC = LearnerEvents.codec();

    @ParameterizedTest
    @EnumSource
    void shouldTellTheSameHistoriesAsTheReviews(Scheduling scheduling) {
        // given
        var simulation = new Simulation(new Scenario(World.FSRS, scheduling, Choice.ABILITY), Size.CI, 11);
        var events = new SimulatedEvents(simulation, START);
        Map<Long, SimulatedReview> expected = new HashMap<>();
        simulation.reviewsOf(7, review -> expected.put(review.atMillis() << 8 | review.card(), review));

        // when
        List<ReviewRecorded> recorded = new ArrayList<>();
        for (var event : events.of(7)) {
            if (event instanceof ReviewRecorded review) {
                recorded.add(review);
            }
        }

        // then
        assertThat(recorded)
                .hasSameSizeAs(expected.values())
                .isSortedAccordingTo((a, b) -> a.stamp().compareTo(b.stamp()));
        Map<EventId, ReviewRecorded> byId = new HashMap<>();
        recorded.forEach(review -> byId.put(review.stamp().eventId(), review));
        assertThat(byId).hasSameSizeAs(recorded);
        for (int card = 0; card < Size.CI.cards(); card++) {
            var cardId = events.cardId(card);
            for (var review : recorded) {
                if (review.cardId().equals(cardId)) {
                    long at = Duration.between(START, review.stamp().at()).toMillis();
                    var twin = expected.get(at << 8 | card);
                    assertThat(review.rating()).isEqualTo(twin.rating());
                    assertThat(review.basedOn() == null).isEqualTo(twin.index() == 0);
                    if (review.basedOn() != null) {
                        var base = byId.get(review.basedOn());
                        assertThat(base.cardId()).isEqualTo(cardId);
                        assertThat(Duration.between(
                                                base.stamp().at(),
                                                review.stamp().at())
                                        .toMillis())
                                .isEqualTo(twin.elapsedMillis());
                        assertThat(Duration.between(base.stamp().at(), review.dueAt())
                                        .toMillis())
                                .isEqualTo(twin.plannedMillis());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldPassThroughTheCodecOfTheContract(World world) {
        // given
        var events = new SimulatedEvents(
                new Simulation(new Scenario(world, Scheduling.POLICY, Choice.UNIFORM), Size.CI, 3), START);
        List<LearnerEvent> written = new ArrayList<>(events.of(0));
        written.addAll(events.of(1));
        var ids = new HashSet<EventId>();

        for (var event : written) {
            // when
            var encoded = CODEC.encode(event);
            var decoded = CODEC.decode(encoded.headers(), encoded.value());

            // then
            assertThat(ids.add(event.stamp().eventId())).isTrue();
            assertThat(Ids.isV7(event.stamp().eventId().value())).isTrue();
            assertThat(decoded).isEqualTo(new Decoded.Event<>(event));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LL")
    void shouldWriteOneDeckWithTheTagsOfTheTruth(World world) {
        // given
        var simulation = new Simulation(new Scenario(world, Scheduling.FIXED, Choice.UNIFORM), Size.CI, 3);

        // when
        var deck = new SimulatedEvents(simulation, START).deck();

        // then
        assertThat(deck).hasSize(201);
        assertThat(deck.getLast().stamp().last()).isTrue();
        double[] h = new double[1];
        var fifth = (CardAdded) deck.get(5);
        fifth.content()
                .tags()
                .forEach(tag -> h[0] +=
                        simulation.truth().h(Integer.parseInt(tag.value().substring(3)))
                                / fifth.content().tags().size());
        assertThat(h[0]).isCloseTo(simulation.truth().meanTagHardness(4), within(1e-12));
    }
}
