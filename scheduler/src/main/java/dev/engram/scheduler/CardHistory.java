package dev.engram.scheduler;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.EventId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything one learner did with one card: grow-only maps of events, the same for any order, batches and number of copies of the
 * events. Of copies with one id the one with the smallest (receivedAt, canonical bytes) is kept, whichever arrived first.
 * The caller ensures that all events are of one learner and one card.
 *
 * @param recorded reviews by their id, retracted ones included
 * @param actions actions by their id, retracted ones included
 * @param retractions by their own id (not that of what they take back, which may not have arrived)
 * @param conflicts ids under which different events arrived: copies that differ in more than what the server adds when it
 *     takes an event ({@code receivedAt} and {@code flags}), or events of different types
 */
public record CardHistory(
        Map<EventId, ReviewRecorded> recorded,
        Map<EventId, CardAction> actions,
        Map<EventId, ReviewRetracted> retractions,
        Set<EventId> conflicts) {
    /** An empty history. */
    public static final CardHistory EMPTY = new CardHistory(Map.of(), Map.of(), Map.of(), Set.of());

    public CardHistory {
        recorded = OverlayMap.copyOf(recorded);
        actions = OverlayMap.copyOf(actions);
        retractions = OverlayMap.copyOf(retractions);
        conflicts = Set.copyOf(conflicts);
    }

    /** This history and one event more. */
    public CardHistory apply(CardEvent event) {
        return applyAll(List.of(event));
    }

    /** This history and {@code events}, in any order. Itself if nothing in it changes. */
    public CardHistory applyAll(Collection<? extends CardEvent> events) {
        var next = new Builder(this);
        events.forEach(next::add);
        return next.changes();
    }

    /** Number of events kept. */
    public int size() {
        return recorded.size() + actions.size() + retractions.size();
    }

    /** All events kept, in no particular order. */
    public Stream<CardEvent> all() {
        return Stream.of(recorded, actions, retractions).flatMap(events -> events.values().stream());
    }

    /** The reviews that count, oldest first by {@link dev.engram.events.Stamp#compareTo}, practice included. */
    public List<ReviewRecorded> reviews() {
        return sorted(counting(recorded, retracted()));
    }

    /** The reviews and actions that count, in the order of the fold, practice included. */
    List<CardEvent> timeline() {
        var retracted = retracted();
        var events = new ArrayList<CardEvent>(counting(recorded, retracted));
        events.addAll(counting(actions, retracted));
        return sorted(events);
    }

    private <E extends CardEvent> List<E> counting(Map<EventId, E> events, Set<EventId> retracted) {
        var counting = new ArrayList<E>(events.size());
        for (var event : events.values()) {
            if (!retracted.contains(event.stamp().eventId()) && counts(event)) {
                counting.add(event);
            }
        }
        return counting;
    }

    private static <E extends CardEvent> List<E> sorted(List<E> events) {
        events.sort(Comparator.comparing(CardEvent::stamp));
        return List.copyOf(events);
    }

    /** Ids of the reviews and actions taken back, arrived or not. */
    public Set<EventId> retracted() {
        var taken = new HashSet<EventId>();
        for (var retraction : retractions.values()) {
            if (counts(retraction)) {
                taken.add(retraction.review());
            }
        }
        return taken;
    }

    /**
     * The history as far as it had happened at {@code moment}: reviews and actions with {@code at <= moment}. Retractions
     * known now all apply, since what was taken back was a mistake then, too.
     */
    public CardHistory asOf(Instant moment) {
        Predicate<CardEvent> later = event -> event.stamp().at().isAfter(moment);
        var reviews = new HashMap<>(recorded);
        var done = new HashMap<>(actions);
        boolean changed = reviews.values().removeIf(later) | done.values().removeIf(later);
        return changed ? new CardHistory(reviews, done, retractions, conflicts) : this;
    }

    /** Events of different types with one id are copies with one identity, and the smallest counts. */
    private boolean counts(CardEvent event) {
        var id = event.stamp().eventId();
        return precedes(event, recorded.get(id))
                && precedes(event, actions.get(id))
                && precedes(event, retractions.get(id));
    }

    private static boolean precedes(CardEvent event, @Nullable CardEvent rival) {
        return rival == null || rival == event || DuplicateEvents.isSmaller(event, rival);
    }

    /** Takes in a batch without a version per event. */
    private static final class Builder {
        private final CardHistory before;
        private final Map<EventId, ReviewRecorded> recorded = new HashMap<>();
        private final Map<EventId, CardAction> actions = new HashMap<>();
        private final Map<EventId, ReviewRetracted> retractions = new HashMap<>();
        private final Set<EventId> conflicts = new HashSet<>();

        private Builder(CardHistory before) {
            this.before = before;
        }

        private void add(CardEvent event) {
            switch (event) {
                case ReviewRecorded review -> keepSmallest(before.recorded, recorded, review);
                case CardAction action -> keepSmallest(before.actions, actions, action);
                case ReviewRetracted retraction -> keepSmallest(before.retractions, retractions, retraction);
            }
            var id = event.stamp().eventId();
            int types = count(before.recorded, recorded, id)
                    + count(before.actions, actions, id)
                    + count(before.retractions, retractions, id);
            if (types > 1) {
                conflicts.add(id);
            }
        }

        private <E extends CardEvent> void keepSmallest(Map<EventId, E> old, Map<EventId, E> changed, E event) {
            var id = event.stamp().eventId();
            var known = changed.containsKey(id) ? changed.get(id) : old.get(id);
            if (known == null || (!event.equals(known) && DuplicateEvents.isSmaller(event, known))) {
                changed.put(id, event);
            }
            if (known != null && !event.equals(known) && !DuplicateEvents.haveSameContent(event, known)) {
                conflicts.add(id);
            }
        }

        private static int count(Map<EventId, ?> old, Map<EventId, ?> changed, EventId id) {
            return changed.containsKey(id) || old.containsKey(id) ? 1 : 0;
        }

        private CardHistory changes() {
            conflicts.removeAll(before.conflicts);
            if (recorded.isEmpty() && actions.isEmpty() && retractions.isEmpty() && conflicts.isEmpty()) {
                return before;
            }
            conflicts.addAll(before.conflicts);
            return new CardHistory(
                    OverlayMap.copyOf(before.recorded).plus(recorded),
                    OverlayMap.copyOf(before.actions).plus(actions),
                    OverlayMap.copyOf(before.retractions).plus(retractions),
                    conflicts);
        }
    }
}
