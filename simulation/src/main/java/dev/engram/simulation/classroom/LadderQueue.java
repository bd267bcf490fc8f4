package dev.engram.simulation.classroom;

import dev.engram.events.ClientId;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.SchedulerRef;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.simulation.IntervalSampler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cards by a ladder of fixed intervals: what is due on the study day, the longest due first, then new cards. */
final class LadderQueue implements StudyQueueSource {
    private static final Comparator<Shown> LONGEST_DUE = Comparator.comparing(
                    (Shown shown) -> Objects.requireNonNullElse(shown.dueAt(), Instant.MIN))
            .thenComparing(Shown::card);

    private final Plan plan;
    private final LearnerCalendar calendar;
    private final int cards;
    private final KnownReviews known;

    LadderQueue(Plan plan, int cards) {
        this.plan = plan;
        this.calendar = LearnerCalendar.of(plan.zone(), plan.rolloverHour());
        this.cards = cards;
        this.known = new KnownReviews(cards);
    }

    @Override
    public Offer offer(ClientId client, Instant at) {
        long today = calendar.day(at);
        var ready = new ArrayList<Shown>();
        var unseen = new ArrayList<Shown>();
        int introduced = 0;
        for (int card = 0; card < cards; card++) {
            var reviews = known.of(card, client, at);
            if (reviews.isEmpty()) {
                unseen.add(new Shown(card, null, null));
                continue;
            }
            introduced += calendar.day(reviews.getFirst().stamp().at()) == today ? 1 : 0;
            var last = reviews.getLast().stamp();
            var due = last.at().plus(Duration.ofDays((long) IntervalSampler.ladderDays(streak(reviews))));
            if (calendar.day(due) <= today) {
                ready.add(new Shown(card, due, last.eventId()));
            }
        }
        ready.sort(LONGEST_DUE);
        ready.addAll(unseen.subList(0, Math.clamp(plan.newCardsPerDay() - introduced, 0, unseen.size())));
        return new Offer(ready, null);
    }

    /** Successes in a row; the first answer that fails leaves 0, a later one 1. */
    private static int streak(List<ReviewRecorded> reviews) {
        int streak = 0;
        for (int i = 0; i < reviews.size(); i++) {
            boolean failed = reviews.get(i).rating() == Rating.AGAIN;
            streak = failed ? Math.min(i, 1) : streak + 1;
        }
        return streak;
    }

    @Override
    public void answered(int card, ReviewRecorded review) {
        known.add(card, review);
    }

    @Override
    public @Nullable SchedulerRef scheduler() {
        return null;
    }
}
