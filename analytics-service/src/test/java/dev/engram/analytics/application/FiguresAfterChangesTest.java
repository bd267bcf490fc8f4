package dev.engram.analytics.application;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.learner.LearningCurve;
import dev.engram.analytics.domain.learner.RetentionPeriod;
import dev.engram.events.CardAction;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.runtime.query.RunningProjections;
import dev.engram.testing.Generate;
import dev.engram.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every figure of learners and of their class, after each change of the past or of the deck, is the one that is computed from all events
 * by somebody who sees them for the first time.
 */
class FiguresAfterChangesTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final HorizonChoice DEFAULT = new HorizonChoice(null, null);
    private static final Instant YEAR_BEFORE = Instant.parse("2025-02-01T09:00:00Z");

    private final Random random = new Random(Seeds.one());
    private final ClassWorld world = new ClassWorld(random, 3, 5);
    private final List<DeckEvent> deckEvents = new ArrayList<>();
    private final List<LearnerEvent> events = new ArrayList<>();

    private static RunningProjections projections;

    @BeforeAll
    static void start() {
        projections = new RunningProjections();
    }

    @AfterAll
    static void stop() {
        projections.close();
    }

    @Test
    void shouldAnswerAsIfAllHadBeenThereFromTheBeginning() {
        // given
        change(world.deckEvents);
        append(world.events);
        assertFresh("the beginning");
        var learner = world.learners.getFirst();
        var first = events.stream()
                .filter(event -> event.stamp().learnerId().equals(learner))
                .filter(ReviewRecorded.class::isInstance)
                .map(ReviewRecorded.class::cast)
                .min(Comparator.comparing(review -> review.stamp().at()))
                .orElseThrow();

        // when, then
        record("an answer a year late", first.with(late(first.stamp()), Set.of()));
        record(
                "a first review taken back",
                new ReviewRetracted(
                        world.stamp(learner, ClassWorld.END),
                        first.cardId(),
                        first.stamp().eventId()));
        change(world.retagged(0, List.of(new Tag("history"), new Tag("ml::cnn"))));
        assertFresh("other tags");
        change(world.retired(1));
        assertFresh("a card retired");
        record("a member who left the class", new CohortLeft(now(world.learners.get(1)), world.cohort));
        record("the same who left the deck", new DeckLeft(now(world.learners.get(1)), world.deck));
        record("an erasure", new LearnerErased(now(world.learners.get(2))));
        record("nothing more of who was erased", first.with(now(world.learners.get(2)), Set.of()));
        record("a card suspended", new CardAction(now(learner), first.cardId(), CardAction.Action.SUSPEND, null));
        projections.rebuild();
        assertFresh("a rebuild");
    }

    private Stamp now(LearnerId learner) {
        return world.stamp(learner, ClassWorld.END);
    }

    private Stamp late(Stamp stamp) {
        var now = now(stamp.learnerId());
        return new Stamp(
                now.eventId(),
                now.learnerId(),
                YEAR_BEFORE,
                ZoneOffset.UTC,
                now.clientId(),
                now.clientSeq(),
                now.receivedAt());
    }

    private void record(String change, LearnerEvent event) {
        append(List.of(event));
        assertFresh(change);
    }

    private void append(List<? extends LearnerEvent> more) {
        more.stream()
                .collect(groupingBy(event -> event.stamp().learnerId()))
                .values()
                .forEach(ofOne -> wait(projections.append(ofOne)));
        events.addAll(more);
    }

    private void change(List<DeckEvent> more) {
        wait(projections.appendDeck(more));
        deckEvents.addAll(more);
    }

    private void wait(Position position) {
        assertThat(projections.queries().await(position, LONGEST)).isEqualTo(new CatchUpResult(true, false));
    }

    private void assertFresh(String change) {
        var fresh = new InMemoryProjectionQueries();
        fresh.appendDeck(deckEvents);
        fresh.append(Generate.shuffledWithRepeats(events, random));
        assertThat(figures(projections.queries()))
                .as("after " + change)
                .usingRecursiveComparison()
                .isEqualTo(figures(fresh));
    }

    /** Every figure by its name, or how it was refused. */
    private Map<String, Object> figures(ProjectionQueries queries) {
        var figures = new LinkedHashMap<String, Object>();
        for (var asOf : new Instant[] {ClassWorld.END, Instant.parse("2026-04-05T10:00:00Z")}) {
            for (var learner : world.learners) {
                var query = FigureReaderTest.query(learner, asOf, world.deck, Position.NONE);
                ofLearner(queries, query)
                        .forEach((name, outcome) ->
                                figures.put(name + " of " + learner + " as of " + asOf, only(outcome)));
            }
            ofClass(queries, asOf).forEach((name, outcome) -> figures.put(name + " as of " + asOf, only(outcome)));
        }
        return figures;
    }

    private Map<String, FigureOutcome<?>> ofLearner(ProjectionQueries queries, FigureQuery query) {
        var limits = FigureReaderTest.limits(1_000, 100, 10_000);
        var reader = new FigureReader(
                queries, FigureReaderTest.allBut(Set.of()), () -> ClassWorld.END, limits, Duration.ofSeconds(2));
        var learner = new LearnerFigures(reader, Level.Thresholds.DEFAULT);
        var figures = new LinkedHashMap<String, FigureOutcome<?>>();
        figures.put("tags", learner.tags(query, Horizon.DEFAULT));
        figures.put("decks", learner.decks(query, Horizon.DEFAULT));
        figures.put("trends", learner.trends(query, Horizon.DEFAULT));
        figures.put(
                "series",
                learner.series(
                        query,
                        Horizon.DEFAULT,
                        setting -> new LearnerFigures.DayRange(setting.today() - 40, setting.today() + 10)));
        figures.put("workload", learner.workload(query, 30));
        figures.put("distributions", learner.distributions(query));
        figures.put("activity", learner.activity(query));
        figures.put("retention", learner.retention(query));
        figures.put("answers", learner.answers(query, RetentionPeriod.ALL));
        figures.put("calibration", learner.calibration(query, RetentionPeriod.ALL));
        figures.put("calibration of tags", learner.calibrationOfTags(query, RetentionPeriod.YEAR));
        figures.put("curve", learner.curve(query));
        figures.put("attention", learner.attention(query));
        figures.put("cards", learner.cards(query, Horizon.DEFAULT));
        figures.put("changes", learner.changes(query, Horizon.DEFAULT, null));
        figures.put("forecast", learner.forecast(query, 20, 1));
        return figures;
    }

    private Map<String, CohortOutcome<?>> ofClass(ProjectionQueries queries, Instant asOf) {
        var limits = CohortFiguresTest.limits(10_000, 10_000);
        var figures = new LinkedHashMap<String, CohortOutcome<?>>();
        try (var reader = new CohortReader(
                queries, FigureReaderTest.allBut(Set.of()), () -> ClassWorld.END, limits, Duration.ofSeconds(2))) {
            var ofClass = new CohortFigures(reader, queries, Level.Thresholds.DEFAULT);
            var caller = new CallerToken(world.teacher, "token");
            var query = new CohortQuery(caller, world.cohort, world.deck, asOf, Position.NONE, false, Audience.TEACHER);
            figures.put("grid", ofClass.grid(query, DEFAULT));
            figures.put("table", ofClass.table(query, DEFAULT));
            figures.put("hardest cards", ofClass.hardestCards(query, 100));
            figures.put("risks", ofClass.risks(query));
            figures.put("struggling", ofClass.struggling(query));
            figures.put("one beside the class", ofClass.learner(query, world.learners.getFirst(), DEFAULT));
        }
        return figures;
    }

    private static Object only(FigureOutcome<?> outcome) {
        return switch (outcome) {
            case FigureOutcome.Known<?> known
            when known.figures() instanceof LearningCurve curve ->
                List.of(curve.points(), curve.growth(), curve.shape(LearningCurve.Thresholds.DEFAULT));
            case FigureOutcome.Known<?> known -> known.figures();
            default -> outcome;
        };
    }

    private static Object only(CohortOutcome<?> outcome) {
        return outcome instanceof CohortOutcome.Known<?> known ? known.figures() : outcome;
    }
}
