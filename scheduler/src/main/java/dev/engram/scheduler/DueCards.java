package dev.engram.scheduler;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.fsrs.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a {@link StudyQueue} is made of, taken from the states of a learner one after the other: of a card that is not due
 * nothing is kept, of one that is some hundred bytes. For one thread.
 */
public final class DueCards {

    private final Plan plan;
    private final LearnerCalendar calendar;
    private final Instant now;
    private final long today;
    private final List<DueCard> due = new ArrayList<>();
    private StudiedToday used;

    /** @param plan the learner's latest */
    public DueCards(Plan plan, LearnerCalendar calendar, Instant now) {
        this(plan, calendar, now, StudiedToday.NOTHING);
    }

    DueCards(Plan plan, LearnerCalendar calendar, Instant now, StudiedToday used) {
        this.plan = plan;
        this.calendar = calendar;
        this.now = now;
        this.today = calendar.day(now);
        this.used = used;
    }

    /** Takes in a card of the learner, of any deck. Of those that were answered today or are due none may be left out. */
    public void add(CardId cardId, CardState state) {
        used = used.and(state, today);
        var dueAt = state.dueAt();
        var dueDay = Due.studyDay(state, calendar);
        if (dueAt != null
                && dueDay != null
                && dueDay <= today
                && state.overrides().isOfferedOn(today)) {
            due.add(new DueCard(cardId, state.phase() == Phase.REVIEW, dueAt, dueDay));
        }
    }

    /** Whether a card that was never answered may be offered, as far as the learner's actions go. */
    public boolean isOffered(CardState state) {
        return state.isNew() && state.overrides().isOfferedOn(today);
    }

    /** The cards that are due, in no particular order. */
    public List<CardId> cards() {
        return due.stream().map(DueCard::cardId).toList();
    }

    /** Most new cards that the plan allows for the rest of this study day. */
    public int mostNew() {
        return Math.max(0, plan.newCardsPerDay() - used.introduced());
    }

    /** What the learner has studied on this study day. */
    public StudiedToday used() {
        return used;
    }

    /**
     * The queue.
     *
     * @param offered which of {@link #cards} may be offered
     * @param newCards cards never answered that may be offered, in the order to introduce them; more than
     *     {@link #mostNew} are not needed
     */
    public StudyQueue queue(Predicate<CardId> offered, List<CardId> newCards) {
        return StudyQueue.of(due, offered, newCards, used, plan, now);
    }
}
