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

/**
 * Everything one learner did with one card: grow-only maps of events, the same for any order, batches and number of copies of the
 * events. Of copies with one id the one with the smallest (receivedAt, canonical bytes) is kept, whichever arrived first.
 * The caller ensures that all events are of one learner and one card.
 *
 * @param recorded reviews by their id, retracted ones included
 * @param retractions by their own id (not that of the review they take back, which may not have arrived)
 * @param conflicts ids under which different events arrived: copies that differ in more than what the server adds when it
 *     takes an event ({@code receivedAt} and {@code flags}), or a review and a retraction
 */
public record CardHistory(
        Map<EventId, ReviewRecorded> recorded, Map<EventId, ReviewRetracted> retractions, Set<EventId> conflicts) {
    /** An empty history. */
    public static final CardHistory EMPTY = new CardHistory(Map.of(), Map.of(), Set.of());

    public CardHistory {
        recorded = OverlayMap.copyOf(recorded);
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

    /** The reviews that count, oldest first by {@link dev.engram.events.Stamp#compareTo}, practice included. */
    public List<ReviewRecorded> reviews() {
        var retracted = retracted();
        var counting = new ArrayList<ReviewRecorded>(recorded.size());
        for (var review : recorded.values()) {
            if (!retracted.contains(review.stamp().eventId()) && counts(review)) {
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

    /** A review and a retraction with one id are copies with one identity, and the smaller counts. */
    private boolean counts(ReviewRecorded review) {
        var rival = retractions.get(review.stamp().eventId());
        return rival == null || DuplicateEvents.isSmaller(review, rival);
    }

    private boolean counts(ReviewRetracted retraction) {
        var rival = recorded.get(retraction.stamp().eventId());
        return rival == null || DuplicateEvents.isSmaller(retraction, rival);
    }

    /** Takes in a batch without a version per event. */
    private static final class Builder {
        private final CardHistory before;
        private final Map<EventId, ReviewRecorded> recorded = new HashMap<>();
        private final Map<EventId, ReviewRetracted> retractions = new HashMap<>();
        private final Set<EventId> conflicts = new HashSet<>();

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

        private static boolean knows(Map<EventId, ?> old, Map<EventId, ?> changed, EventId id) {
            return changed.containsKey(id) || old.containsKey(id);
        }

        private CardHistory changes() {
            conflicts.removeAll(before.conflicts);
            if (recorded.isEmpty() && retractions.isEmpty() && conflicts.isEmpty()) {
                return before;
            }
            conflicts.addAll(before.conflicts);
            return new CardHistory(
                    OverlayMap.copyOf(before.recorded).plus(recorded),
                    OverlayMap.copyOf(before.retractions).plus(retractions),
                    conflicts);
        }
    }
}
