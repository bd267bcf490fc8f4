package dev.engram.projections.learner;

import dev.engram.events.CardEvent;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.WeightsFitted;
import dev.engram.projections.Aggregate;
import dev.engram.projections.Projection;
import dev.engram.projections.UnappliedException;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.DayActivity;
import dev.engram.scheduler.LapseTest;
import java.util.List;
import java.util.Set;

/** The learner's cards: per card the whole history, and the memory state derived from it under the learner's plan. */
public final class LearnerCardProjection
        implements Projection<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> {

    /**
     * Most facts of one card. The entry refuses more than 10,000; what many writers at once bring past it is parked here, before
     * a document reaches the 16 MB that MongoDB allows (about 1 KB each).
     */
    static final int MOST_FACTS = 12_000;

    private static final int FOLD_VERSION = 6; // of each day the answers that are no practice

    private final String name;
    private final List<Aggregate<LearnerCardKey, LearnerCard>> aggregates;

    /** Counts the activity of learners only. @param name of the projection in its service, such as {@code schedule} */
    public LearnerCardProjection(String name) {
        this(name, List.of(Activity.BY_DAY));
    }

    /** @param aggregates what is counted */
    public LearnerCardProjection(String name, List<Aggregate<LearnerCardKey, LearnerCard>> aggregates) {
        this.name = name;
        this.aggregates = List.copyOf(aggregates);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int foldVersion() {
        return FOLD_VERSION;
    }

    @Override
    public String contextKey(LearnerEvent event) {
        return event.stamp().learnerId().text();
    }

    @Override
    public Set<LearnerCardKey> keys(LearnerEvent event) {
        return event instanceof CardEvent about
                ? Set.of(new LearnerCardKey(about.stamp().learnerId(), about.cardId()))
                : Set.of();
    }

    @Override
    public LearnerContext initialContext() {
        return LearnerContext.EMPTY;
    }

    @Override
    public LearnerContext applyContext(LearnerContext context, LearnerEvent event) {
        return switch (event) {
            case PlanChanged change -> context.apply(storable(change));
            case WeightsFitted fit -> context.apply(storable(fit));
            case DeckJoined joined -> context.apply(storable(joined));
            case DeckLeft left -> context.apply(storable(left));
            case CohortJoined joined -> context.apply(storable(joined));
            case CohortLeft left -> context.apply(storable(left));
            case CardEvent _, LearnerErased _ -> context;
        };
    }

    @Override
    public boolean rederives(LearnerContext before, LearnerContext after) {
        return !before.plan().schedulesLike(after.plan()) || !before.calendar().equals(after.calendar());
    }

    @Override
    public boolean isErasable() {
        return true;
    }

    @Override
    public boolean erases(LearnerEvent event) {
        return event instanceof LearnerErased;
    }

    @Override
    public LearnerCard initial(LearnerCardKey key) {
        return LearnerCard.underived(key, CardHistory.EMPTY);
    }

    @Override
    public LearnerCard apply(LearnerCard card, LearnerEvent event) {
        if (!(event instanceof CardEvent about)) {
            return card;
        }
        CardHistory history = card.history().apply(storable(about));
        int facts = history.size();
        if (facts > MOST_FACTS && facts > card.history().size()) {
            throw new UnappliedException(
                    "card-history-full",
                    "the card has %d events, more than %d cannot be kept".formatted(facts, MOST_FACTS));
        }
        return card.with(history);
    }

    @Override
    public LearnerCard derive(LearnerCard card, LearnerContext context) {
        var folded = CardFold.of(card.history(), context.plan(), context.calendar());
        return new LearnerCard(
                card.key(), card.history(), folded.state(), DayActivity.of(folded.steps()), LapseTest.of(folded));
    }

    @Override
    public LearnerCard underived(LearnerCard card) {
        return LearnerCard.underived(card.key(), card.history());
    }

    @Override
    public List<Aggregate<LearnerCardKey, LearnerCard>> aggregates() {
        return aggregates;
    }

    /** Refuses times that a store or a client cannot hold, so that they are parked, not stored. */
    private static <E extends LearnerEvent> E storable(E event) {
        UnappliedException.requireInRange(event.stamp().at(), "at");
        UnappliedException.requireInRange(event.stamp().receivedAt(), "receivedAt");
        if (event instanceof ReviewRecorded review && review.dueAt() != null) {
            UnappliedException.requireInRange(review.dueAt(), "dueAt");
        }
        return event;
    }
}
