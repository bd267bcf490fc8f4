package dev.engram.projections;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.fsrs.CardProgress;
import dev.engram.fsrs.CardScheduler;
import dev.engram.fsrs.Fuzz;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.Phase;
import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Steps;
import dev.engram.fsrs.Weights;
import dev.engram.scheduler.LearnerCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a learner's events come to, the simple way: sort all of them, leave out what does not count, go through the rest once. */
record NaiveFold(
        List<ReviewRecorded> counting,
        Map<Long, Integer> answersByDay,
        Phase phase,
        double stabilityDays,
        double difficulty,
        @Nullable Instant dueAt,
        int reviews,
        int lapses,
        boolean suspended,
        @Nullable Long buriedUntil) {

    private static final Comparator<LearnerEvent> COPIES = Comparator.<LearnerEvent, Instant>comparing(
                    event -> event.stamp().receivedAt())
            .thenComparing(event -> LearnerEvents.codec().canonical(event), Arrays::compareUnsigned);

    static NaiveFold of(List<LearnerEvent> events, CardId card) {
        var plans = plans(events);
        var plan = plans.isEmpty() ? Plan.DEFAULT : plans.getLast().plan();
        var calendar = LearnerCalendar.of(plans.stream()
                .map(change -> new LearnerCalendar.Entry(
                        change.stamp().at(), change.plan().zone(), change.plan().rolloverHour()))
                .toList());
        return studied(counting(events, card), plan, calendar);
    }

    private static List<PlanChanged> plans(List<LearnerEvent> events) {
        var byId = new HashMap<Object, PlanChanged>();
        events.stream().sorted(COPIES).forEach(event -> {
            if (event instanceof PlanChanged change) {
                byId.putIfAbsent(change.stamp().eventId(), change);
            }
        });
        return byId.values().stream().sorted(comparing(PlanChanged::stamp)).toList();
    }

    /** Of each type and id the first by (receivedAt, bytes), of the types under an id again the first; a retraction of itself is none. */
    private static List<CardEvent> counting(List<LearnerEvent> events, CardId card) {
        var first = new HashMap<Object, Map<Class<?>, CardEvent>>();
        events.stream().sorted(COPIES).forEach(event -> {
            if (event instanceof CardEvent about && about.cardId().equals(card)) {
                first.computeIfAbsent(about.stamp().eventId(), _ -> new HashMap<>())
                        .putIfAbsent(about.getClass(), about);
            }
        });
        var winners = new ArrayList<CardEvent>();
        for (var versions : first.values()) {
            versions.values().stream()
                    .filter(event -> !(event instanceof ReviewRetracted retraction
                            && retraction.review().equals(retraction.stamp().eventId())))
                    .min(COPIES)
                    .ifPresent(winners::add);
        }
        var takenBack = new HashSet<Object>();
        for (var event : winners) {
            if (event instanceof ReviewRetracted retraction) {
                takenBack.add(retraction.review());
            }
        }
        var counting = new ArrayList<CardEvent>();
        for (var event : winners) {
            boolean imported = event instanceof ReviewRecorded review && review.origin() != ReviewRecorded.Origin.LIVE;
            if (!(event instanceof ReviewRetracted)
                    && !takenBack.contains(event.stamp().eventId())
                    && (imported || !event.stamp().at().isBefore(Instant.parse("2006-01-01T00:00:00Z")))) {
                counting.add(event);
            }
        }
        counting.sort(comparing((CardEvent event) -> event.stamp().at())
                .thenComparing(event -> event.stamp().clientId().value())
                .thenComparing(event -> event.stamp().clientSeq())
                .thenComparing(event -> event.stamp().eventId().toString()));
        return counting;
    }

    private static NaiveFold studied(List<CardEvent> counting, Plan plan, LearnerCalendar calendar) {
        var scheduler = new CardScheduler(
                Weights.migrated(
                        plan.weights().stream().mapToDouble(Double::doubleValue).toArray()),
                new SchedulingRules(
                        plan.desiredRetention(),
                        new Steps(plan.learningSteps()),
                        new Steps(plan.relearningSteps()),
                        plan.maximumIntervalDays(),
                        true));
        var days = new TreeMap<Long, Integer>();
        var progress = CardProgress.NEW;
        Instant dueAt = null;
        long lastDay = Long.MIN_VALUE;
        int interval = 0;
        int reviews = 0;
        int lapses = 0;
        boolean suspended = false;
        Long buriedUntil = null;
        for (var event : counting) {
            if (event instanceof CardAction action) {
                switch (action.action()) {
                    case SUSPEND -> suspended = true;
                    case RESUME -> {
                        suspended = false;
                        buriedUntil = null;
                    }
                    case BURY -> buriedUntil = calendar.day(action.stamp().at()) + 1;
                    case RESET -> {
                        progress = CardProgress.NEW;
                        dueAt = null;
                        interval = 0;
                        reviews = 0;
                        lapses = 0;
                    }
                    case SET_DUE ->
                        dueAt = reviews == 0
                                ? null
                                : calendar.start(requireNonNull(action.dueDay()).toEpochDay());
                }
                continue;
            }
            var review = (ReviewRecorded) event;
            long day = calendar.day(review.stamp().at());
            days.merge(day, 1, Integer::sum);
            if (review.practice()) {
                continue;
            }
            long elapsed = reviews == 0 ? 0 : day - lastDay;
            var grade = Grade.of(review.rating().grade());
            var fuzz = plan.fuzz() ? Fuzz.of(review.cardId().value(), reviews, interval) : null;
            lapses += progress.phase() == Phase.REVIEW && grade == Grade.AGAIN ? 1 : 0;
            var next = scheduler.answer(progress, elapsed, grade, fuzz);
            progress = new CardProgress(next.phase(), next.step(), next.memory());
            dueAt = review.stamp().at().plus(next.delay());
            interval = next.intervalDays();
            lastDay = day;
            reviews++;
        }
        boolean isNew = reviews == 0;
        return new NaiveFold(
                counting.stream()
                        .filter(ReviewRecorded.class::isInstance)
                        .map(ReviewRecorded.class::cast)
                        .toList(),
                days,
                progress.phase(),
                isNew ? 0 : progress.memory().stabilityDays(),
                isNew ? 0 : progress.memory().difficulty(),
                dueAt,
                reviews,
                lapses,
                suspended,
                buriedUntil);
    }

    /** The cards that the events are about. */
    static Set<CardId> cards(List<LearnerEvent> events) {
        var cards = new HashSet<CardId>();
        for (var event : events) {
            if (event instanceof CardEvent about) {
                cards.add(about.cardId());
            }
        }
        return cards;
    }
}
