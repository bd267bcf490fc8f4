package dev.engram.projections.learner;

import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerEvent;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.codec.LearnerEvents;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a learner as a whole: the latest event of each kind in the learner's order, for any order of
 * arrival.
 *
 * @param planChange  the latest; null for a learner who never changed the plan
 * @param memberships per deck the latest joining or leaving; a deck never mentioned is absent
 * @param cohorts     per cohort the latest joining or leaving; a cohort never mentioned is absent
 */
public record LearnerContext(
        @Nullable PlanChanged planChange, Map<DeckId, LearnerEvent> memberships, Map<CohortId, LearnerEvent> cohorts) {

    /** A learner of whom nothing is known. */
    public static final LearnerContext EMPTY = new LearnerContext(null, Map.of(), Map.of());

    public LearnerContext {
        memberships = Map.copyOf(memberships);
        cohorts = Map.copyOf(cohorts);
    }

    /** The plan in force, the default where the learner never chose one. */
    public Plan plan() {
        return planChange == null ? Plan.DEFAULT : planChange.plan();
    }

    /**
     * Whether the learner studies a deck: the latest joining or leaving decides; without one, owning the deck does.
     *
     * @param owner whether the learner owns it
     */
    public boolean isMember(DeckId deck, boolean owner) {
        var latest = memberships.get(deck);
        return latest == null ? owner : latest instanceof DeckJoined;
    }

    /** When the learner joined the cohort; null for one who is no member. */
    public @Nullable Instant memberSince(CohortId cohort) {
        return cohorts.get(cohort) instanceof CohortJoined joined
                ? joined.stamp().at()
                : null;
    }

    /** The cohorts that the learner is a member of. */
    public Set<CohortId> memberCohorts() {
        return cohorts.values().stream()
                .flatMap(event -> event instanceof CohortJoined joined ? Stream.of(joined.cohortId()) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every event that is held, in no order. */
    public Stream<LearnerEvent> events() {
        return Stream.of(Stream.ofNullable(planChange), memberships.values().stream(), cohorts.values().stream())
                .flatMap(events -> events);
    }

    LearnerContext apply(PlanChanged change) {
        return planChange == null || isLater(change, planChange)
                ? new LearnerContext(change, memberships, cohorts)
                : this;
    }

    LearnerContext apply(DeckJoined joined) {
        return membership(joined.deckId(), joined);
    }

    LearnerContext apply(DeckLeft left) {
        return membership(left.deckId(), left);
    }

    LearnerContext apply(CohortJoined joined) {
        return cohort(joined.cohortId(), joined);
    }

    LearnerContext apply(CohortLeft left) {
        return cohort(left.cohortId(), left);
    }

    private LearnerContext membership(DeckId deck, LearnerEvent event) {
        var changed = withLatest(memberships, deck, event);
        return changed == memberships ? this : new LearnerContext(planChange, changed, cohorts);
    }

    private LearnerContext cohort(CohortId cohort, LearnerEvent event) {
        var changed = withLatest(cohorts, cohort, event);
        return changed == cohorts ? this : new LearnerContext(planChange, memberships, changed);
    }

    /** The same map where the event is not later than what is held. */
    private static <K> Map<K, LearnerEvent> withLatest(Map<K, LearnerEvent> latest, K key, LearnerEvent event) {
        var held = latest.get(key);
        if (held != null && !isLater(event, held)) {
            return latest;
        }
        var changed = new HashMap<>(latest);
        changed.put(key, event);
        return changed;
    }

    /** A total order, so that the last is the same in any order of arrival. Of copies the earliest received is the last. */
    private static boolean isLater(LearnerEvent event, LearnerEvent held) {
        int order = event.stamp().compareTo(held.stamp());
        if (order == 0) {
            order = held.stamp().receivedAt().compareTo(event.stamp().receivedAt());
        }
        if (order == 0) {
            var codec = LearnerEvents.codec();
            order = Arrays.compareUnsigned(codec.canonical(held), codec.canonical(event));
        }
        return order > 0;
    }
}
