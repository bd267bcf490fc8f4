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
 *     takes an event ({@code receivedAt} and {@code flags}), or events of different types; with the versions that are in none of
 *     the other maps
 */
public record CardHistory(
        Map<EventId, ReviewRecorded> recorded,
        Map<EventId, CardAction> actions,
        Map<EventId, ReviewRetracted> retractions,
        Map<EventId, OtherVersions> conflicts) {
    /** An empty history. */
    public static final CardHistory EMPTY = new CardHistory(Map.of(), Map.of(), Map.of(), Map.of());

    public CardHistory {
        recorded = OverlayMap.copyOf(recorded);
        actions = OverlayMap.copyOf(actions);
        retractions = OverlayMap.copyOf(retractions);
        conflicts = Map.copyOf(conflicts);
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

    /** Number of facts: events of which something is kept. */
    public int size() {
        int others = 0;
        for (var versions : conflicts.values()) {
            others += versions.size();
        }
        return recorded.size() + actions.size() + retractions.size() + others;
    }

    /** All events kept, in no particular order. */
    public Stream<CardEvent> all() {
        return Stream.concat(
                Stream.of(recorded, actions, retractions).flatMap(events -> events.values().stream()),
                conflicts.values().stream().flatMap(versions -> versions.kept().stream()));
    }

    /** Whether an event with the id and the content of {@code event} has arrived. */
    public boolean holds(CardEvent event) {
        var id = event.stamp().eventId();
        var others = conflicts.get(id);
        return versionsInUse(id).stream().anyMatch(known -> DuplicateEvents.haveSameContent(known, event))
                || others != null && others.holds(event);
    }

    /**
     * The versions under an id, by (receivedAt, canonical bytes); empty if none has arrived.
     *
     * @return at most {@value OtherVersions#MOST_KEPT} more than there are types of events
     */
    public List<CardEvent> versions(EventId id) {
        return conflicts.getOrDefault(id, OtherVersions.NONE).with(versionsInUse(id));
    }

    /** Of each type the version under an id that may count. */
    private List<CardEvent> versionsInUse(EventId id) {
        return Stream.of(recorded, actions, retractions)
                .flatMap(events -> Stream.ofNullable((CardEvent) events.get(id)))
                .toList();
    }

    /**
     * The reviews that count, oldest first by {@link dev.engram.events.Stamp#compareTo}, practice included. What was dated by a
     * clock that had lost its time does not.
     */
    public List<ReviewRecorded> reviews() {
        return sorted(counting(recorded, retracted()));
    }

    /** How many answers bear on memory: {@link #reviews()} without practice, those before a reset too. */
    public int answers() {
        int answers = 0;
        for (var review : counting(recorded, retracted())) {
            answers += review.practice() ? 0 : 1;
        }
        return answers;
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
            if (!retracted.contains(event.stamp().eventId()) && counts(event) && !event.wasDatedByLostClock()) {
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

    /**
     * Whether an event of this history counts among those with its id: events of different types with one id are versions of one
     * event, of which the smallest counts. A retraction of itself has no effect, also on what bears its id.
     */
    public boolean counts(CardEvent event) {
        var id = event.stamp().eventId();
        return !isOfItself(event)
                && precedes(event, recorded.get(id))
                && precedes(event, actions.get(id))
                && precedes(event, retractions.get(id));
    }

    private static boolean precedes(CardEvent event, @Nullable CardEvent rival) {
        return rival == null || rival.equals(event) || isOfItself(rival) || DuplicateEvents.isSmaller(event, rival);
    }

    private static boolean isOfItself(CardEvent event) {
        return event instanceof ReviewRetracted retraction
                && retraction.review().equals(retraction.stamp().eventId());
    }

    /** Takes in a batch without a version per event. */
    private static final class Builder {
        private final CardHistory before;
        private final Map<EventId, ReviewRecorded> recorded = new HashMap<>();
        private final Map<EventId, CardAction> actions = new HashMap<>();
        private final Map<EventId, ReviewRetracted> retractions = new HashMap<>();
        private final Map<EventId, OtherVersions> conflicts = new HashMap<>();

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
                putOthers(id, others(id));
            }
        }

        private <E extends CardEvent> void keepSmallest(Map<EventId, E> old, Map<EventId, E> changed, E event) {
            var id = event.stamp().eventId();
            var known = changed.containsKey(id) ? changed.get(id) : old.get(id);
            if (known == null) {
                changed.put(id, event);
            } else if (!event.equals(known)) {
                boolean smaller = DuplicateEvents.isSmaller(event, known);
                if (!DuplicateEvents.haveSameContent(event, known)) {
                    putOthers(
                            id,
                            smaller
                                    ? others(id).minus(event).plus(known)
                                    : others(id).plus(event));
                }
                if (smaller) {
                    changed.put(id, event);
                }
            }
        }

        private OtherVersions others(EventId id) {
            var changed = conflicts.get(id);
            return changed == null ? before.conflicts.getOrDefault(id, OtherVersions.NONE) : changed;
        }

        private void putOthers(EventId id, OtherVersions versions) {
            if (versions.equals(before.conflicts.get(id))) {
                conflicts.remove(id);
            } else {
                conflicts.put(id, versions);
            }
        }

        private static int count(Map<EventId, ?> old, Map<EventId, ?> changed, EventId id) {
            return changed.containsKey(id) || old.containsKey(id) ? 1 : 0;
        }

        private CardHistory changes() {
            if (recorded.isEmpty() && actions.isEmpty() && retractions.isEmpty() && conflicts.isEmpty()) {
                return before;
            }
            return new CardHistory(
                    OverlayMap.copyOf(before.recorded).plus(recorded),
                    OverlayMap.copyOf(before.actions).plus(actions),
                    OverlayMap.copyOf(before.retractions).plus(retractions),
                    conflicts.isEmpty() ? before.conflicts : merged());
        }

        private Map<EventId, OtherVersions> merged() {
            var merged = new HashMap<>(before.conflicts);
            merged.putAll(conflicts);
            return merged;
        }
    }
}
