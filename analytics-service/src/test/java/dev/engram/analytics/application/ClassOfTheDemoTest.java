package dev.engram.analytics.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.analytics.demo.Demo;
import dev.engram.analytics.demo.DemoDeck;
import dev.engram.analytics.demo.Golden;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.cohort.ShownTag;
import dev.engram.analytics.domain.cohort.ShownTag.Figure;
import dev.engram.analytics.domain.cohort.ShownTag.ShownCount;
import dev.engram.analytics.domain.cohort.ShownTag.ShownFigure;
import dev.engram.events.ClientId;
import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A class of three: who has answered what the demo's learner has, who what the phone has, and who what the laptop has. */
class ClassOfTheDemoTest {
    private static final Instant JOINED = Instant.parse("2026-09-06T13:00:00Z");
    private static final Set<String> CLIENTS = Set.of("phone", "laptop");

    private final LearnerId teacher = new LearnerId(UUID.randomUUID());
    private final CohortId cohort = new CohortId(UUID.randomUUID());
    private final DemoDeck deck = new DemoDeck(new DeckId(UUID.randomUUID()), teacher);
    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();

    @Test
    void shouldHaveTheMeansThatTheReferenceComputes() {
        // given
        projections.appendDeck(deck.created());
        study(CLIENTS);
        CLIENTS.forEach(client -> study(Set.of(client)));
        for (var golden : Golden.tables()) {
            // when
            var rows = table(golden);
            // then
            var expected = golden.json().at("/figures/class");
            assertThat(rows).hasSameSizeAs(expected);
            for (int i = 0; i < rows.size(); i++) {
                assertAlike(rows.get(i), expected.get(i));
            }
        }
    }

    private static void assertAlike(ShownTag row, JsonNode expected) {
        assertThat(row.tag()).isEqualTo(expected.get("tag").asText());
        assertThat(row.learners())
                .isEqualTo(new ShownCount(expected.get("learners").asInt()));
        near(row.mean(), expected.get("mean"));
        near(row.sd(), expected.get("sd"));
        near(row.lowerQuartile(), expected.get("lowerQuartile"));
        near(row.median(), expected.get("median"));
        near(row.upperQuartile(), expected.get("upperQuartile"));
        near(row.coverage(), expected.get("coverage"));
    }

    private static void near(Figure figure, JsonNode expected) {
        assertThat(figure)
                .isInstanceOfSatisfying(
                        ShownFigure.class,
                        shown -> assertThat(shown.value()).isCloseTo(expected.asDouble(), Golden.TOLERANCE));
    }

    private List<ShownTag> table(Golden.Table golden) {
        var query = new CohortQuery(
                new CallerToken(teacher, "token"),
                cohort,
                deck.deckId(),
                golden.asOf(),
                Position.NONE,
                false,
                Audience.TEACHER);
        var limits = CohortFiguresTest.limits(1_000, 1_000);
        try (var reader = new CohortReader(
                projections, FigureReaderTest.allBut(Set.of()), Instant::now, limits, Duration.ofSeconds(2))) {
            var figures = new CohortFigures(reader, projections, Level.Thresholds.DEFAULT);
            var table = figures.table(query, new HorizonChoice(golden.horizon(), null));
            return ((CohortOutcome.Known<CohortFigures.Table>) table).figures().tags();
        }
    }

    /** Somebody joins and answers what these clients of the demo have answered. */
    private void study(Set<String> clients) {
        var learner = new LearnerId(UUID.randomUUID());
        var events = new ArrayList<LearnerEvent>();
        events.add(new DeckJoined(stamp(learner), deck.deckId()));
        events.add(new CohortJoined(stamp(learner), cohort));
        Demo.of(learner, deck::card).batches().stream()
                .flatMap(batch -> batch.reviews().stream())
                .filter(review -> clients.contains(review.stamp().clientId().value()))
                .forEach(events::add);
        projections.append(events);
    }

    private static Stamp stamp(LearnerId learner) {
        return new Stamp(new EventId(Ids.v7()), learner, JOINED, ZoneOffset.UTC, new ClientId("server"), 0, JOINED);
    }
}
