package dev.engram.projections.learner;

import static java.util.Comparator.comparing;

import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.WeightsFitted;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.projections.UnappliedException;
import dev.engram.scheduler.LearnerCalendar;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a learner as a whole, for any order of arrival: every change of the plan, since together they make the
 * calendar, and in the learner's order per deck and cohort the latest joining or leaving, and the latest fits of weights.
 */
public final class LearnerContext {

    /** Most changes of the plan that are kept; one more is parked. */
    public static final int MOST_PLAN_CHANGES = 2_000;

    /** Most fits of weights that are kept, the latest; each is in the log for ever. */
    public static final int MOST_FITS = 20;

    /** A learner of whom nothing is known. */
    public static final LearnerContext EMPTY = new LearnerContext(List.of(), Map.of(), Map.of(), List.of());

    private final Map<EventId, PlanChanged> planChanges;
    private final Map<DeckId, LearnerEvent> memberships;
    private final Map<CohortId, LearnerEvent> cohorts;
    private final List<WeightsFitted> fits;
    private final @Nullable PlanChanged latest;
    private final LearnerCalendar calendar;

    /**
     * @param planChanges of different ids
     * @param memberships per deck the latest joining or leaving; a deck never mentioned is absent
     * @param cohorts per cohort the same
     * @param fits the latest, of different ids, at most {@value #MOST_FITS}, in the learner's order
     */
    public LearnerContext(
            Collection<PlanChanged> planChanges,
            Map<DeckId, LearnerEvent> memberships,
            Map<CohortId, LearnerEvent> cohorts,
            List<WeightsFitted> fits) {
        var byId = new HashMap<EventId, PlanChanged>();
        planChanges.forEach(change -> byId.put(change.stamp().eventId(), change));
        this.planChanges = Map.copyOf(byId);
        this.memberships = Map.copyOf(memberships);
        this.cohorts = Map.copyOf(cohorts);
        this.fits = List.copyOf(fits);
        var ordered = planChanges();
        this.latest = ordered.isEmpty() ? null : ordered.getLast();
        this.calendar = LearnerCalendar.of(
                ordered.stream().map(LearnerContext::calendarEntry).toList());
    }

    /** The same learner with other plans or memberships; what follows from the plans is kept where they are the same. */
    private LearnerContext(
            LearnerContext plans,
            Map<DeckId, LearnerEvent> memberships,
            Map<CohortId, LearnerEvent> cohorts,
            List<WeightsFitted> fits) {
        this.planChanges = plans.planChanges;
        this.latest = plans.latest;
        this.calendar = plans.calendar;
        this.memberships = Map.copyOf(memberships);
        this.cohorts = Map.copyOf(cohorts);
        this.fits = fits;
    }

    private static LearnerCalendar.Entry calendarEntry(PlanChanged change) {
        return new LearnerCalendar.Entry(
                change.stamp().at(), change.plan().zone(), change.plan().rolloverHour());
    }

    /** Every change of the plan, in the learner's order. */
    public List<PlanChanged> planChanges() {
        return planChanges.values().stream()
                .sorted(comparing(PlanChanged::stamp))
                .toList();
    }

    /** The latest change of the plan; null for a learner who never changed it. */
    public @Nullable PlanChanged planChange() {
        return latest;
    }

    /** Per deck the latest joining or leaving; a deck never mentioned is absent. */
    public Map<DeckId, LearnerEvent> memberships() {
        return memberships;
    }

