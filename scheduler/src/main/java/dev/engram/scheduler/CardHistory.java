package dev.engram.scheduler;

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
import java.util.stream.Stream;

/**
 * Everything one learner did with one card: grow-only maps of events, the same for any order, batches and number of copies of the
 * events. Of copies with one id the one with the smallest (receivedAt, canonical bytes) is kept, whichever arrived first.
 * The caller ensures that all events are of one learner and one card.
 *
 * @param recorded reviews by their id, retracted ones included
 * @param retractions by their own id (not that of the review they take back, which may not have arrived)
 * @param conflicts ids under which different events arrived: copies that differ in more than what the server adds when it
 *     takes an event ({@code receivedAt} and {@code flags}), or a review and a retraction; with the versions that are in none
 *     of the other maps
 */
public record CardHistory(
        Map<EventId, ReviewRecorded> recorded,
        Map<EventId, ReviewRetracted> retractions,
        Map<EventId, OtherVersions> conflicts) {
    /** An empty history. */
    public static final CardHistory EMPTY = new CardHistory(Map.of(), Map.of(), Map.of());

    public CardHistory {
        recorded = OverlayMap.copyOf(recorded);
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
        return recorded.size() + retractions.size() + others;
    }

    /** All events kept, in no particular order. */
    public Stream<CardEvent> all() {
        return Stream.concat(
                Stream.of(recorded, retractions).flatMap(events -> events.values().stream()),
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
        return Stream.of(recorded, retractions)
                .flatMap(events -> Stream.ofNullable((CardEvent) events.get(id)))
                .toList();
    }

    /**
     * The reviews that count, oldest first by {@link dev.engram.events.Stamp#compareTo}, practice included. One that was dated by
     * a clock that had lost its time does not.
     */
    public List<ReviewRecorded> reviews() {
        var retracted = retracted();
        var counting = new ArrayList<ReviewRecorded>(recorded.size());
        for (var review : recorded.values()) {
            if (!retracted.contains(review.stamp().eventId()) && counts(review) && !review.wasDatedByLostClock()) {
                counting.add(review);
            }
        }
        counting.sort(Comparator.comparing(ReviewRecorded::stamp));
        return List.copyOf(counting);
    }

    /** Ids of the reviews taken back, arrived or not. */
    public Set<EventId> retracted() {
        var reviews = new HashSet<EventId>();
        for (var retraction : retractions.values()) {
            if (counts(retraction)) {
                reviews.add(retraction.review());
            }
        }
        return reviews;
    }

    /**
     * The history as far as it had happened at {@code moment}: reviews with {@code at <= moment}. Retractions known now all
     * apply, since what was taken back was a mistake then, too.
     */
    public CardHistory asOf(Instant moment) {
        var happened = new HashMap<>(recorded);
        happened.values().removeIf(review -> review.stamp().at().isAfter(moment));
        return happened.size() == recorded.size() ? this : new CardHistory(happened, retractions, conflicts);
    }

    /**
     * Whether an event of this history counts among those with its id: events of different types with one id are versions of one
     * event, of which the smallest counts. A retraction of itself has no effect, also on what bears its id.
     */
    public boolean counts(CardEvent event) {
        return !isOfItself(event)
                && versionsInUse(event.stamp().eventId()).stream()
                        .allMatch(rival -> rival == event
                                || isOfItself(rival)
                                || rival.equals(event)
                                || DuplicateEvents.isSmaller(event, rival));
    }

    private static boolean isOfItself(CardEvent event) {
        return event instanceof ReviewRetracted retraction
                && retraction.review().equals(retraction.stamp().eventId());
    }

    /** Takes in a batch without a version per event. */
    private static final class Builder {
        private final CardHistory before;
        private final Map<EventId, ReviewRecorded> recorded = new HashMap<>();
        private final Map<EventId, ReviewRetracted> retractions = new HashMap<>();
        private final Map<EventId, OtherVersions> conflicts = new HashMap<>();

        private Builder(CardHistory before) {
            this.before = before;
        }

        private void add(CardEvent event) {
            var id = event.stamp().eventId();
            switch (event) {
                case ReviewRecorded review -> keepSmallest(before.recorded, recorded, review);
                case ReviewRetracted retraction -> keepSmallest(before.retractions, retractions, retraction);
            }
            if (knows(before.recorded, recorded, id) && knows(before.retractions, retractions, id)) {
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
            if (!versions.equals(before.conflicts.get(id))) {
                conflicts.put(id, versions);
            } else {
                conflicts.remove(id);
            }
        }

        private static boolean knows(Map<EventId, ?> old, Map<EventId, ?> changed, EventId id) {
            return changed.containsKey(id) || old.containsKey(id);
        }

        private CardHistory changes() {
            if (recorded.isEmpty() && retractions.isEmpty() && conflicts.isEmpty()) {
                return before;
            }
            return new CardHistory(
                    OverlayMap.copyOf(before.recorded).plus(recorded),
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
