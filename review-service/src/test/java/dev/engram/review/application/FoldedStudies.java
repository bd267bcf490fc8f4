package dev.engram.review.application;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.LearnerStates;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Folds a list of events anew for every question; away when told. */
final class FoldedStudies implements Studies, RecordedHistory {
    private final LearnerCardProjection projection = new LearnerCardProjection("schedule");
    private final Supplier<List<LearnerEvent>> events;
    private final Map<CardId, String> quarantined = new HashMap<>();
    private boolean away;
    private int questions;

    FoldedStudies(Supplier<List<LearnerEvent>> events) {
        this.events = events;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    void quarantine(CardId card) {
        quarantined.put(card, "test");
    }

    /** How often something was asked, answered or not. */
    int questions() {
        return questions;
    }

    @Override
    public LearnerContext context(LearnerId learnerId) {
        var context = projection.initialContext();
        for (var event : eventsOf(learnerId)) {
            context = projection.applyContext(context, event);
        }
        return context;
    }

    @Override
    public LearnerStates states(LearnerId learnerId) {
        var states = new HashMap<CardId, CardState>();
        for (var event : eventsOf(learnerId)) {
            if (event instanceof CardEvent about && !quarantined.containsKey(about.cardId())) {
                states.computeIfAbsent(
                        about.cardId(), card -> card(learnerId, card).card().state());
            }
        }
        return new LearnerStates(context(learnerId), states, quarantined);
    }

    @Override
    public OneCard card(LearnerId learnerId, CardId cardId) {
        var context = context(learnerId);
        return new OneCard(context, projection.derive(fold(learnerId, cardId), context), quarantined.get(cardId));
    }

    @Override
    public CatchUpResult awaits(Position after, Duration atMost) {
        return new CatchUpResult(after.reviews().getOrDefault(0, -1L) < events.get().size(), false);
    }

    @Override
    public @Nullable Instant dataUpTo(LearnerId learnerId) {
        var own = eventsOf(learnerId);
        return own.isEmpty() ? null : own.getLast().stamp().receivedAt();
    }

    @Override
    public Position passed(LearnerId learnerId) {
        int held = eventsOf(learnerId).isEmpty() ? 0 : events.get().size();
        return held == 0 ? Position.NONE : Position.reviews(0, held - 1);
    }

    @Override
    public Map<CardId, CardRecord> of(LearnerId learnerId, Map<CardId, Set<EventId>> asked) {
        var records = new HashMap<CardId, CardRecord>();
        asked.forEach((card, ids) -> {
            var history = fold(learnerId, card).history();
            var present = new HashSet<>(ids);
            present.removeIf(id -> !history.recorded().containsKey(id)
                    && !history.retractions().containsKey(id));
            records.put(
                    card,
                    new CardRecord(
                            history.recorded().size(), history.retractions().size(), present));
        });
        return records;
    }

    private LearnerCard fold(LearnerId learnerId, CardId cardId) {
        var about = eventsOf(learnerId).stream()
                .filter(CardEvent.class::isInstance)
                .map(CardEvent.class::cast)
                .filter(event -> event.cardId().equals(cardId))
                .toList();
        return new LearnerCard(new LearnerCardKey(learnerId, cardId), CardHistory.EMPTY.applyAll(about), CardState.NEW, List.of());
    }

    private List<LearnerEvent> eventsOf(LearnerId learnerId) {
        questions++;
        if (away) {
            throw new IllegalStateException("away");
        }
        return events.get().stream()
                .filter(event -> event.stamp().learnerId().equals(learnerId))
                .toList();
    }
}