    /** Per cohort the latest joining or leaving; a cohort never mentioned is absent. */
    public Map<CohortId, LearnerEvent> cohorts() {
        return cohorts;
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

    /** The latest fits of weights to the learner's reviews, in the learner's order. */
    public List<WeightsFitted> fits() {
        return fits;
    }

    /** Every event that is held, in no order. */
    public Stream<LearnerEvent> events() {
        return Stream.of(planChanges.values(), memberships.values(), cohorts.values(), fits)
                .flatMap(Collection::stream);
    }

    /** The plan in force, the default where the learner never chose one. */
    public Plan plan() {
        return latest == null ? Plan.DEFAULT : latest.plan();
    }

    /** The study days of the learner, by the zones and rollover hours that the plans give from their time on. */
    public LearnerCalendar calendar() {
        return calendar;
    }

    /** Whether a zone was ever set: that of the default plan is none of those that can be chosen. */
    public boolean isZoneSet() {
        return planChanges.values().stream()
                .anyMatch(change -> !change.plan().zone().equals(Plan.DEFAULT.zone()));
    }

    /**
     * Whether the learner studies a deck: the latest joining or leaving decides; without one, owning the deck does.
     *
     * @param owner whether the learner owns it
     */
    public boolean isMember(DeckId deck, boolean owner) {
        var membership = memberships.get(deck);
        return membership == null ? owner : membership instanceof DeckJoined;
    }

    /**
     * This learner with one more change of the plan.
     *
     * @throws UnappliedException if there are {@value #MOST_PLAN_CHANGES} others already
     */
    public LearnerContext apply(PlanChanged change) {
        var id = change.stamp().eventId();
        var held = planChanges.get(id);
        if (held == null && planChanges.size() >= MOST_PLAN_CHANGES) {
            throw new UnappliedException(
                    "plan-changes-full",
                    "the learner has changed the plan %d times, more cannot be kept".formatted(MOST_PLAN_CHANGES));
        }
        if (held != null && isCopyAfter(change, held)) {
            return this;
        }
        var changed = new HashMap<>(planChanges);
        changed.put(id, change);
        return new LearnerContext(changed.values(), memberships, cohorts, fits);
    }

    LearnerContext apply(WeightsFitted fit) {
        var byId = new HashMap<EventId, WeightsFitted>();
        fits.forEach(held -> byId.put(held.stamp().eventId(), held));
        byId.merge(fit.stamp().eventId(), fit, (held, copy) -> isCopyAfter(copy, held) ? held : copy);
        var latest = byId.values().stream()
                .sorted(comparing(WeightsFitted::stamp))
                .skip(Math.max(0, byId.size() - MOST_FITS))
                .toList();
        return latest.equals(fits) ? this : new LearnerContext(this, memberships, cohorts, latest);
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
        return isLatest(event, memberships.get(deck))
                ? new LearnerContext(this, with(memberships, deck, event), cohorts, fits)
                : this;
    }

    private LearnerContext cohort(CohortId cohort, LearnerEvent event) {
        return isLatest(event, cohorts.get(cohort))
                ? new LearnerContext(this, memberships, with(cohorts, cohort, event), fits)
                : this;
    }

    private static boolean isLatest(LearnerEvent event, @Nullable LearnerEvent held) {
        return held == null || isLater(event, held);
    }

    private static <K> Map<K, LearnerEvent> with(Map<K, LearnerEvent> events, K key, LearnerEvent event) {
        var changed = new HashMap<>(events);
        changed.put(key, event);
        return changed;
    }

    /** A total order, so that the last is the same in any order of arrival. Of copies the earliest received is the last. */
    private static boolean isLater(LearnerEvent event, LearnerEvent held) {
        int order = event.stamp().compareTo(held.stamp());
        return order == 0 ? isCopyAfter(held, event) : order > 0;
    }

    /** Whether {@code one} does not count instead of {@code other}: by (receivedAt, canonical bytes). */
    private static boolean isCopyAfter(LearnerEvent one, LearnerEvent other) {
        int order = one.stamp().receivedAt().compareTo(other.stamp().receivedAt());
        if (order != 0) {
            return order > 0;
        }
        var codec = LearnerEvents.codec();
        return Arrays.compareUnsigned(codec.canonical(one), codec.canonical(other)) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LearnerContext context
                && planChanges.equals(context.planChanges)
                && memberships.equals(context.memberships)
                && cohorts.equals(context.cohorts)
                && fits.equals(context.fits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(planChanges, memberships, cohorts, fits);
    }

    @Override
    public String toString() {
        return "LearnerContext[planChanges=%s, memberships=%s, cohorts=%s, fits=%s]"
                .formatted(planChanges(), memberships, cohorts, fits);
    }
}
